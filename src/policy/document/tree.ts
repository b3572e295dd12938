import { createScanner, type Node, parseTree, printParseErrorCode, visit } from 'jsonc-parser';
import { duplicateKey, type Finding, notJson, tooDeep, tooLarge, unknownKey } from './problem.ts';

/** Far above what people write; what is larger is refused before it costs anything. */
export const limits = { characters: 1024 * 1024, depth: 16 };

/** A finding with its place. */
export interface Placed {
  finding: Finding;
  offset: number;
  length: number;
}

const options = { allowTrailingComma: true, disallowComments: false };

/**
 * Reads JSON with comments and trailing commas, in time and stack that `limits` bounds. A byte-order mark counts as a
 * space.
 *
 * @returns the value as JSON.parse would give it, and what is wrong; the value is of use only where nothing is.
 */
export function readValue(text: string): { value: unknown; problems: Placed[] } {
  if (text.length > limits.characters) {
    const place = { offset: limits.characters, length: 1 };
    return { value: undefined, problems: [{ finding: tooLarge(limits.characters), ...place }] };
  }
  const json = withoutMark(text);
  const deep = firstTooDeep(json);
  if (deep !== undefined) {
    return { value: undefined, problems: [{ finding: tooDeep(limits.depth), offset: deep, length: 1 }] };
  }
  return build(json);
}

/** The tree of a text that {@link readValue} found right, or wrong in its keys alone: the place of every value. */
export function treeOf(text: string): Node {
  return parseTree(withoutMark(text), undefined, options) as Node;
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
}

/** Of jsonc-parser's `SyntaxKind`, a const enum, which type stripping cannot read. */
const token = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 };

/** The offset of the first bracket that opens too deep a level. A parser that calls itself must not see such a text. */
function firstTooDeep(json: string): number | undefined {
  const scanner = createScanner(json, true);
  let depth = 0;
  for (let kind: number = scanner.scan(); kind !== token.end; kind = scanner.scan()) {
    if (kind === token.openBrace || kind === token.openBracket) depth++;
    if (kind === token.closeBrace || kind === token.closeBracket) depth--;
    if (depth > limits.depth) return scanner.getTokenOffset();
  }
  return undefined;
}

/** Builds the value without a tree, which large files would have to pay for at every keystroke. */
function build(json: string): { value: unknown; problems: Placed[] } {
  const problems: Placed[] = [];
  const root: unknown[] = [];
  const open: (unknown[] | Record<string, unknown>)[] = [root];
  let key: string | undefined;
  const put = (value: unknown) => {
    const owner = open.at(-1) as unknown[] | Record<string, unknown>;
    if (Array.isArray(owner)) owner.push(value);
    else owner[key as string] = value;
  };
  const begin = (value: unknown[] | Record<string, unknown>) => {
    put(value);
    open.push(value);
  };
  visit(
    json,
    {
      onObjectBegin: () => begin({}),
      onArrayBegin: () => begin([]),
      onObjectEnd: () => open.pop(),
      onArrayEnd: () => open.pop(),
      onLiteralValue: put,
      onObjectProperty: (name, offset, length) => {
        key = name;
        // The one key that JavaScript does not treat as a key.
        if (name === '__proto__') problems.push({ finding: unknownKey(name), offset, length });
        if (Object.hasOwn(open.at(-1) as object, name)) problems.push({ finding: duplicateKey(name), offset, length });
      },
      onError: (error, offset, length) => {
        problems.push({ finding: notJson(printParseErrorCode(error)), offset, length: Math.max(length, 1) });
      },
    },
    options,
  );
  return { value: root[0], problems };
}
