import * as l10n from '@vscode/l10n';
import { findNodeAtOffset, type Node } from 'jsonc-parser';
import { everybody } from '../../model/folderSchema.ts';
import type { PolicyProblem } from '../../policy/index.ts';
import { plainValue } from '../../storage/jsoncFile.ts';
import { addTo } from '../../storage/peopleText.ts';
import { type Fix, removal, type TextEdit, type Writer } from '../policyEditing/edits.ts';

const administrator = 'Folder Administrator';
const automationUser = 'Automation User';

/**
 * What can be done about a problem of a `members.jsonc` or a `folder.jsonc`, beside the word that was meant.
 *
 * @param root the tree of the text, in which the problem was found.
 */
export function membersFixes(
  text: string,
  root: Node | undefined,
  { code, offset, length }: PolicyProblem,
  { user }: Pick<Writer, 'user'>,
): Fix[] {
  if (code === 'PB743') return [withoutSecret(text, root, { offset, length })];
  const node = root && findNodeAtOffset(root, offset, true);
  if (!node) return [];
  switch (code) {
    case 'PB741':
      return twoEntries(text, root, node);
    case 'PB742':
    case 'PB744':
      return [{ ...removing(text, node), title: l10n.t('Remove this key'), preferred: code === 'PB742' }];
    case 'PB746':
      return [removing(text, node)];
    case 'PB747':
      return user === undefined ? [] : [giving(text, [[administrator, user]], administrationOf(user))];
    case 'PB748':
      return user === undefined ? [] : [giving(text, givenRoles(user), rolesOf(user))];
    default:
      return [];
  }
}

function administrationOf(user: string): string {
  return l10n.t('Make {0} its administrator', user);
}

function rolesOf(user: string): string {
  return l10n.t('Give roles: {0} administers, everybody uses', user);
}

function givenRoles(user: string): [string, string][] {
  return [
    [administrator, user],
    [automationUser, everybody],
  ];
}

/** Takes a key out of a list; out of any other text, a comment for one, its letters alone. */
function withoutSecret(text: string, root: Node | undefined, { offset, length }: Omit<TextEdit, 'content'>): Fix {
  const node = root && findNodeAtOffset(root, offset, true);
  const isElement = node?.type === 'string' && node.parent?.type === 'array';
  const edit = isElement ? removal(text, node) : { offset: inner(text, offset), length: 0, content: '' };
  const end = offset + length - (text[offset + length - 1] === '"' ? 1 : 0);
  const plain = { ...edit, length: end - edit.offset };
  return { title: l10n.t('Remove the private key'), preferred: true, edits: [isElement ? edit : plain] };
}

/** Behind the quote where the place is that of a whole string. */
function inner(text: string, offset: number): number {
  return text[offset] === '"' ? offset + 1 : offset;
}

function removing(text: string, node: Node): Fix {
  const isKey = node.parent?.type === 'property' && node.parent.children?.[0] === node;
  const whole = isKey ? (node.parent as Node) : node;
  return { title: l10n.t('Remove it'), preferred: false, edits: [removal(text, whole)] };
}

/** Of a person's second entry: puts its keys to the first one, or takes it out with them. */
function twoEntries(text: string, root: Node | undefined, node: Node): Fix[] {
  const entry = node.parent?.type === 'property' ? node.parent.parent : undefined;
  const people = entry?.parent;
  if (!entry || !people || !root) return [];
  const second = people.children?.indexOf(entry) ?? -1;
  const all = plainValue(people) as { user: string; keys?: string[]; signingKeys?: string[] }[];
  const own = all[second];
  const first = all.findIndex((one) => one.user.toLowerCase() === own?.user.toLowerCase());
  const without = { title: l10n.t('Remove this entry and its keys'), preferred: false, edits: [removal(text, entry)] };
  if (!own || first < 0 || first >= second) return [without];
  const { offset, length } = removal(text, entry);
  const rest = text.slice(0, offset) + text.slice(offset + length);
  let merged = rest;
  for (const list of ['keys', 'signingKeys'] as const)
    for (const key of own[list] ?? []) merged = addTo(merged, ['people', first, list], key);
  return [
    { title: l10n.t('Put both entries together'), preferred: false, edits: [editBetween(text, merged)] },
    without,
  ];
}

function giving(text: string, roles: readonly (readonly [string, string])[], title: string): Fix {
  const after = roles.reduce((next, [role, who]) => addTo(next, ['roles', role], who), text);
  return { title, preferred: true, edits: [editBetween(text, after)] };
}

/** The smallest edit that makes one text of another. */
function editBetween(before: string, after: string): TextEdit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { offset: start, length: before.length - end - start, content: after.slice(start, after.length - end) };
}
