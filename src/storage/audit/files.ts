import { appendFile, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { chainLines, firstPrevious } from './chain.ts';
import { parseLine, type TimedEntry } from './entry.ts';

export interface AuditLimits {
  /** A file that is at least this long, in bytes, is closed, and the next one begun. */
  maxBytes: number;
  /** So many closed files are kept; the oldest go. */
  keptFiles: number;
}

export const auditLimits: AuditLimits = { maxBytes: 1_000_000, keptFiles: 20 };

/** How much of a file's end holds its last line, in bytes. */
const tailBytes = 16_384;

/**
 * The files of the audit log in one directory: `audit.jsonl`, and `audit.000001.jsonl` and on, which are closed. The chain
 * goes on across them. Callers hold the log's lock.
 */
export class AuditFiles {
  readonly directory: string;
  /** The one that is written. */
  readonly current: string;
  readonly #limits: AuditLimits;

  constructor(directory: string, limits: AuditLimits = auditLimits) {
    this.directory = directory;
    this.current = join(directory, 'audit.jsonl');
    this.#limits = limits;
  }

  /** All files, the oldest first. `complete` is false where older ones were dropped. */
  async list(): Promise<{ files: string[]; complete: boolean }> {
    const closed = await this.#closed();
    const files = closed.map((number) => this.#file(number));
    if (await exists(this.current)) files.push(this.current);
    return { files, complete: (closed[0] ?? 1) === 1 };
  }

  async append(entries: readonly TimedEntry[]): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    const size = await sizeOf(this.current);
    if (size >= this.#limits.maxBytes) await this.#close();
    const end = await lastLine(this.current);
    const { text } = chainLines(entries, end.hash ?? (end.empty ? await this.#hashOfClosed() : firstPrevious));
    // A line that was cut off stays as it is, for verify to show; what follows stands on a line of its own.
    await appendFile(this.current, end.cutOff ? `\n${text}` : text, { mode: 0o600 });
  }

  async #close(): Promise<void> {
    const closed = await this.#closed();
    await rename(this.current, this.#file((closed.at(-1) ?? 0) + 1));
    const tooMany = closed.slice(0, Math.max(0, closed.length + 1 - this.#limits.keptFiles));
    for (const number of tooMany) await rm(this.#file(number), { force: true });
  }

  async #hashOfClosed(): Promise<string> {
    const newest = (await this.#closed()).at(-1);
    return (newest !== undefined && (await lastLine(this.#file(newest))).hash) || firstPrevious;
  }

  /** The numbers of the closed files, the oldest first. */
  async #closed(): Promise<number[]> {
    const names = await readdir(this.directory).catch(() => []);
    return names
      .flatMap((name) => /^audit\.(\d{6,})\.jsonl$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  }

  #file(number: number): string {
    return join(this.directory, `audit.${String(number).padStart(6, '0')}.jsonl`);
  }
}

/** The lines of a file, without the empty ones; none where it is gone. */
export async function linesOf(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean);
}

interface End {
  /** Of the last line; absent where there is none, or none that can be read. */
  hash?: string;
  empty: boolean;
  /** The last line has no end. */
  cutOff: boolean;
}

async function lastLine(file: string): Promise<End> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return { empty: true, cutOff: false };
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, tailBytes);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    const text = buffer.toString('utf8');
    const hash = parseLine(text.trimEnd().split('\n').at(-1) ?? '')?.hash;
    return { ...(hash === undefined ? {} : { hash }), empty: size === 0, cutOff: size > 0 && !text.endsWith('\n') };
  } finally {
    await handle.close();
  }
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
