import * as z from 'zod/mini';

/** The version of the format that this code knows. */
export const membersVersion = 1;

/** What a role may permit in a shared folder. */
export const permissions = ['View', 'Edit', 'Create', 'Delete'] as const;

/** A name: of a person, a group, a role. */
export const word = z.string().check(z.minLength(1), z.maxLength(200));

/** An age public key of X25519 (https://age-encryption.org/v1): what secrets are sealed to. */
const publicKey = z
  .string()
  .check(z.regex(/^age1[02-9ac-hj-np-z]{58}$/, 'an age public key, which begins with “age1”'));

/** `.patchbay/members.jsonc`: who works here. What it does not know it keeps. */
export const membersSchema = z.looseObject({
  version: z.literal(membersVersion),
  people: z
    .optional(z.array(z.looseObject({ user: word, keys: z.optional(z.array(publicKey)) })))
    .check(z.describe('The people, by address or user name, with what else is known of them.')),
  groups: z
    ._default(z.record(word, z.array(word)), {})
    .check(z.describe('The members of each group, by address or user name.')),
  roles: z
    ._default(z.record(word, z.array(z.enum(permissions))), {})
    .check(
      z.describe(
        'Own roles and what they permit, beside “Automation User” (View) and “Folder Administrator” (everything).',
      ),
    ),
});
