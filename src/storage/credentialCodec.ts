import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import type { Credential, OAuthCredential, StoredCredential, TokenCredential } from '../model/credential.ts';
import { Secret } from '../model/secret.ts';
import type { Unreadable, VaultRead } from './vault.ts';

/** The version that this code writes. A newer one is left alone. */
export const credentialVersion = 1;

/** What a newer Patchbay of the same version added; it travels with the credential and is written back. */
const additions = Symbol('additions');

const secret = z.string().check(z.minLength(1));

const storedSchema = z.looseObject({
  version: z.literal(credentialVersion),
  generation: z.int().check(z.minimum(1)),
  credential: z.discriminatedUnion('kind', [
    z.looseObject({
      kind: z.literal('oauth'),
      accessToken: secret,
      refreshToken: z.optional(secret),
      clientSecret: z.optional(secret),
      privateKey: z.optional(secret),
      password: z.optional(secret),
      clientId: z.optional(z.string()),
      expiresAt: z.optional(z.number()),
      lifetimeMs: z.optional(z.number()),
      boundTo: z.optional(z.string()),
      scopes: z._default(z.array(z.string()), []),
    }),
    z.looseObject({ kind: z.literal('token'), token: secret, boundTo: z.optional(z.string()) }),
  ]),
});

/** Every key of a credential, and whether it is kept as a {@link Secret}; one that is forgotten here does not compile. */
const known: Record<keyof OAuthCredential | keyof TokenCredential, 'secret' | 'plain'> = {
  kind: 'plain',
  boundTo: 'plain',
  accessToken: 'secret',
  refreshToken: 'secret',
  clientSecret: 'secret',
  privateKey: 'secret',
  clientId: 'plain',
  password: 'secret',
  expiresAt: 'plain',
  lifetimeMs: 'plain',
  scopes: 'plain',
  token: 'secret',
};

/** The text of a credential, all secrets readable: only for the place where it is sealed or given to the keyring. */
export function encodeCredential({ generation, credential }: StoredCredential): string {
  return JSON.stringify({ version: credentialVersion, generation, credential: reveal(credential) });
}

/** Reads what {@link encodeCredential} wrote. What is not that is `unreadable`, and stays where it is. */
export function decodeCredential(text: string): Extract<VaultRead, { status: 'found' | 'unreadable' }> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return damaged();
  }
  const parsed = storedSchema.safeParse(value);
  if (!parsed.success) return isNewer(value) ? newer() : damaged();
  return { status: 'found', generation: parsed.data.generation, credential: conceal(parsed.data.credential) };
}

/** True for what a newer Patchbay wrote in a format that this one does not know. */
export function isNewer(value: unknown, known = credentialVersion): boolean {
  if (value === null || typeof value !== 'object' || !('version' in value)) return false;
  return typeof value.version === 'number' && value.version > known;
}

export function newer(): Unreadable {
  return { status: 'unreadable', detail: l10n.t('it was stored by a newer Patchbay'), newer: true };
}

export function damaged(): Unreadable {
  return { status: 'unreadable', detail: l10n.t('what is stored was changed or damaged') };
}

function reveal(credential: Credential): Record<string, unknown> {
  const kept = (credential as { [additions]?: Secret })[additions];
  const entries = Object.entries(credential).map(([key, value]) => [
    key,
    value instanceof Secret ? value.reveal() : value,
  ]);
  return { ...(kept ? JSON.parse(kept.reveal()) : {}), ...Object.fromEntries(entries) };
}

/** Nobody knows what is in a key that is not listed above, so it counts as secret. */
function conceal(plain: z.infer<typeof storedSchema>['credential']): Credential {
  const credential: Record<string, unknown> = {};
  const more: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(plain)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(known, key)) more[key] = value;
    else credential[key] = known[key as keyof typeof known] === 'secret' ? new Secret(String(value)) : value;
  }
  if (Object.keys(more).length > 0) Object.assign(credential, { [additions]: new Secret(JSON.stringify(more)) });
  return credential as unknown as Credential;
}
