import { setTimeout } from 'node:timers/promises';

/** Waits, ten seconds at most, until the host has done what it does at its own start: timers come on time again. */
export async function calm(): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (let onTime = 0; onTime < 20 && performance.now() < deadline; ) {
    const due = performance.now() + 20;
    await setTimeout(20);
    onTime = performance.now() - due < 5 ? onTime + 1 : 0;
  }
}
