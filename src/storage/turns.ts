import { setImmediate as pause } from 'node:timers/promises';

/** Others wait no longer than this, and one step, in milliseconds. */
const turnMs = 6;

/**
 * Shares the thread: work that takes long asks between its steps whether its turn is over, and lets others go first.
 *
 * @example if (turns.isOver) await turns.next();
 */
export class Turns {
  readonly #mayGoOn: () => boolean;
  #began = performance.now();

  /** @param mayGoOn false while something else is more urgent; asked again after each turn of others. */
  constructor(mayGoOn: () => boolean = () => true) {
    this.#mayGoOn = mayGoOn;
  }

  get isOver(): boolean {
    return performance.now() - this.#began > turnMs;
  }

  /** Resolves when it is this work's turn again. */
  async next(): Promise<void> {
    do await pause();
    while (!this.#mayGoOn());
    this.#began = performance.now();
  }
}
