import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type AppSecrets, appSecrets, type Credential } from '../../model/credential.ts';
import { Secret } from '../../model/secret.ts';
import type { SealedCredential } from '../../model/sharing.ts';

/** What is sealed of a credential: what was typed, never a token that was obtained with it. */
export interface SharedSecret {
  /** `token`: a pasted token, key or password. */
  secrets: AppSecrets & { token?: Secret };
  /** The addresses that it may go to (`sharedBindingOf`). */
  boundTo: string;
  /** When it was typed, ISO 8601. A new seal does not make it newer. */
  typedAt: string;
}

/** The version that this code writes. */
const version = 1;

const text = z.optional(z.string().check(z.minLength(1)));
const contentSchema = z.looseObject({
  version: z.literal(version),
  secrets: z.looseObject({ token: text, clientSecret: text, privateKey: text }),
  boundTo: z.string(),
  typedAt: z.string(),
});

/** What a credential is sealed for: a text that is copied to another connection opens nothing there. */
export function purposeOfConnection(id: string): string {
  return `connection:${id.toLowerCase()}`;
}

/** What of a credential can be one for all. */
export function sharedSecretOf(credential: Credential, boundTo: string, typedAt: string): SharedSecret {
  if (credential.kind === 'token') return { secrets: { token: credential.token }, boundTo, typedAt };
  const { clientId: _, password: __, ...secrets } = appSecrets(credential);
  return { secrets, boundTo, typedAt };
}

export function encodeSharedSecret({ secrets, boundTo, typedAt }: SharedSecret): string {
  const readable = Object.entries(secrets).map(([name, value]) => [
    name,
    value instanceof Secret ? value.reveal() : value,
  ]);
  return JSON.stringify({ version, secrets: Object.fromEntries(readable), boundTo, typedAt });
}

/** Reads what {@link encodeSharedSecret} wrote. */
export function decodeSharedSecret(sealed: string): SharedSecret | { problem: 'broken' | 'newer' } {
  let value: unknown;
  try {
    value = JSON.parse(sealed);
  } catch {
    return { problem: 'broken' };
  }
  const { data } = contentSchema.safeParse(value);
  if (!data) {
    const given = (value as { version?: unknown } | null)?.version;
    return { problem: typeof given === 'number' && given > version ? 'newer' : 'broken' };
  }
  const { token, clientSecret, privateKey } = data.secrets;
  return {
    secrets: {
      ...(token ? { token: new Secret(token) } : {}),
      ...(clientSecret ? { clientSecret: new Secret(clientSecret) } : {}),
      ...(privateKey ? { privateKey: new Secret(privateKey) } : {}),
    },
    boundTo: data.boundTo,
    typedAt: data.typedAt,
  };
}

/** Whether two secrets are the same one, whenever they were typed. */
export function isSameSecret(a: SharedSecret, b: SharedSecret): boolean {
  const plain = ({ secrets: { token, clientSecret, privateKey } }: SharedSecret) =>
    JSON.stringify([token, clientSecret, privateKey].map((secret) => secret?.reveal()));
  return plain(a) === plain(b);
}

/** What a sealer signs: the sealed text, whom it is for, by whom, when, and the connection that it belongs to. */
export function signedText(
  id: string,
  sealed: Pick<SealedCredential, 'sealed' | 'recipients' | 'sealedBy' | 'sealedAt'>,
): string {
  const digest = createHash('sha256').update(sealed.sealed).digest('base64url');
  const { recipients, sealedBy, sealedAt } = sealed;
  return JSON.stringify(['patchbay seal 1', id.toLowerCase(), digest, recipients, sealedBy, sealedAt]);
}
