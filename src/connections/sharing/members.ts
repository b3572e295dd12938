import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Folder } from '../../model/folder.ts';
import { folderLabel } from '../../model/folder.ts';
import { groupPrefix } from '../../model/folderSchema.ts';
import { inheritedAccess, lastAdministrator, noSuchRole } from '../../model/problems.ts';
import { type Domain, type RoleGrant, sameUser } from '../../policy/facts.ts';
import { builtInRoles, rightsInFolder } from '../../policy/roles.ts';
import { changePeopleFile } from '../../storage/peopleFiles.ts';
import { addTo, dropFrom, dropPerson, emptyMembers, valueAt } from '../../storage/peopleText.ts';
import { folderFile } from '../../storage/snapshot.ts';
import { requireTrust } from '../access.ts';
import type { FolderAccess } from '../governance/folderAccess.ts';
import type { Parts } from '../parts.ts';
import { requireAdministrator } from './administrator.ts';
import { placeOf } from './recipients.ts';
import { type Resealed, resealFolders, withThoseInside } from './reseal.ts';

type MemberParts = Pick<Parts, 'files' | 'isTrusted' | 'governance' | 'vault' | 'states' | 'audit'>;

const emptyFolder = '{\n  "version": 1\n}\n';

/**
 * Gives a role in a folder, and in those inside it, to a person or a group; what is sealed there is sealed to them as well.
 *
 * @param who an address or user name, `group:finance`, or `*`.
 * @throws Denial, Problem `PB716` where this person may not; `PB717` for a role that nobody defined; `PB101`, `PB106`.
 */
export async function giveAccess(parts: MemberParts, folderId: string, who: string, role: string): Promise<Resealed> {
  const folder = await writable(parts, folderId);
  const access = await parts.governance.accessTo(folderId);
  await requireAdministrator(parts, folder, access);
  if (!Object.hasOwn(builtInRoles, role) && !access.roles.includes(role)) throw noSuchRole(role);
  await changePeopleFile(join(folder.directory, folderFile), emptyFolder, (text) => {
    // Where nobody had a role, everybody could do everything: whoever gives the first one keeps their own.
    const first = !access.hasRoles && access.me !== undefined && !sameUser(access.me, who);
    const kept = first ? addTo(text, ['roles', administrator], access.me as string) : text;
    return addTo(kept, ['roles', role], who);
  });
  await settle(parts);
  return resealFolders(parts, [folderId]);
}

/**
 * Takes a person or a group out of all roles of a folder and of those inside it, and seals what is there anew. What they
 * could open is marked: its secret must be replaced.
 *
 * @throws Problem `PB716` where this person may not, `PB714` where nobody would be left who may, `PB718` where they have it from
 *   a folder around or from a group.
 */
export async function removeAccess(parts: MemberParts, folderId: string, who: string): Promise<Resealed> {
  const folder = await writable(parts, folderId);
  await requireAdministrator(parts, folder, await parts.governance.accessTo(folderId));
  await requireOtherAdministrator(parts, folder, who);
  const { folders } = await parts.files.snapshot();
  for (const inside of withThoseInside(folders, [folderId])) await dropRoles(inside, who);
  await settle(parts);
  const left = (await parts.governance.accessTo(folderId)).people.find(({ user }) => sameUser(user, who));
  const resealed = await resealFolders(parts, [folderId], l10n.t('{0} was removed', who));
  if (left?.permissions.includes('View')) throw inheritedAccess(who, folderLabel(folder), placeOf(left.at));
  return resealed;
}

/**
 * Takes a person out of a workspace: out of its `members.jsonc`, its groups and the roles of all its folders. All that they
 * could open is sealed anew without them, and marked: a copy of the repository that they have opens what it held.
 *
 * @param file `.patchbay/members.jsonc`.
 * @throws Problem `PB714`, `PB716`; `PB101`, `PB106`.
 */
export async function removeMember(parts: MemberParts, file: string, user: string): Promise<Resealed> {
  const folders = await foldersOf(parts, file);
  for (const folder of folders) {
    requireTrust(parts, folder);
    await requireAdministrator(parts, folder, await parts.governance.accessTo(folder.id));
    await requireOtherAdministrator(parts, folder, user);
  }
  await changePeopleFile(file, emptyMembers, (text) => withoutPerson(text, user));
  for (const folder of folders) await dropRoles(folder, user);
  await settle(parts);
  const ids = folders.map(({ id }) => id);
  return resealFolders(parts, ids, l10n.t('{0} was removed', user));
}

const administrator = 'Folder Administrator';

async function writable({ files, isTrusted }: MemberParts, folderId: string): Promise<Folder> {
  const folder = await files.folder(folderId);
  requireTrust({ isTrusted }, folder);
  return folder;
}

/** The files are read anew, and what they say holds from here on. */
async function settle(parts: MemberParts): Promise<void> {
  await parts.files.reload();
  await parts.governance.reread();
}

async function foldersOf(parts: MemberParts, file: string): Promise<Folder[]> {
  const { folders } = await parts.files.snapshot();
  const found: Folder[] = [];
  for (const folder of folders.values()) {
    if (folder.kind === 'shared' && (await parts.governance.accessTo(folder.id)).file === file) found.push(folder);
  }
  return found;
}

async function requireOtherAdministrator({ governance }: MemberParts, folder: Folder, who: string): Promise<void> {
  const { hasRoles, people, file }: FolderAccess = await governance.accessTo(folder.id);
  if (!hasRoles) return;
  const { groupsOf } = (await governance.status()).membership(file);
  const rightsOf = rightsInFolder(without((await governance.table()).parts.domain, folder.id, who), folder.id);
  const remains = people.some(({ user }) => {
    const stays = rightsOf?.({ user, groups: groupsOf(user) }).permissions.includes('Edit') ?? false;
    return stays && !sameUser(user, who);
  });
  if (!remains) throw lastAdministrator(folderLabel(folder));
}

/** What policies know of folders, as if `who` had no role in one of them. */
function without({ folders, roles = [] }: Domain, id: string, who: string): Pick<Domain, 'folders' | 'roles'> {
  const isOf = ({ users, groups, everybody }: RoleGrant) =>
    (everybody === true && who === '*') ||
    users?.some((user) => sameUser(user, who)) ||
    groups?.some((group) => `${groupPrefix}${group}` === who);
  const taken = folders.map((one) =>
    one.id === id && one.roles
      ? { ...one, roles: { ...one.roles, grants: one.roles.grants.filter((grant) => !isOf(grant)) } }
      : one,
  );
  return { folders: taken, roles };
}

async function dropRoles({ directory, source }: Folder, who: string): Promise<void> {
  const roles = source?.text === undefined ? undefined : valueAt(source.text, ['roles']);
  if (roles === null || typeof roles !== 'object') return;
  await changePeopleFile(join(directory, folderFile), emptyFolder, (text) =>
    Object.keys(roles).reduce((next, role) => dropFrom(next, ['roles', role], (one) => sameUser(one, who)), text),
  );
}

function withoutPerson(text: string, user: string): string {
  const people = valueAt(text, ['people']);
  const groups = valueAt(text, ['groups']);
  let next = text;
  if (Array.isArray(people)) {
    for (let index = people.length - 1; index >= 0; index--) {
      const name: unknown = people[index]?.user;
      if (typeof name === 'string' && sameUser(name, user)) next = dropPerson(next, index);
    }
  }
  const names = groups !== null && typeof groups === 'object' ? Object.keys(groups) : [];
  return names.reduce((text, group) => dropFrom(text, ['groups', group], (one) => sameUser(one, user)), next);
}
