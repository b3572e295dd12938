import { setImmediate as pause } from 'node:timers/promises';

/**
 * Work that is done in steps. A step takes milliseconds even for the largest policies; whoever runs them may let others go
 * first in between, so that an editor stays responsive.
 */
export type Steps<T> = Generator<undefined, T>;

/** How many rules, or things that are as cheap as one, are a step. */
export const perStep = 500;

/** Does all steps at once. */
export function atOnce<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** Others wait no longer than this and one step, in milliseconds. */
const sliceMs = 5;

/**
 * Does the steps, with others going first in between.
 *
 * @throws the signal's reason where it is aborted before the end.
 */
export async function inSlices<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
  let begun = Number.NEGATIVE_INFINITY;
  for (;;) {
    if (performance.now() - begun > sliceMs) {
      await pause();
      signal?.throwIfAborted();
      begun = performance.now();
    }
    const step = steps.next();
    if (step.done) return step.value;
  }
}
