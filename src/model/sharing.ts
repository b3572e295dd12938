import * as z from 'zod/mini';
import type { AuthType } from './authType.ts';

/** How the credential of a connection in a shared folder reaches those who use it. */
export const sharingKinds = ['sealed', 'eachMember', 'reference'] as const;

export type Sharing = (typeof sharingKinds)[number];

/** The secret was known to somebody who may not use it any more: it must be replaced at the provider. */
export interface Rotate {
  /** ISO 8601. */
  since: string;
  because: string;
}

/** `credential` of a connection file whose secret is sealed to the members of its folder. What it does not know it keeps. */
export const sealedSchema = z.looseObject({
  kind: z.literal('sealed'),
  /** An armored age file (https://age-encryption.org/v1). */
  sealed: z.string(),
  /** The age public keys that it is sealed to, sorted. */
  recipients: z.array(z.string()),
  /** The member who sealed it, and when (ISO 8601). */
  sealedBy: z.string(),
  sealedAt: z.string(),
  /** The sealer's Ed25519 signature over all of it and the connection's id, base64url. */
  signature: z.string(),
  rotate: z.optional(z.looseObject({ since: z.string(), because: z.string() })),
});

export type SealedCredential = z.infer<typeof sealedSchema>;

/** `credential` of a connection file whose secrets lie elsewhere: field → `env:NAME`, `file:/path` or `vault://…`. */
export const referenceSchema = z.looseObject({
  kind: z.literal('reference'),
  from: z.record(z.string(), z.string()),
});

/** What is known of a connection's credential without its sealed text, of which thousands would fill the memory. */
export interface CredentialFacts {
  /** `vault`, one of {@link sharingKinds}, or what a newer Patchbay knows. */
  kind: string;
  /** Of a sealed one: changes with the sealed text. */
  seal?: string;
  recipients?: readonly string[];
  sealedBy?: string;
  sealedAt?: string;
  rotate?: Rotate;
  /** Of a reference. */
  from?: Readonly<Record<string, string>>;
}

/**
 * Whether a secret of this authentication type can be one for all: nothing that changes when it is used. A refresh token
 * that several people hold is lost to all of them when two use it (RFC 9700 section 4.14.2).
 */
export function isSealable(authType: AuthType): boolean {
  return authType === 'pat' || authType === 'apiKey' || authType === 'basic' || authType === 'clientCredentials';
}
