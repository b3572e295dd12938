import { createHash } from 'node:crypto';
import { parseLine, type TimedEntry } from './entry.ts';

/** What the very first line has in place of a hash before it. */
export const firstPrevious = '0'.repeat(64);

/** Entries as lines that follow the hash `previous`, and the hash of the last of them. */
export function chainLines(entries: readonly TimedEntry[], previous: string): { text: string; last: string } {
  let last = previous;
  let text = '';
  for (const entry of entries) {
    const line = { ...entry, previous: last };
    last = digest(JSON.stringify(line));
    text += `${JSON.stringify({ ...line, hash: last })}\n`;
  }
  return { text, last };
}

/**
 * The hash of a line, where it is what was written.
 *
 * @param previous what it must follow; without it any line before is taken for true.
 */
export function verifiedHash(text: string, previous?: string): string | undefined {
  const line = parseLine(text);
  if (!line) return undefined;
  const { hash, ...rest } = line;
  if (previous !== undefined && rest.previous !== previous) return undefined;
  return digest(JSON.stringify(rest)) === hash ? hash : undefined;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
