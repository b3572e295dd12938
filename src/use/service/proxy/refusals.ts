/** How long after a refused token that a renewal did not mend no other renewal is tried, in milliseconds. */
export const renewalPauseMs = 60_000;

/** Which connections had even a fresh token refused: some APIs answer 401 for want of a permission, and renewing does not help. */
export class Refusals {
  readonly #pauseMs: number;
  readonly #at = new Map<string, number>();

  constructor(pauseMs = renewalPauseMs) {
    this.#pauseMs = pauseMs;
  }

  /** True while no other renewal is tried because of a 401. */
  isPaused(id: string): boolean {
    const at = this.#at.get(id);
    if (at === undefined) return false;
    if (performance.now() - at < this.#pauseMs) return true;
    this.#at.delete(id);
    return false;
  }

  note(id: string): void {
    this.#at.set(id, performance.now());
  }
}
