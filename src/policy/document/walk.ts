import { createScanner } from 'jsonc-parser';
import type { Steps } from '../steps.ts';

/** What a walk over a text tells, in the order of the text. Offsets count UTF-16 units from 0. */
export interface Visitor {
  begin(type: 'object' | 'array', offset: number): void;
  /** @param end behind the closing bracket. */
  end(end: number): void;
  /** A key. False ends the walk as one over a text that is not well-formed. */
  key(name: string, offset: number, length: number): boolean;
  literal(value: unknown, offset: number, length: number): void;
}

/** Of jsonc-parser's `SyntaxKind`, a const enum, which type stripping cannot read. */
const token = {
  ...{ openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, comma: 5, colon: 6 },
  ...{ null: 7, true: 8, false: 9, string: 10, number: 11, unknown: 16, end: 17 },
} as const;

/** Tokens of one step: some milliseconds. */
const perStep = 8000;

/**
 * Walks over a text of JSON with comments and trailing commas, in steps.
 *
 * @returns whether it is well-formed, and nowhere deeper than `depth`. Where it is not, what is wrong is for jsonc-parser to say.
 */
export function* walk(json: string, depth: number, visitor: Visitor): Steps<boolean> {
  const scanner = createScanner(json, false);
  const open: ('object' | 'array')[] = [];
  /** What may come: a value; a value or the end of a list; a key or the end of an object; a colon; what follows a value. */
  let wants: 'value' | 'item' | 'key' | 'colon' | 'next' = 'value';
  let count = 0;
  for (;;) {
    const kind = scanner.scan() as number;
    if (++count % perStep === 0) yield;
    // Of a comment without an end, and of a string or a number.
    if (scanner.getTokenError() !== 0 || kind === token.unknown) return false;
    if (kind > token.number && kind !== token.end) continue;
    const offset = scanner.getTokenOffset();
    const length = scanner.getTokenLength();
    const inside = open.at(-1);
    if (kind === token.end) return wants === 'next' && open.length === 0;
    if (kind === token.closeBrace || kind === token.closeBracket) {
      const own = kind === token.closeBrace ? 'object' : 'array';
      if (inside !== own || wants === 'value' || wants === 'colon') return false;
      open.pop();
      visitor.end(offset + length);
      wants = 'next';
    } else if (wants === 'next') {
      if (kind !== token.comma || !inside) return false;
      wants = inside === 'object' ? 'key' : 'item';
    } else if (wants === 'colon') {
      if (kind !== token.colon) return false;
      wants = 'value';
    } else if (wants === 'key') {
      if (kind !== token.string || !visitor.key(scanner.getTokenValue(), offset, length)) return false;
      wants = 'colon';
    } else if (kind === token.openBrace || kind === token.openBracket) {
      const type = kind === token.openBrace ? 'object' : 'array';
      if (open.push(type) > depth) return false;
      visitor.begin(type, offset);
      wants = type === 'object' ? 'key' : 'item';
    } else {
      if (kind < token.null) return false;
      visitor.literal(literalOf(kind, scanner.getTokenValue()), offset, length);
      wants = 'next';
    }
  }
}

function literalOf(kind: number, text: string): unknown {
  if (kind === token.string) return text;
  return kind === token.number ? Number(text) : kind === token.null ? null : kind === token.true;
}
