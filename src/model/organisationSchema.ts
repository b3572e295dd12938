import * as z from 'zod/mini';

/** Where the policies of an organisation are, and whose signature they must have: `organisation.jsonc`, or the setting. */
export const organisationSchema = z.strictObject({
  $schema: z.optional(z.string()),
  version: z.optional(z.literal(1)),
  url: z
    .string()
    .check(z.minLength(1), z.maxLength(2000), z.describe('An https address that gives the signed bundle.')),
  publicKey: z
    .string()
    .check(z.regex(/^[A-Za-z0-9+/]{43}=$/, 'an ed25519 key, 32 bytes in base64'))
    .check(z.describe('The ed25519 key that signs the bundle: 32 bytes in base64, as “signPolicy” prints it.')),
});

/** Where to ask, and whom to believe. Comes from the computer or its user, never from a repository. */
export type OrganisationAnchor = Pick<z.infer<typeof organisationSchema>, 'url' | 'publicKey'>;

const name = z.string().check(z.regex(/^[A-Za-z0-9][\w.-]{0,99}$/, 'a plain file name'));

/** What is signed. */
export const bundleSchema = z.strictObject({
  /** Counts up; a lower one than was seen before is refused. */
  revision: z.number().check(z.int(), z.minimum(1)),
  issuedAt: z.iso.datetime({ offset: true }),
  /** For how many days a copy holds while the address cannot be reached; the documents may say less. */
  availabilityDays: z.optional(z.number().check(z.int(), z.minimum(0), z.maximum(3650))),
  files: z.array(z.strictObject({ name, text: z.string() })).check(z.maxLength(500)),
});

/** What travels: the signed bytes as they were signed, and the signature over exactly these. Both in base64. */
export const envelopeSchema = z.looseObject({ payload: z.string(), signature: z.string() });
