/**
 * Work that is done in steps. A step takes milliseconds even for the largest policies; whoever runs them may let others go
 * first in between, so that an editor stays responsive.
 */
export type Steps<T> = Generator<undefined, T>;

/** Does all steps at once. */
export function atOnce<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
