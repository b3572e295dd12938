import * as z from 'zod/mini';
import { publicKeyFault } from './ageKey.ts';

/** The version of the format that this code knows. */
export const membersVersion = 1;

/** What a role may permit in a shared folder. */
export const permissions = ['View', 'Edit', 'Create', 'Delete'] as const;

/** A name: of a person, a group, a role. */
export const word = z.string().check(z.minLength(1), z.maxLength(200));

/** An age public key of X25519 (https://age-encryption.org/v1): what secrets are sealed to. */
const publicKey = z.string().check(
  z.regex(/^age1[02-9ac-hj-np-z]{58}$/, { error: 'an age public key, which begins with “age1”', abort: true }),
  z.refine((text) => publicKeyFault(text) === undefined, 'an age public key: a letter of this one is wrong'),
);

/** A public key of Ed25519 (RFC 8032), base64url: with which the signatures of what somebody sealed are checked. */
const signingKey = z
  .string()
  .check(z.regex(/^ed25519:[A-Za-z0-9_-]{43}$/, 'a public signing key, which begins with “ed25519:”'));

const person = z.looseObject({
  user: word.check(z.describe('Their address or user name.')),
  keys: z
    .optional(z.array(publicKey))
    .check(
      z.describe(
        'The age public keys of their computers: secrets are sealed to every one of them. “Patchbay: Join This Workspace” writes one here.',
      ),
    ),
  signingKeys: z
    .optional(z.array(signingKey))
    .check(z.describe('The public keys with which what they sealed is checked, written along with `keys`.')),
});

/** `.patchbay/members.jsonc`: who works here. What it does not know it keeps. */
export const membersSchema = z.looseObject({
  version: z.literal(membersVersion),
  people: z
    .optional(z.array(person))
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
