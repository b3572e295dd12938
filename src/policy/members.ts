import * as z from 'zod/mini';
import { type ReadFile, readWith } from './document/document.ts';
import type { PolicyProblem } from './document/problem.ts';
import type { Address } from './document/text.ts';
import { type FolderFact, type Principal, type RoleDefinition, sameUser } from './facts.ts';

const word = z.string().check(z.minLength(1), z.maxLength(200));
const permission = z.enum(['View', 'Edit', 'Create', 'Delete']);

/** The parts of `members.jsonc` that policies go by. What else is in it is somebody else's. */
export const membersSchema = z.looseObject({
  groups: z
    ._default(z.record(word, z.array(word)), {})
    .check(z.describe('The members of each group, by address or user name.')),
  roles: z
    ._default(z.record(word, z.array(permission)), {})
    .check(z.describe('Own roles and what they permit, beside “Automation User” and “Folder Administrator”.')),
});

/** The part of `folder.jsonc` that gives roles. */
export const folderRolesSchema = z.looseObject({
  roles: z
    .optional(
      z.array(
        z.strictObject({
          role: word,
          users: z.optional(z.array(word)),
          groups: z.optional(z.array(word)),
        }),
      ),
    )
    .check(
      z.describe('Who may do what in this folder and in those inside it. Without it everybody may do everything.'),
    ),
});

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
  const { document, problems } = readWith(folderRolesSchema, text, file, () => []);
  if (!document) return { roles: { rolesUnreadable: problems[0] as Address }, problems };
  const given = document.content.roles;
  if (!given) return { roles: {}, problems };
  const grants = given.map((grant, index) => ({
    role: grant.role,
    users: grant.users ?? [],
    groups: grant.groups ?? [],
    at: document.locate(['roles', index]),
  }));
  return { roles: { roles: { at: document.locate(['roles']), grants } }, problems };
}
