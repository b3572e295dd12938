import type * as z from 'zod/mini';
import { everybody, folderSchema, groupPrefix } from '../model/folderSchema.ts';
import { membersSchema } from '../model/membersSchema.ts';
import { type ReadFile, readWith } from './document/document.ts';
import type { PolicyProblem } from './document/problem.ts';
import type { Address } from './document/text.ts';
import { type FolderFact, type Principal, type RoleDefinition, type RoleGrant, sameUser, userKey } from './facts.ts';

/** A `members.jsonc` that was read. */
export type Members = ReadFile<z.infer<typeof membersSchema>>;

/** Reads `members.jsonc`. */
export function readMembers(text: string, file: string): { document?: Members; problems: PolicyProblem[] } {
  return readWith(membersSchema, text, file, () => []);
}

/** The groups of a user; none where there is no `members.jsonc`. */
export function groupsOf(members: Members | undefined, user: string): string[] {
  const groups = Object.entries(members?.content.groups ?? {});
  return groups.filter(([, people]) => people.some((person) => sameUser(person, user))).map(([group]) => group);
}

/** Who asks, by what `members.jsonc` says. */
export function principalOf(members: Members | undefined, user: string): Principal {
  return { user, groups: groupsOf(members, user) };
}

/** A person who has several entries in `members.jsonc`. */
export interface DuplicatePerson {
  /** As the first entry writes it. */
  user: string;
  /** The indices of all their entries in `people`. */
  entries: readonly number[];
}

/**
 * The people who are named twice. Nobody knows which keys are theirs: somebody who may add an entry could have secrets
 * sealed to a key of their own under another's name.
 */
export function duplicatePeople({ content }: Pick<Members, 'content'>): DuplicatePerson[] {
  const found = new Map<string, { user: string; entries: number[] }>();
  for (const [index, { user }] of (content.people ?? []).entries()) {
    const key = userKey(user);
    const known = found.get(key) ?? { user, entries: [] };
    known.entries.push(index);
    found.set(key, known);
  }
  return [...found.values()].filter(({ entries }) => entries.length > 1);
}

/** The roles that `members.jsonc` defines. */
export function rolesOf(members: Members | undefined): RoleDefinition[] {
  return Object.entries(members?.content.roles ?? {}).map(([name, permissions]) => ({ name, permissions }));
}

/**
 * Reads the roles that a `folder.jsonc` gives, with the line of each.
 *
 * @returns what a {@link FolderFact} says of them: nothing where the file does not speak of roles; where it has an error,
 *   that they are not readable.
 */
export function readFolderRoles(
  text: string,
  file: string,
): { roles: Pick<FolderFact, 'roles' | 'rolesUnreadable'>; problems: PolicyProblem[] } {
  const { document, problems } = readFolderFile(text, file);
  if (!document) return { roles: { rolesUnreadable: problems[0] as Address }, problems };
  return { roles: rolesIn(document), problems };
}

/** A `folder.jsonc` that was read. */
export type FolderFile = ReadFile<z.infer<typeof folderSchema>>;

/** Reads `folder.jsonc`. */
export function readFolderFile(text: string, file: string): { document?: FolderFile; problems: PolicyProblem[] } {
  return readWith(folderSchema, text, file, () => []);
}

/** The roles that a `folder.jsonc` gives; nothing where it does not speak of roles. */
export function rolesIn(document: FolderFile): Pick<FolderFact, 'roles'> {
  const given = document.content.roles;
  if (!given) return {};
  const grants = Object.entries(given).flatMap(([role, people]) =>
    people.map((who, index) => grant(role, who, document.locate(['roles', role, index]))),
  );
  return { roles: { at: document.locate(['roles']), grants } };
}

function grant(role: string, who: string, at: Address): RoleGrant {
  if (who === everybody) return { role, everybody: true, at };
  return who.startsWith(groupPrefix)
    ? { role, groups: [who.slice(groupPrefix.length)], at }
    : { role, users: [who], at };
}
