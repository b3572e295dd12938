import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as l10n from '@vscode/l10n';
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Connection } from '../../model/connection.ts';
import type { Folder } from '../../model/folder.ts';
import { fileInvalid } from '../../model/problems.ts';
import { type ConflictSide, conflictSides } from '../../storage/conflictMarkers.ts';
import { parseConnection } from '../../storage/connectionReader.ts';
import { parseJsonc, plainValue } from '../../storage/jsoncFile.ts';

export type SideName = 'ours' | 'theirs';

/** One of the two versions of a connection file. */
export interface Version {
  /** As git names it: `HEAD`, a branch, a commit. */
  label: string;
  text: string;
  connection: Connection;
  /** The text of `credential`, which is never written anew; absent where the file has none. */
  credential?: string;
}

/** Something that the two versions say differently; `undefined` where one does not say it. */
export interface Difference {
  /** A key, or a parameter and its name. */
  path: readonly [key: string, parameter?: string];
  ours: unknown;
  theirs: unknown;
}

/** A connection file between whose versions somebody must decide. */
export interface Conflict {
  file: string;
  /** The file as it was read, with git's marks. */
  text: string;
  ours: Version;
  theirs: Version;
  /** Two connections in one file, between which nothing can be chosen field by field. */
  isTwo: boolean;
  differences: readonly Difference[];
}

/**
 * Reads both versions of a connection file.
 *
 * @param whole both versions as git keeps them. What the two say of different lines git has mixed in the file itself, and
 *   half a credential of each opens nothing; so credentials come from here, where it is known.
 * @returns `undefined` where there is no conflict.
 * @throws Problem `PB101`, `PB102`, `PB103` where a version is no connection.
 */
export function readConflict(
  text: string,
  file: string,
  folder: Pick<Folder, 'id'>,
  whole?: Readonly<Record<SideName, string>>,
): Conflict | undefined {
  const sides = conflictSides(text);
  if (!sides) return undefined;
  const ours = readVersion(sides.ours, file, 'ours', folder, whole?.ours);
  const theirs = readVersion(sides.theirs, file, 'theirs', folder, whole?.theirs);
  const isTwo = ours.connection.id.toLowerCase() !== theirs.connection.id.toLowerCase();
  return { file, text, ours, theirs, isTwo, differences: differencesOf(ours, theirs) };
}

/** The tree of a text; a byte order mark counts as a space. */
export function treeOf(text: string): Node {
  return parseTree(text.replace(/^\uFEFF/, ' '), [], { allowTrailingComma: true }) as Node;
}

/** The text of the value at a path. */
export function valueText(text: string, path: readonly string[]): string | undefined {
  const node = findNodeAtLocation(treeOf(text), [...path]);
  return node && text.slice(node.offset, node.offset + node.length);
}

function readVersion(
  { label, text, inPlace }: ConflictSide,
  file: string,
  side: SideName,
  folder: Pick<Folder, 'id'>,
  whole: string | undefined,
): Version {
  const word = { ours: l10n.t('ours'), theirs: l10n.t('theirs') }[side];
  const name = l10n.t('{0} ({1})', basename(file), word);
  parseJsonc(inPlace, name);
  const { connection, problem } = parseConnection(inPlace, join(dirname(file), name), folder);
  if (!connection || problem) throw problem;
  const twice = repeated(treeOf(text));
  if (twice !== undefined) throw fileInvalid(name, twice, l10n.t('is there twice'));
  const own = valueText(text, ['credential']);
  const credential = whole === undefined ? own : credentialOf(whole, connection, own);
  return { label, text, connection: { ...connection, file }, ...(credential === undefined ? {} : { credential }) };
}

/** That of the version which git keeps, unless it is of another connection or cannot be read. */
function credentialOf(whole: string, { id, file }: Connection, own: string | undefined): string | undefined {
  const { connection, problem } = parseConnection(whole, file, { id: '' });
  if (problem || connection?.id.toLowerCase() !== id.toLowerCase()) return own;
  return repeated(treeOf(whole)) === undefined ? valueText(whole, ['credential']) : own;
}

/** A key that stands twice in the file or among its parameters: which of the two holds would be a guess. */
function repeated(root: Node): string | undefined {
  const parameters = findNodeAtLocation(root, ['parameters']);
  for (const owner of [root, parameters]) {
    const keys = (owner?.type === 'object' ? owner.children : [])?.map(({ children }) => String(children?.[0]?.value));
    const twice = keys?.find((key, index) => keys.indexOf(key) !== index);
    if (twice !== undefined) return twice;
  }
  return undefined;
}

const credentialKey = JSON.stringify(['credential']);

function differencesOf(ours: Version, theirs: Version): Difference[] {
  const values = { ours: valuesOf(ours), theirs: valuesOf(theirs) };
  const all = new Set([...values.ours.keys(), ...values.theirs.keys()]);
  // The gravest question comes last.
  const keys = [...all].filter((key) => key !== credentialKey);
  if (all.has(credentialKey)) keys.push(credentialKey);
  return keys.flatMap((key) => {
    const [a, b] = [values.ours.get(key), values.theirs.get(key)];
    if (isDeepStrictEqual(a, b)) return [];
    return [{ path: JSON.parse(key) as Difference['path'], ours: a, theirs: b }];
  });
}

/** What a version says, by path; each parameter by itself, the credential as a whole. */
function valuesOf({ text, credential }: Version): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const raw = plainValue(treeOf(text)) as Record<string, unknown>;
  for (const [key, value] of Object.entries(raw)) {
    if (key === 'credential') continue;
    if (key !== 'parameters') found.set(JSON.stringify([key]), value);
    else for (const [name, one] of Object.entries(value as object)) found.set(JSON.stringify([key, name]), one);
  }
  if (credential !== undefined) found.set(credentialKey, plainValue(treeOf(credential)));
  return found;
}
