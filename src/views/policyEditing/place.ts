import { getLocation } from 'jsonc-parser';
import type { PolicyFileKind } from './kinds.ts';
import type { Place } from './suggest.ts';

/** Where a cursor or a pointer is, and the word there. */
export interface Placed extends Place {
  /** The string at the cursor with its quotes, as offsets; an empty range where there is none. */
  start: number;
  end: number;
  /** Of a key: whether its colon is there already. */
  hasColon: boolean;
  /** Of a key the key, of a value the value; `undefined` where there is no string. */
  word?: string;
}

/** Finds what an offset of a text is inside of. Of a key, `path` is that of the object in which it stands. */
export function placeAt(kind: PolicyFileKind, text: string, offset: number): Placed {
  const { path, isAtPropertyKey: isKey, previousNode: node } = getLocation(text, offset);
  const own = isKey ? path.slice(0, -1) : path;
  const inside =
    (node?.type === 'string' || node?.type === 'property') &&
    offset >= node.offset &&
    offset <= node.offset + node.length;
  const start = inside ? node.offset : offset;
  const end = inside ? node.offset + node.length : offset;
  const hasColon = /^\s*:/.test(text.slice(end, end + 40));
  return { kind, path: own, isKey, start, end, hasColon, ...(inside ? { word: String(node.value) } : {}) };
}
