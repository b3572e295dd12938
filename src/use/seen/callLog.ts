import { Emitter } from '../../model/event.ts';
import type { UsageCounts } from '../../storage/usageCounts.ts';
import type { KeptCall, NewCall, SeenCall } from './call.ts';

/** Calls that come within this time are taken in together, in milliseconds: a proxy may see thousands a second. */
const gatherMs = 200;

/**
 * Every use of a connection by code, in this window since it opened: the latest in memory, and counted on the disk. What is
 * recorded is taken in a moment later, and the code for that is loaded with the first.
 */
export class CallLog {
  /** So many calls are kept, the latest. */
  readonly most = 1000;
  readonly #counts: () => Promise<Pick<UsageCounts, 'note' | 'flush'>>;
  readonly #recorded = new Emitter<readonly KeptCall[]>();
  #fresh: SeenCall[] = [];
  #kept: KeptCall[] = [];
  #number = 0;
  #taking: Promise<void> | undefined;
  #hurry: () => void = () => {};

  /** Fires with what was taken in, the oldest first; no more of them than are kept. */
  readonly onDidRecord = this.#recorded.event;

  /** @param counts loads what counts on the disk. */
  constructor(counts: () => Promise<Pick<UsageCounts, 'note' | 'flush'>>) {
    this.#counts = counts;
  }

  /**
   * Notes a use that ended, of whatever kind. Cheap, and never fails its caller. The path may be given as it was asked for:
   * its query, and what looks like a secret in it, is taken out before anybody sees it.
   */
  record(call: NewCall): void {
    this.#fresh.push({ ...call, at: call.at ?? Date.now() - call.durationMs });
    this.#begin();
  }

  /** The calls that are kept, the oldest first. */
  async recent(): Promise<readonly KeptCall[]> {
    await this.#taken();
    return this.#kept.slice(-this.most);
  }

  /** Resolves when everything that was recorded is counted on the disk, or could not be. */
  async flush(): Promise<void> {
    await this.#taken();
    if (this.#number > 0) await (await this.#counts()).flush();
  }

  async #taken(): Promise<void> {
    while (this.#taking) {
      this.#hurry();
      await this.#taking;
    }
  }

  #begin(): void {
    this.#taking ??= this.#take()
      // To be counted is not what a call is for.
      .catch(() => {
        this.#fresh = [];
      })
      .finally(() => {
        this.#taking = undefined;
        // What came after it had looked for the last time.
        if (this.#fresh.length > 0) this.#begin();
      });
  }

  async #take(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, gatherMs);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    const [{ cleaned, usesOf }, counts] = await Promise.all([import('./clean.ts'), this.#counts()]);
    while (this.#fresh.length > 0) {
      const fresh = this.#fresh;
      this.#fresh = [];
      const calls = cleaned(fresh);
      counts.note(usesOf(calls));
      const kept = calls.map((call) => ({ ...call, number: ++this.#number })).slice(-this.most);
      this.#kept = [...this.#kept, ...kept].slice(-this.most);
      this.#recorded.fire(kept);
    }
  }
}
