import type { Disposable } from '../model/disposable.ts';
import { Cancelled } from '../model/problem.ts';
import { withLock } from '../storage/processLock.ts';
import { checkConnection } from './check.ts';
import type { Parts } from './parts.ts';

/** How old an answer may be before a connection that somebody looks at is asked again, in milliseconds. */
const maxAgeMs = 15 * 60_000;

/** Between two looks at what is due, in milliseconds; one connection at a time, so that no provider is stormed. */
const pauseMs = 20_000;

/** Longer than any window lives: the longest delay that a timer takes. */
const forever = 2 ** 31 - 1;

/**
 * Keeps the states of connections true in the background: gently, for those that are in use or on view, and by one window
 * of all. The others wait for the lock, which is free when the elected window closes.
 *
 * @param interesting the ids that are in use or on view in this window.
 * @param name of the lock: one for each storage.
 */
export function watchHealth(parts: Parts, interesting: () => Iterable<string>, name: string): Disposable {
  const stop = new AbortController();
  const { signal } = stop;
  void withLock(`health:${name}`, () => run(parts, interesting, signal), { timeoutMs: forever, signal }).catch(
    (error) => {
      if (!(error instanceof Cancelled)) parts.log.error('Connections are not checked in the background', error);
    },
  );
  return { dispose: () => stop.abort() };
}

async function run(parts: Parts, interesting: () => Iterable<string>, signal: AbortSignal): Promise<void> {
  await parts.states.ready();
  while (!signal.aborted) {
    const id = [...interesting()].find((one) => isDue(parts, one, Date.now()));
    // What is wrong is in the state now; nobody asked, so nobody is told more.
    if (id) await checkConnection(parts, id, { signal, by: 'background' }).catch(() => {});
    await pause(pauseMs, signal);
  }
}

/** Only what works is asked: a broken one has been said, and asking again would not mend it. */
export function isDue(parts: Pick<Parts, 'states'>, id: string, now: number): boolean {
  const state = parts.states.get(id);
  return state?.grant.status === 'connected' && now - Date.parse(state.checkedAt ?? state.storedAt) > maxAgeMs;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    timer.unref();
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
