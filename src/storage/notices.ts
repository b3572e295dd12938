import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from './atomicFile.ts';
import { withLock } from './processLock.ts';

/** The same is not said again within this time, in milliseconds. */
const silenceMs = 24 * 3_600_000;

/** What was said when: kind → subject → milliseconds since 1970. */
type Said = Record<string, Record<string, number>>;

/** Remembers what a person was told, for all windows of one browser, so that each thing is said by one of them and once. */
export class Notices {
  readonly #directory: string;
  readonly #file: string;

  /** @param domain the vault's: what is said in another browser is said to somebody else. */
  constructor(root: string, domain: string) {
    this.#directory = join(root, 'notices');
    this.#file = join(this.#directory, `${domain}.json`);
  }

  /**
   * Asks to say something about `subjects`. The one who is allowed says it about all of them at once.
   *
   * @returns false where all of it was said within the last day, here or in another window.
   */
  async claim(kind: string, subjects: readonly string[], now = Date.now()): Promise<boolean> {
    if (subjects.length === 0) return false;
    return withLock(`notices:${this.#file}`, async () => {
      const said = await this.#read();
      const before = Object.entries(said[kind] ?? {}).filter(([, at]) => now - at < silenceMs && at <= now);
      const known = new Set(before.map(([subject]) => subject));
      if (subjects.every((subject) => known.has(subject))) return false;
      const fresh = subjects.map((subject): [string, number] => [subject, now]);
      await this.#write({ ...said, [kind]: Object.fromEntries([...before, ...fresh]) });
      return true;
    });
  }

  async clear(): Promise<void> {
    await rm(this.#file, { force: true });
  }

  /** What cannot be read counts as nothing: to say something twice is better than never. */
  async #read(): Promise<Said> {
    try {
      const said: unknown = JSON.parse(await readFile(this.#file, 'utf8'));
      return said !== null && typeof said === 'object' ? (said as Said) : {};
    } catch {
      return {};
    }
  }

  async #write(said: Said): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    await writeFileAtomic(this.#file, JSON.stringify(said), { durable: false });
  }
}
