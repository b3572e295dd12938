import { dirname, join } from 'node:path';
import type { Folder } from '../../model/folder.ts';
import { type Address, type Domain, type Permission, rightsInFolder, userKey } from '../../policy/index.ts';
import type { Membership, Person } from './people.ts';

/** A person, and what they may do in one folder. */
export interface FolderMember extends Person {
  roles: readonly string[];
  permissions: readonly Permission[];
  /** The line that gives them most of it; absent where nobody gave any role, so that everybody may do everything. */
  at?: Address;
}

/** Who may do what in one shared folder, as its files say today. */
export interface FolderAccess {
  /** The `members.jsonc` that counts. */
  file: string;
  /** Everybody whom the files name. Who may do nothing here is among them. */
  people: readonly FolderMember[];
  /** People whom a file names twice: nobody knows which keys are theirs. */
  ambiguous: readonly string[];
  /** False where a file has a mistake and no good one is known. */
  known: boolean;
  /** False where nobody gave any role: then everybody may do everything. */
  hasRoles: boolean;
  /** The roles that can be given, beside the built-in ones. */
  roles: readonly string[];
  /** Who is at the editor; a claim. */
  me?: string;
}

/** The `members.jsonc` of the workspace folder that a shared folder lies in. */
export function membersFileOf(folder: Folder, folders: ReadonlyMap<string, Folder>): string {
  // `.patchbay/folders/<outermost>`
  return join(dirname(dirname(outermost(folder, folders).directory)), 'members.jsonc');
}

/** The folder around all others in which a folder lies; itself where there is none. */
export function outermost(folder: Folder, folders: ReadonlyMap<string, Folder>): Folder {
  let found = folder;
  for (let depth = 0; found.parent !== undefined && depth < 1000; depth++) {
    const around = folders.get(found.parent);
    if (!around) break;
    found = around;
  }
  return found;
}

/** Puts together who is named, by whatever file, and what each may do in a folder. */
export function folderAccess(
  folder: Folder,
  file: string,
  membership: Membership,
  domain: Pick<Domain, 'folders' | 'roles'>,
  me: string | undefined,
): FolderAccess {
  const rightsOf = rightsInFolder(domain, folder.id);
  const named = new Map<string, Person>();
  const add = (person: Person) => {
    const key = userKey(person.user);
    if (!named.has(key)) named.set(key, person);
  };
  for (const person of membership.people) add(person);
  const others = [...membership.inGroups, ...grantees(domain)];
  for (const user of others) add({ user, keys: [], signingKeys: [] });
  let known = membership.known && rightsOf !== undefined;
  let hasRoles = false;
  const twice = new Set(membership.ambiguous.map(userKey));
  const people = [...named.values()]
    .filter(({ user }) => !twice.has(userKey(user)))
    .map((person): FolderMember => {
      const { user } = person;
      const rights = rightsOf?.({ user, groups: membership.groupsOf(user) });
      if (!rights || rights.unknown) known = false;
      if (rights?.at) hasRoles = true;
      const { roles = [], permissions = [], at } = rights ?? {};
      return { ...person, roles, permissions, ...(at ? { at } : {}) };
    });
  const { ambiguous } = membership;
  const roles = (domain.roles ?? []).map(({ name }) => name);
  return { file, people, ambiguous, known, hasRoles, roles, ...(me === undefined ? {} : { me }) };
}

/** Everybody whom a `folder.jsonc` names by themselves. */
function grantees({ folders }: Pick<Domain, 'folders'>): string[] {
  return folders.flatMap(({ roles }) => roles?.grants.flatMap(({ users = [] }) => users) ?? []);
}
