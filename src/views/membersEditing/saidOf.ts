import * as l10n from '@vscode/l10n';
import { publicKeyFault } from '../../model/ageKey.ts';
import { everybody, groupPrefix } from '../../model/folderSchema.ts';
import { readMembers, rightsInFolder, sameUser } from '../../policy/index.ts';
import { readFolderFile, rolesIn } from '../../policy/members.ts';
import type { Said } from '../policyEditing/explainPlace.ts';
import type { Scene } from '../policyEditing/scene.ts';
import type { Place } from '../policyEditing/suggest.ts';
import { factsFor, folderIdOf } from './problems.ts';

/** A text that somebody writes, and its path. */
export interface Written {
  text: string;
  file: string;
}

/**
 * What is to be said about a word of a `members.jsonc` or a `folder.jsonc`, beside what holds of it everywhere.
 *
 * @param path of a key with the key itself.
 */
export function membersSaid(
  { kind, path, isKey }: Place,
  word: string,
  scene: Scene,
  written: Written,
): Said | undefined {
  if (isKey) return undefined;
  const [root, entry, list, index] = path;
  if (kind === 'folder' && root === 'roles' && path.length === 3) return holderSaid(word, scene, written);
  if (kind !== 'members' || root !== 'people' || typeof entry !== 'number') return undefined;
  const people = readMembers(written.text, written.file).document?.content.people;
  if (list === 'user') return { title: word, lines: [keysSaid(people?.[entry]?.keys?.length ?? 0)] };
  if (typeof index !== 'number') return undefined;
  const owner = people?.[entry]?.user;
  if (list === 'keys') return keySaid(word, owner);
  return list === 'signingKeys' && publicKeyFault(word) !== 'private'
    ? { title: l10n.t('Public signing key'), lines: [l10n.t('What {0} sealed is checked with it.', owner ?? '…')] }
    : undefined;
}

function keySaid(key: string, owner: string | undefined): Said | undefined {
  const fault = publicKeyFault(key);
  if (fault === 'private') {
    return { title: l10n.t('Private key'), lines: [l10n.t('It belongs in no file: take it out.')] };
  }
  if (fault !== undefined) return undefined;
  const lines = [
    l10n.t('Of a computer of {0}: secrets of folders that they may use are sealed to it.', owner ?? '…'),
    l10n.t('Its private half never leaves that computer.'),
  ];
  return { title: l10n.t('age public key'), lines };
}

function keysSaid(count: number): string {
  if (count === 0) return l10n.t('Has not joined: no key yet.');
  return count === 1 ? l10n.t('1 key') : l10n.t('{0} keys', count);
}

/** What somebody, or a member of a group, may do in the folder as the text has it, and whether they can open what is sealed. */
function holderSaid(who: string, scene: Scene, { text, file }: Written): Said | undefined {
  const facts = factsFor(file, scene);
  const document = readFolderFile(text, file).document;
  if (!facts || !document) return undefined;
  const id = folderIdOf(file);
  const folders = scene.domain.folders.map((folder) =>
    folder.id === id ? { ...folder, ...rolesIn(document) } : folder,
  );
  const group = who.startsWith(groupPrefix) ? who.slice(groupPrefix.length) : undefined;
  const user = who === everybody || group !== undefined ? undefined : who;
  const own = [...facts.groups].filter(([, all]) => user !== undefined && all.some((one) => sameUser(one, user)));
  const groups = group === undefined ? own.map(([name]) => name) : [group];
  const rights = rightsInFolder({ ...scene.domain, folders }, id)?.({ user, groups });
  if (!rights) return undefined;
  const what = rights.permissions.join(', ') || l10n.t('nothing');
  const lines = [l10n.t('May do in this folder: {0} ({1})', what, rights.roles.join(', ') || l10n.t('no role'))];
  if (user !== undefined && !facts.joined.some((one) => sameUser(one, user))) lines.push(keysSaid(0));
  return { title: who, lines };
}
