import { memberKeyUnreadable, reloadNeeded } from '../model/problems.ts';
import { Secret } from '../model/secret.ts';
import { connectionLock, withLock } from '../storage/processLock.ts';
import { newIdentity, publicKeyOf } from '../storage/seal.ts';
import { signingKeyOf } from '../storage/signature.ts';
import { type CredentialVault, memberKeyId } from '../storage/vault.ts';
import type { Parts } from './parts.ts';

/**
 * The private half of this member's key, with which sealed secrets are opened; `undefined` where there never was one here.
 *
 * @throws Problem `PB302`, and `PB659` where there is one that cannot be read: it must not be replaced by another.
 */
export async function memberIdentity(vault: CredentialVault): Promise<Secret | undefined> {
  const read = await vault.get(memberKeyId);
  if (read.status === 'reload') throw reloadNeeded();
  if (read.status === 'unreadable') throw memberKeyUnreadable(read.detail);
  return read.status === 'found' && read.credential.kind === 'token' ? read.credential.token : undefined;
}

/** A member's key pair: what is sealed to them, and what they sign with. */
export interface OwnKeys {
  identity: Secret;
  /** `age1…` */
  publicKey: string;
  /** `ed25519:…` */
  signingKey: string;
}

/**
 * This member's keys; `undefined` where they have none yet.
 *
 * @throws Problem `PB302`, `PB659`.
 */
export async function ownKeys({ vault, states }: Pick<Parts, 'vault' | 'states'>): Promise<OwnKeys | undefined> {
  const identity = await memberIdentity(vault);
  if (!identity) return undefined;
  const publicKey = await publicKeyOf(identity.reveal());
  await states.rememberOwnKey(publicKey);
  return { identity, publicKey, signingKey: signingKeyOf(identity.reveal()) };
}

/**
 * The public half, `age1…`, for `members.jsonc`: others seal secrets to it. The key is made when it is first asked for.
 *
 * @throws Problem `PB302` where this window must be reloaded first, `PB306` where it cannot be kept, `PB659`.
 */
export async function memberPublicKey(vault: CredentialVault): Promise<string> {
  return withLock(connectionLock(memberKeyId), async () => {
    const kept = await memberIdentity(vault);
    if (kept) return publicKeyOf(kept.reveal());
    await vault.prepare();
    const { identity, publicKey } = await newIdentity();
    await vault.put(memberKeyId, { kind: 'token', token: new Secret(identity) }, 0);
    return publicKey;
  });
}
