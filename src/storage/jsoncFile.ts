import {
  applyEdits,
  findNodeAtLocation,
  modify,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { fileNotJson } from '../model/problems.ts';

const options = { allowTrailingComma: true };
const indent = '  ';

/**
 * Parses JSON with comments.
 *
 * @param file how the file is named in the problem.
 * @throws Problem `PB101` with the line of the first mistake.
 */
export function parseJsonc(text: string, file: string): unknown {
  const plain = text.replace(/^\uFEFF/, '');
  const strict = parseStrict(plain);
  if (strict) return strict.value;
  const errors: ParseError[] = [];
  let value: unknown;
  try {
    const root = parseTree(plain, errors, options);
    const parsed = root && plainValue(root);
    // A part of a text keeps the whole text in memory; written and read again, it is a text of its own.
    value = parsed === undefined ? undefined : JSON.parse(JSON.stringify(parsed));
  } catch (error) {
    if (error instanceof RangeError) throw fileNotJson(file, 1, 'TooDeep');
    throw error;
  }
  const first = errors[0];
  if (first) throw fileNotJson(file, plain.slice(0, first.offset).split('\n').length, printParseErrorCode(first.error));
  return value;
}

/** How many braces and brackets make a text that may be nested too deeply to be walked through. */
const mostBrackets = 1000;

/** Most files are strict JSON, for which the engine's parser is ten times as fast. */
function parseStrict(text: string): { value: unknown } | undefined {
  let brackets = 0;
  for (const _ of text.matchAll(/[[{]/g)) if (++brackets > mostBrackets) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/**
 * The value of a parsed JSONC tree. `__proto__` in a file is a key like any other; the parser itself would make it the
 * prototype, and so let a file give values to keys that it does not have.
 */
export function plainValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainValue);
  if (node.type !== 'object') return node.value;
  const entries = (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key && value ? [[key.value, plainValue(value)]] : [],
  );
  return Object.fromEntries(entries);
}

/**
 * Changes top-level keys of a JSONC text and leaves comments, order, unknown keys, line ends and a byte order mark as they
 * are; `undefined` removes.
 */
export function editJsonc(text: string, changes: Record<string, unknown>): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  let edited = text.slice(mark.length);
  for (const [key, value] of Object.entries(changes)) {
    edited = value === undefined ? applyEdits(edited, modify(edited, [key], value, {})) : set(edited, key, value, eol);
  }
  return mark + edited;
}

function set(text: string, key: string, value: unknown, eol: string): string {
  const written = JSON.stringify(value, undefined, 2).replaceAll('\n', eol + indent);
  const root = parseTree(text, [], options);
  const there = root && findNodeAtLocation(root, [key]);
  if (there) return replace(text, there.offset, there.offset + there.length, written);
  const property = `${eol}${indent}${JSON.stringify(key)}: ${written}`;
  const last = root?.children?.at(-1);
  if (!root || !last) {
    const start = (root?.offset ?? 0) + 1;
    const close = /^\s*\}/.exec(text.slice(start)) ? start + text.slice(start).indexOf('}') : start;
    return replace(text, start, close, property + eol);
  }
  // The comma goes to the property before, the new one below it: a comment at its end stays with it.
  const end = last.offset + last.length;
  const [tail = '', comma] = /^[ \t]*(,?)[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)?/.exec(text.slice(end)) ?? [];
  return replace(text, end, end + tail.length, (comma ? '' : ',') + tail.trimEnd() + property);
}

function replace(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}
