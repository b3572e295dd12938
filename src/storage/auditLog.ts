import { join } from 'node:path';
import { Emitter } from '../model/event.ts';
import { scrub } from '../model/scrub.ts';
import { firstPrevious, verifiedHash } from './audit/chain.ts';
import { type AuditEntry, type AuditLine, parseLine, type TimedEntry } from './audit/entry.ts';
import { AuditFiles, type AuditLimits, linesOf } from './audit/files.ts';
import { withLock } from './processLock.ts';

export type { AuditEntry, AuditLine } from './audit/entry.ts';

/**
 * What reading the whole log found. `line` is the first that was changed, or does not follow the one before, counted from
 * 1 in its file. `dropped`: it does not reach back to the first line, since older files were dropped for their age.
 */
export type AuditVerdict =
  | { status: 'whole'; lines: number; dropped?: true }
  | { status: 'broken'; file: string; line: number };

/** Lines that come within this time are written together, in milliseconds: a busy connection is used often. */
const gatherMs = 200;

/** More lines than this never wait in memory: where the disk takes none, the oldest are lost, and it says so. */
const mostWaiting = 5000;

/** A line is no place for long texts. */
const longestDetail = 500;

/** How many files are searched for the lines of one connection, the newest first. */
const searchedFiles = 3;

/**
 * Who did what with which connection, a line of JSON each. Every line carries the hash of the one before, so that a line
 * cannot be changed or taken out in the middle without the rest showing it. It is a record, not a proof: whoever can write
 * the files can write them anew.
 */
export class AuditLog {
  readonly #files: AuditFiles;
  readonly #written = new Emitter<void>();
  #waiting: TimedEntry[] = [];
  #lost = 0;
  #writing: Promise<void> | undefined;
  #hurry: () => void = () => {};

  /** Fires after this window wrote lines. */
  readonly onDidWrite = this.#written.event;

  constructor(root: string, limits?: AuditLimits) {
    this.#files = new AuditFiles(join(root, 'audit'), limits);
  }

  /** The file that is written now. */
  get file(): string {
    return this.#files.current;
  }

  /** Where all its files lie. */
  get directory(): string {
    return this.#files.directory;
  }

  /** Notes an entry; it is on the disk once {@link AuditLog.flush} resolves. Never fails its caller. */
  record(entry: AuditEntry): void {
    const detail = entry.detail === undefined ? {} : { detail: entry.detail.slice(0, longestDetail) };
    this.#waiting.push({ at: new Date().toISOString(), ...entry, ...detail });
    this.#forgetOldest();
    this.#writing ??= this.#write()
      // What could not be written waits for the next line.
      .catch(() => {})
      .finally(() => {
        this.#writing = undefined;
      });
  }

  /** Resolves when everything that was noted is written, or could not be. */
  async flush(): Promise<void> {
    while (this.#writing) {
      this.#hurry();
      await this.#writing;
    }
  }

  /** Reads the whole chain, across its files. */
  async verify(): Promise<AuditVerdict> {
    await this.flush();
    return withLock(this.#lock, async () => {
      const { files, complete } = await this.#files.list();
      let previous = complete ? firstPrevious : undefined;
      let lines = 0;
      for (const file of files) {
        for (const [index, line] of (await linesOf(file)).entries()) {
          previous = verifiedHash(line, previous);
          if (previous === undefined) return { status: 'broken', file, line: index + 1 };
          lines++;
        }
      }
      return { status: 'whole', lines, ...(complete ? {} : { dropped: true as const }) };
    });
  }

  /** The last lines, the oldest first, at most `count`; those of one connection where it is named. */
  async latest(count: number, connection?: string): Promise<AuditLine[]> {
    await this.flush();
    const { files } = await this.#files.list();
    let found: AuditLine[] = [];
    for (const file of files.reverse().slice(0, connection === undefined ? undefined : searchedFiles)) {
      if (found.length >= count) break;
      const all = await linesOf(file);
      const lines = connection === undefined ? all.slice(-count) : all.filter((line) => line.includes(connection));
      const parsed = lines.map(parseLine).filter((line) => line !== undefined);
      const wanted = parsed.filter((line) => connection === undefined || line.connection === connection);
      found = [...wanted, ...found].slice(-count);
    }
    return found;
  }

  get #lock(): string {
    return `audit:${this.#files.directory}`;
  }

  /** Waits a little for more lines, or until somebody flushes. */
  #gathered(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, gatherMs);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #write(): Promise<void> {
    await this.#gathered();
    while (this.#waiting.length > 0) {
      const entries = this.#waiting;
      const lost = this.#lost;
      this.#waiting = [];
      this.#lost = 0;
      try {
        await withLock(this.#lock, () => this.#files.append(clean([...noteOf(lost), ...entries])));
      } catch (error) {
        this.#lost += lost;
        this.#waiting = [...entries, ...this.#waiting];
        this.#forgetOldest();
        throw error;
      }
    }
    this.#written.fire();
  }

  #forgetOldest(): void {
    const tooMany = this.#waiting.length - mostWaiting;
    if (tooMany <= 0) return;
    this.#waiting.splice(0, tooMany);
    this.#lost += tooMany;
  }
}

/** Nothing is noted with a secret in it on purpose; this is the last line of defence. */
function clean(entries: TimedEntry[]): TimedEntry[] {
  return JSON.parse(scrub(JSON.stringify(entries))) as TimedEntry[];
}

function noteOf(lost: number): TimedEntry[] {
  if (lost === 0) return [];
  const at = new Date().toISOString();
  return [{ at, action: 'lost', connection: '', by: 'patchbay', outcome: 'ok', detail: String(lost) }];
}
