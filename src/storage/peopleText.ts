import { applyEdits, findNodeAtLocation, type JSONPath, modify, parseTree } from 'jsonc-parser';
import { plainValue } from './jsoncFile.ts';

/*
 * Changes of `members.jsonc` and `folder.jsonc` that leave comments, order and unknown keys as they are. Each takes the text
 * and gives the new one.
 */

/** A new `members.jsonc`. */
export const emptyMembers = `{
  "version": 1,
  "people": []
}
`;

const parseOptions = { allowTrailingComma: true };

/** Adds a person, or to the person with this place in `people` what they do not have yet. */
export function putPerson(
  text: string,
  person: { user: string; keys: readonly string[]; signingKeys: readonly string[] },
  index?: number,
): string {
  const { user, keys, signingKeys } = person;
  if (index === undefined) {
    if (valueAt(text, ['people']) === undefined) return put(text, ['people'], [{ user, keys, signingKeys }]);
    return insert(text, ['people'], { user, keys, signingKeys });
  }
  const withKeys = keys.reduce((next, key) => addTo(next, ['people', index, 'keys'], key), text);
  return signingKeys.reduce((next, key) => addTo(next, ['people', index, 'signingKeys'], key), withKeys);
}

/** Takes the person with this place out of `people`. */
export function dropPerson(text: string, index: number): string {
  return remove(text, ['people', index]);
}

/** Adds `item` to the list at `path`, which is made where it is not there. Nothing changes where it is in it. */
export function addTo(text: string, path: JSONPath, item: string): string {
  const list = valueAt(text, path);
  if (!Array.isArray(list)) return put(text, path, [item]);
  return list.includes(item) ? text : insert(text, path, item);
}

/** Takes all items that match out of the list at `path`. */
export function dropFrom(text: string, path: JSONPath, matches: (item: string) => boolean): string {
  const list = valueAt(text, path);
  if (!Array.isArray(list)) return text;
  let next = text;
  for (let index = list.length - 1; index >= 0; index--) {
    if (typeof list[index] === 'string' && matches(list[index])) next = remove(next, [...path, index]);
  }
  return next;
}

/** The value at `path`; `undefined` where there is none. */
export function valueAt(text: string, path: JSONPath): unknown {
  const root = parseTree(bare(text), [], parseOptions);
  const node = root && findNodeAtLocation(root, path);
  return node && plainValue(node);
}

function insert(text: string, path: JSONPath, value: unknown): string {
  const list = valueAt(text, path) as unknown[];
  return edit(text, [...path, list.length], value, true);
}

function put(text: string, path: JSONPath, value: unknown): string {
  return edit(text, path, value, false);
}

function remove(text: string, path: JSONPath): string {
  return edit(text, path, undefined, false);
}

function edit(text: string, path: JSONPath, value: unknown, isArrayInsertion: boolean): string {
  const plain = bare(text);
  const eol = plain.includes('\r\n') ? '\r\n' : '\n';
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol };
  const edited = applyEdits(plain, modify(plain, path, value, { formattingOptions, isArrayInsertion }));
  return text.slice(0, text.length - plain.length) + edited;
}

/** Without a byte order mark. */
function bare(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
