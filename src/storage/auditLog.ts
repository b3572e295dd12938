import { createHash } from 'node:crypto';
import { appendFile, mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { withLock } from './processLock.ts';

/** One thing that was done with a connection. No secret, no address with its query. */
export interface AuditEntry {
  action:
    | 'create'
    | 'reconnect'
    | 'use'
    | 'renew'
    | 'check'
    | 'edit'
    | 'move'
    | 'delete'
    | 'undo'
    | 'revoke'
    | 'forget';
  connection: string;
  /** What the connection was called. */
  name?: string;
  /** Who asked: `person`, an extension's id, `terminal`, … */
  by: string;
  /** `ok`, or the code of a problem. */
  outcome: string;
  detail?: string;
}

const lineSchema = z.looseObject({ at: z.string(), previous: z.string(), hash: z.string() });

/** What reading the whole log found: `line` is the first that was changed, or does not follow the one before. */
export type AuditVerdict = { status: 'whole'; lines: number } | { status: 'broken'; line: number };

const firstPrevious = '0'.repeat(64);

/** Lines that come within this time are written together, in milliseconds: a busy connection is used often. */
const gatherMs = 200;

/** How much of the file's end holds its last line, in bytes. */
const tailBytes = 4096;

/**
 * Who did what with which connection, a line of JSON each. Every line carries the hash of the one before, so that a line
 * cannot be changed or taken out in the middle without the rest showing it. It is a record, not a proof: whoever can write
 * the file can write it anew.
 */
export class AuditLog {
  readonly file: string;
  readonly #directory: string;
  #waiting: (AuditEntry & { at: string })[] = [];
  #writing: Promise<void> | undefined;
  #hurry: () => void = () => {};

  constructor(root: string) {
    this.#directory = join(root, 'audit');
    this.file = join(this.#directory, 'audit.jsonl');
  }

  /** Notes an entry; it is on the disk once {@link AuditLog.flush} resolves. Never fails its caller. */
  record(entry: AuditEntry): void {
    this.#waiting.push({ at: new Date().toISOString(), ...entry });
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Resolves when everything that was noted is written, or could not be. */
  async flush(): Promise<void> {
    while (this.#writing) {
      this.#hurry();
      await this.#writing.catch(() => {});
    }
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

  /** Reads the whole chain. */
  async verify(): Promise<AuditVerdict> {
    const text = await readFile(this.file, 'utf8').catch(() => '');
    const lines = text.split('\n').filter(Boolean);
    let previous = firstPrevious;
    for (const [index, line] of lines.entries()) {
      const hash = hashOf(line, previous);
      if (hash === undefined) return { status: 'broken', line: index + 1 };
      previous = hash;
    }
    return { status: 'whole', lines: lines.length };
  }

  async #write(): Promise<void> {
    await this.#gathered();
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    while (this.#waiting.length > 0) {
      await withLock(`audit:${this.#directory}`, async () => {
        const entries = this.#waiting;
        this.#waiting = [];
        let previous = await this.#lastHash();
        let text = '';
        for (const entry of entries) {
          const line = { ...entry, previous };
          previous = digest(JSON.stringify(line));
          text += `${JSON.stringify({ ...line, hash: previous })}\n`;
        }
        await appendFile(this.file, text, { mode: 0o600 });
      });
    }
  }

  async #lastHash(): Promise<string> {
    const handle = await open(this.file, 'r').catch(() => undefined);
    if (!handle) return firstPrevious;
    try {
      const { size } = await handle.stat();
      const length = Math.min(size, tailBytes);
      const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
      const last = buffer.toString('utf8').trimEnd().split('\n').at(-1);
      return (last && lineSchema.safeParse(JSON.parse(last)).data?.hash) || firstPrevious;
    } catch {
      // A line that was cut off stays as it is, and verify shows it; the chain starts again behind it.
      return firstPrevious;
    } finally {
      await handle.close();
    }
  }
}

/** The hash of a line that follows `previous`; `undefined` where it does not, or was changed. */
function hashOf(line: string, previous: string): string | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (!lineSchema.safeParse(value).success) return undefined;
    // As it was written: the schema would put the keys in another order.
    const { hash, ...rest } = value as z.infer<typeof lineSchema>;
    return rest.previous === previous && digest(JSON.stringify(rest)) === hash ? hash : undefined;
  } catch {
    return undefined;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
