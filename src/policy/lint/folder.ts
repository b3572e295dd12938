import { everybody, groupPrefix } from '../../model/folderSchema.ts';
import { didYouMean } from '../document/didYouMean.ts';
import type { Finding, PolicyProblem } from '../document/problem.ts';
import type { Path } from '../document/text.ts';
import { type Domain, type Permission, userKey } from '../facts.ts';
import { type FolderFile, rolesIn } from '../members.ts';
import { builtInRoles, lineage } from '../roles.ts';
import { nobodyEdits, noKeyYet, noRoles, unknownHolder } from './peopleFindings.ts';

/** Who works in the workspace folder in which a shared folder lies. */
export interface PeopleFacts {
  /** Everybody whom a `members.jsonc` names, by themselves or in a group. */
  users: readonly string[];
  /** The members of each group. */
  groups: ReadonlyMap<string, readonly string[]>;
  /** Those who have a public key. */
  joined: readonly string[];
  /** False where a `members.jsonc` cannot be read: then nobody is said to be unknown. */
  known: boolean;
}

/** Of so many strangers it is said who was meant: a hostile file could make it long. */
const mostGuesses = 50;

/** So many names stand in a sentence. */
const most = 5;

/**
 * What is well written in a `folder.jsonc` and yet probably not meant, or good to know, in the order of the text.
 *
 * @param id the folder's, in `domain`, whose facts of it are replaced by what the file says.
 */
export function lintFolder(
  document: FolderFile,
  id: string,
  domain: Pick<Domain, 'folders' | 'roles'>,
  people: PeopleFacts,
): PolicyProblem[] {
  const now = withDraft(document, id, domain);
  const found = [
    ...effects(document, id, now, people),
    ...(people.known ? [...strangers(document, now, people), ...withoutKeys(document, now, people)] : []),
  ];
  return found.sort((a, b) => a.offset - b.offset);
}

function withDraft(document: FolderFile, id: string, domain: Pick<Domain, 'folders' | 'roles'>) {
  const folders = domain.folders.map((folder) => {
    if (folder.id !== id) return folder;
    const { roles, rolesUnreadable, ...rest } = folder;
    return { ...rest, ...rolesIn(document) };
  });
  return { ...domain, folders };
}

/** What the roles come to, of this folder and of those around it. */
function effects(
  document: FolderFile,
  id: string,
  domain: Pick<Domain, 'folders' | 'roles'>,
  { groups, known }: PeopleFacts,
): PolicyProblem[] {
  const folders = new Map(domain.folders.map((folder) => [folder.id, folder]));
  const own = folders.get(id);
  const chain = own ? lineage(own, folders) : [];
  if (!own || chain.some(({ rolesUnreadable }) => rolesUnreadable)) return [];
  const given = chain.flatMap(({ roles }) => (roles ? [roles] : []));
  if (given.length === 0) return [first(document, noRoles())];
  const permits = permissionsOf(domain);
  const edits = given
    .flatMap(({ grants }) => grants.filter(({ role }) => permits.get(role)?.includes('Edit')))
    .some((grant) => grant.everybody || grant.users || grant.groups?.some((name) => groups.get(name)?.length));
  if (edits || !known) return [];
  return [
    document.content.roles ? { ...nobodyEdits(), ...document.locate(['roles']) } : first(document, nobodyEdits()),
  ];
}

function permissionsOf({ roles = [] }: Pick<Domain, 'roles'>): ReadonlyMap<string, readonly Permission[]> {
  return new Map([
    ...roles.map(({ name, permissions }) => [name, permissions] as const),
    ...Object.entries(builtInRoles),
  ]);
}

/** Roles, groups and people that nobody defines or names. */
function strangers(document: FolderFile, domain: Pick<Domain, 'roles'>, people: PeopleFacts): PolicyProblem[] {
  const knownRoles = [...permissionsOf(domain).keys()];
  const groups = [...people.groups.keys()].map((name) => groupPrefix + name);
  const isGroup = new Set(groups);
  let guesses = 0;
  const meant = (word: string, words: readonly string[]) =>
    guesses++ < mostGuesses ? didYouMean(word, words) : undefined;
  const users = new Set(people.users.map(userKey));
  const unknown = (kind: 'person' | 'group' | 'role', word: string, path: Path, suggestion: string | undefined) => {
    const name = kind === 'group' ? word.slice(groupPrefix.length) : word;
    return { ...unknownHolder(kind, name, suggestion), ...document.locate(path) };
  };
  return Object.entries(document.content.roles ?? {}).flatMap(([role, holders]) => [
    ...(knownRoles.includes(role) ? [] : [unknown('role', role, ['roles', role], meant(role, knownRoles))]),
    ...holders.flatMap((who, index) => {
      const path = ['roles', role, index];
      if (who === everybody) return [];
      if (who.startsWith(groupPrefix)) {
        return isGroup.has(who) ? [] : [unknown('group', who, path, meant(who, groups))];
      }
      // Where nobody is named at all, people are known by their roles alone.
      if (people.users.length === 0 || users.has(userKey(who))) return [];
      const word = people.groups.has(who) ? groupPrefix + who : meant(who, people.users);
      return [unknown('person', who, path, word)];
    }),
  ]);
}

/** People who may see what is here and cannot open it. Where nobody has a key yet, nobody seals. */
function withoutKeys(
  document: FolderFile,
  domain: Pick<Domain, 'roles'>,
  { users, groups, joined }: PeopleFacts,
): PolicyProblem[] {
  const { credentials, roles: given = {} } = document.content;
  if (credentials === 'eachMember' || credentials === 'reference') return [];
  if (credentials === undefined && joined.length === 0) return [];
  const permits = permissionsOf(domain);
  const keyed = new Set(joined.map(userKey));
  const isNamed = new Set(users.map(userKey));
  return Object.entries(given).flatMap(([role, holders]) =>
    holders.flatMap((who, index) => {
      if (!permits.get(role)?.includes('View')) return [];
      const group = who.startsWith(groupPrefix) ? (groups.get(who.slice(groupPrefix.length)) ?? []) : undefined;
      // Of those who are not named at all that is said already.
      const candidates = group ?? (isNamed.has(userKey(who)) ? [who] : []);
      const without = candidates.filter((user) => !keyed.has(userKey(user)));
      if (without.length === 0) return [];
      return [{ ...noKeyYet(namesOf(without), without.length), ...document.locateValue(['roles', role, index]) }];
    }),
  );
}

function namesOf(users: readonly string[]): string {
  const shown = users.slice(0, most).join(', ');
  return users.length > most ? `${shown}, …` : shown;
}

/** At the first brace, since nothing in the file says it. */
function first(document: FolderFile, finding: Finding): PolicyProblem {
  return { ...finding, ...document.locate([]), length: 1 };
}
