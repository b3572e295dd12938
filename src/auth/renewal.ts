import type { Connection } from '../model/connection.ts';
import type { Connector } from '../model/connector.ts';
import { appSecrets, type OAuthCredential, type StoredCredential } from '../model/credential.ts';
import { needsSignIn } from '../model/problems.ts';
import type { Fences } from '../storage/fences.ts';
import { nothingCame } from '../storage/network/networkFailure.ts';
import type { CredentialVault } from '../storage/vault.ts';
import { type OAuthClient, oauthClient } from './client.ts';
import { isFresh } from './freshness.ts';
import { clientCredentials } from './grants/clientCredentials.ts';
import { passwordGrant } from './grants/password.ts';
import { refresh } from './grants/refresh.ts';
import type { TokenHosts } from './tokenHosts.ts';

/** What a renewal works with. */
export interface RenewalParts {
  vault: CredentialVault;
  fences: Fences;
  hosts: TokenHosts;
  /** New credentials that could not be stored yet (a full disk), by connection: their old token is spent. */
  unsaved: Map<string, StoredCredential>;
}

/**
 * Renews a credential; the caller holds the connection's lock. It looks again first, since whoever held the lock before
 * may have done it, and stores the new credential before it gives it away.
 *
 * @param stale what the caller read, and found unusable.
 */
export async function renewLocked(
  parts: RenewalParts,
  connection: Connection,
  connector: Connector,
  stale: StoredCredential,
): Promise<StoredCredential> {
  const { vault, fences, unsaved } = parts;
  const current = await vault.get(connection.id);
  // Gone or out of reach by now: a token that cannot be kept must not be spent.
  if (current.status !== 'found') throw needsSignIn(connection.name);
  const { credential, generation } = current;
  if (credential.kind !== 'oauth') return current;
  if (generation > stale.generation && isFresh(credential)) return current;
  const before = unsaved.get(connection.id);
  const renewed =
    before?.generation === generation
      ? before
      : await request(parts, connection, connector, { credential, generation });
  if (renewed.generation > generation) return renewed;
  unsaved.set(connection.id, renewed);
  const next = await vault.put(connection.id, renewed.credential, generation);
  unsaved.delete(connection.id);
  await fences.lower(connection.id);
  return { credential: renewed.credential, generation: next };
}

/** Asks the provider. The answer has the generation that it replaces, or a later one that somebody else stored. */
async function request(
  { vault, fences, hosts }: RenewalParts,
  connection: Connection,
  connector: Connector,
  current: { credential: OAuthCredential; generation: number },
): Promise<StoredCredential> {
  const { credential, generation } = current;
  const client = await oauthClient(connector, connection.parameters, credential);
  const { host } = new URL(client.refreshUrl ?? client.server.token_endpoint ?? client.server.issuer);
  // Not cancellable: once the request is out, its answer must be kept, or the grant is lost.
  const ask = credential.refreshToken
    ? () => refreshBehindFence(fences, connection.id, client, current)
    : () => askAgain(client, connection, credential);
  try {
    return { credential: { ...(await hosts.run(host, ask)), ...kept(credential) }, generation };
  } catch (error) {
    // Refused because somebody who does not know our lock was faster: then theirs is the answer.
    const again = await vault.get(connection.id);
    if (again.status === 'found' && again.generation > generation) return again;
    throw error;
  }
}

/** What a renewal does not change. */
function kept({ boundTo, ...credential }: OAuthCredential) {
  return { ...appSecrets(credential), ...(boundTo === undefined ? {} : { boundTo }) };
}

/** The fence stands from before the request until the answer is stored, so that a crash between leaves a trace. */
async function refreshBehindFence(
  fences: Fences,
  id: string,
  client: OAuthClient,
  { credential, generation }: { credential: OAuthCredential; generation: number },
): Promise<OAuthCredential> {
  const token = credential.refreshToken;
  if (!token) throw new Error('no refresh token');
  const send = async () => {
    const before = await fences.find(id, generation, token);
    await fences.raise(id, generation, token, (before?.attempt ?? 0) + 1);
    return refresh(client, credential);
  };
  try {
    return await send();
  } catch (error) {
    // Once, and only where nothing of an answer came: at a provider that rotates, a repeated request looks like theft.
    if (!nothingCame(error)) throw error;
    return send();
  }
}

/** A grant without a refresh token is renewed by the grant itself, where what it needs was kept. */
async function askAgain(
  client: OAuthClient,
  connection: Connection,
  credential: OAuthCredential,
): Promise<OAuthCredential> {
  const { username } = connection.parameters;
  return credential.password && username
    ? passwordGrant(client, { username, password: credential.password }, credential.scopes)
    : clientCredentials(client, credential.scopes);
}
