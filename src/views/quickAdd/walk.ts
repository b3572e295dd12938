import type { Answer, Place } from '../ask/answer.ts';

/** One question of a row. */
export interface Step<D> {
  key: string;
  /** Asks, and gives the draft with the answer in it. */
  ask(draft: D, place: Place): Promise<Answer<D>>;
}

/**
 * Asks question after question, with a way back. Which questions there are may depend on the answers, so they are listed
 * anew after each.
 *
 * @param start the key of the first question to ask; those before it can be gone back to.
 * @returns the full draft; `undefined` where the person left.
 */
export async function walk<D>(
  title: string,
  draft: D,
  stepsOf: (draft: D) => readonly Step<D>[],
  start?: string,
): Promise<D | undefined> {
  let current = draft;
  let steps = stepsOf(current);
  let index = Math.max(
    0,
    steps.findIndex(({ key }) => key === start),
  );
  for (let step = steps[index]; step; step = steps[index]) {
    const answer = await step.ask(current, {
      title,
      step: index + 1,
      totalSteps: steps.length,
      canGoBack: index > 0,
    });
    if (answer.kind === 'left') return undefined;
    if (answer.kind === 'answered') current = answer.value;
    steps = stepsOf(current);
    index = Math.max(0, index + (answer.kind === 'back' ? -1 : 1));
  }
  return current;
}
