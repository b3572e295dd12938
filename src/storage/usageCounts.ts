import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Emitter } from '../model/event.ts';
import { writeFileAtomic } from './atomicFile.ts';
import { withLock } from './processLock.ts';
import { addTo, merged, nothing, readUsage, type Usage, type Use, version } from './usage.ts';

export { dayOf, type Usage, type Use } from './usage.ts';

/** Uses that come within this time are written together, in milliseconds. */
const gatherMs = 2000;

/** So long a write waits for other windows, in milliseconds: what it has can wait, who looks at a page cannot. */
const lockMs = 5000;

/** More connections than this never wait in memory, where the disk takes nothing. */
const mostWaiting = 1000;

/** Ids are names of files here, and come from who calls. */
const fit = /^[\w-]{1,64}$/;

/**
 * How often each connection was used on this computer, by day, and by what it was used last: a small file each under
 * `usage/`, which all windows add to. What cannot be written or read never breaks a use.
 */
export class UsageCounts {
  readonly directory: string;
  readonly #now: () => number;
  readonly #changed = new Emitter<ReadonlySet<string>>();
  /** What is not on the disk yet, by connection. */
  #waiting = new Map<string, Usage>();
  #timer: NodeJS.Timeout | undefined;
  /** One after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  /** Fires with the ids, in small letters, of the connections whose numbers changed in this window. */
  readonly onDidChange = this.#changed.event;

  constructor(root: string, now: () => number = Date.now) {
    this.directory = join(root, 'usage');
    this.#now = now;
  }

  /** Counts uses; they are on the disk once {@link UsageCounts.flush} resolves, or a little later by itself. */
  note(uses: readonly Use[]): void {
    const ids = new Set<string>();
    for (const use of uses) {
      const id = use.connection.toLowerCase();
      if (!fit.test(id) || (this.#waiting.size >= mostWaiting && !this.#waiting.has(id))) continue;
      const usage = this.#waiting.get(id) ?? nothing();
      this.#waiting.set(id, usage);
      addTo(usage, use);
      ids.add(id);
    }
    if (ids.size === 0) return;
    this.#timer ??= setTimeout(() => void this.flush(), gatherMs).unref();
    this.#changed.fire(ids);
  }

  /** What is known of a connection by now, also from other windows. */
  of(connection: string): Promise<Usage> {
    const id = connection.toLowerCase();
    if (!fit.test(id)) return Promise.resolve(nothing());
    return this.#inTurn(async () => {
      const kept = await this.#read(id);
      return merged([kept === 'newer' ? nothing() : kept, this.#waiting.get(id) ?? nothing()], this.#now());
    });
  }

  /** Resolves when everything that was noted is written, or could not be. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#inTurn(() => this.#write());
  }

  /** Forgets a connection. */
  remove(connection: string): Promise<void> {
    const id = connection.toLowerCase();
    return this.#inTurn(async () => {
      this.#waiting.delete(id);
      if (fit.test(id)) await this.#locked(() => rm(this.#file(id), { force: true }));
      this.#changed.fire(new Set([id]));
    });
  }

  /** Forgets all. */
  clear(): Promise<void> {
    return this.#inTurn(async () => {
      const ids = new Set(this.#waiting.keys());
      this.#waiting.clear();
      await this.#locked(() => rm(this.directory, { recursive: true, force: true }));
      this.#changed.fire(ids);
    });
  }

  async #write(): Promise<void> {
    if (this.#waiting.size === 0) return;
    try {
      await this.#locked(async () => {
        await mkdir(this.directory, { recursive: true, mode: 0o700 });
        for (const id of [...this.#waiting.keys()]) await this.#writeOne(id);
      });
    } catch {
      // It goes on waiting, and is tried again with what comes next.
    }
  }

  async #writeOne(id: string): Promise<void> {
    const kept = await this.#read(id);
    const fresh = this.#waiting.get(id);
    this.#waiting.delete(id);
    // What a newer Patchbay counts is not ours to change.
    if (!fresh || kept === 'newer') return;
    try {
      const content = JSON.stringify({ version, ...merged([kept, fresh], this.#now()) });
      await writeFileAtomic(this.#file(id), content, { mode: 0o600, durable: false });
    } catch (error) {
      const since = this.#waiting.get(id) ?? nothing();
      this.#waiting.set(id, merged([fresh, since], this.#now()));
      throw error;
    }
  }

  async #read(id: string): Promise<Usage | 'newer'> {
    return readUsage(await readFile(this.#file(id), 'utf8').catch(() => ''));
  }

  #file(id: string): string {
    return join(this.directory, `${id}.json`);
  }

  #locked<T>(action: () => Promise<T>): Promise<T> {
    return withLock(`usage:${this.directory}`, action, { timeoutMs: lockMs });
  }

  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(action);
    this.#turn = turn.catch(() => {});
    return turn;
  }
}
