import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { duplicateKey, type Finding, notJson, tooDeep, tooLarge, unknownKey } from './problem.ts';

/** Far above what people write; what is larger is refused before it costs anything. */
export const limits = { characters: 1024 * 1024, depth: 16 };

/** A finding with its place. */
export interface Placed {
  finding: Finding;
  offset: number;
  length: number;
}

/**
 * Parses JSON with comments and trailing commas into a tree that knows the place of every value, in time and stack that
 * `limits` bounds. A byte-order mark counts as a space.
 *
 * @returns the tree, or what is wrong; both where only keys are wrong.
 */
export function readTree(text: string): { root?: Node; problems: Placed[] } {
  if (text.length > limits.characters) {
    return { problems: [{ finding: tooLarge(limits.characters), offset: limits.characters, length: 1 }] };
  }
  const json = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const deep = firstTooDeep(json);
  if (deep !== undefined) return { problems: [{ finding: tooDeep(limits.depth), offset: deep, length: 1 }] };
  const errors: ParseError[] = [];
  const root = parseTree(json, errors, { allowTrailingComma: true, disallowComments: false });
  const broken = errors.map(({ error, offset, length }) => ({
    finding: notJson(printParseErrorCode(error)),
    offset,
    length: Math.max(length, 1),
  }));
  if (!root || broken.length > 0) return { problems: broken };
  return { root, problems: wrongKeys(root, []) };
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

/** Finds keys that are there twice, and the one that JavaScript does not treat as a key. */
function wrongKeys(node: Node, found: Placed[]): Placed[] {
  const seen = new Set<string>();
  for (const child of node.children ?? []) {
    const key = child.type === 'property' ? child.children?.[0] : undefined;
    if (key) {
      const { value, offset, length } = key;
      if (seen.has(value)) found.push({ finding: duplicateKey(value), offset, length });
      if (value === '__proto__') found.push({ finding: unknownKey(value), offset, length });
      seen.add(value);
    }
    wrongKeys(child, found);
  }
  return found;
}

/** The value of a tree, as JSON.parse would give it. */
export function plain(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plain);
  if (node.type !== 'object') return node.value;
  const result: Record<string, unknown> = {};
  for (const { children } of node.children ?? []) {
    const [key, value] = children as [Node, Node];
    result[key.value] = plain(value);
  }
  return result;
}
