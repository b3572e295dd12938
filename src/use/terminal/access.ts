import { Emitter } from '../../model/event.ts';

/** What a person said about the terminals of a workspace. */
export type Answer = 'allowed' | 'never';

/** Where the editor keeps what belongs to a workspace and lies outside of it. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const key = 'patchbay.terminals';

/** Who said “not now” is asked again after a day, in milliseconds. */
const quietMs = 24 * 3_600_000;

/**
 * Whether the terminals and tasks of this workspace may use its connections: off until a person allows it. The answer is kept
 * by the editor for this workspace, so that no file of a repository gives it.
 */
export class TerminalAccess {
  readonly #memory: Memory;
  readonly #isTrusted: () => boolean;
  readonly #changed = new Emitter<void>();

  /** Fires when {@link isAllowed} may be another. */
  readonly onDidChange = this.#changed.event;

  constructor(memory: Memory, isTrusted: () => boolean) {
    this.#memory = memory;
    this.#isTrusted = isTrusted;
  }

  /** What was allowed counts in a trusted workspace alone. */
  get isAllowed(): boolean {
    return this.#isTrusted() && this.#memory.get(key) === ('allowed' satisfies Answer);
  }

  /** True where nobody has answered, or somebody said “not now” a day ago. */
  mayAsk(now = Date.now()): boolean {
    const said = this.#memory.get(key);
    if (!this.#isTrusted() || said === 'allowed' || said === 'never') return false;
    return typeof said !== 'number' || now - said >= quietMs || said > now;
  }

  async answer(answer: Answer): Promise<void> {
    await this.#memory.update(key, answer);
    this.#changed.fire();
  }

  /** “Not now”. */
  async later(now = Date.now()): Promise<void> {
    await this.#memory.update(key, now);
  }

  /** The trust of the workspace changed. */
  trustChanged(): void {
    this.#changed.fire();
  }
}
