import { isFresh } from '../../auth/freshness.ts';
import type { OAuthCredential, StoredCredential } from '../../model/credential.ts';
import { addressChanged, needsSignIn } from '../../model/problems.ts';
import type { Found } from '../access.ts';
import { bindingOf } from '../binding.ts';
import { obtainCredential } from '../obtain.ts';
import type { Parts } from '../parts.ts';
import { referenceBinding, resolveSecrets } from './secrets.ts';

/** Nobody waits longer than this for a store or a token, in milliseconds. */
const patienceMs = 60_000;

/** What is asked for. */
export interface Wanted {
  /** A new token, although the one that is there looks fresh. */
  force?: boolean;
  /** The generation of a token that the provider refused. */
  refused?: number | undefined;
}

/**
 * The credential of a connection whose secrets lie elsewhere: they are found anew at each use, and nothing of them is kept.
 * The token that a service account's secret gives stays in memory as long as it is fresh.
 *
 * @throws Problem `PB303` where this person has not agreed to use them here, `PB308` where the file names other ones or other
 *   addresses by now; what `resolveSecrets` and `obtainCredential` throw.
 */
export async function referenceCredential(
  parts: Parts,
  { connection, connector }: Found,
  { force = false, refused }: Wanted,
): Promise<StoredCredential> {
  const { id, name, authType, parameters, scopes = [] } = connection;
  const agreed = parts.states.get(id)?.boundTo;
  if (agreed === undefined) throw needsSignIn(name);
  if (agreed !== referenceBinding(connection, connector)) throw addressChanged(name);
  const boundTo = bindingOf(connection, connector);
  const cached = parts.cache.get(id);
  const generation = Math.max(cached?.generation ?? 0, parts.states.get(id)?.generation ?? 0);
  const isRefused = refused !== undefined && generation <= refused;
  if (cached?.credential.kind === 'oauth' && cached.credential.boundTo === boundTo && !force && !isRefused) {
    if (isFresh(cached.credential)) return cached;
  }
  const signal = AbortSignal.timeout(patienceMs);
  const { token, ...secrets } = await resolveSecrets(parts, connection.credential.from ?? {}, signal);
  const asked = { connector, authType, parameters, scopes, secrets: { ...secrets, ...(token ? { token } : {}) } };
  const { credential } = await obtainCredential(parts, asked, { report: () => {}, signal });
  if (credential.kind !== 'oauth') return { generation, credential: { ...credential, boundTo } };
  const stored = { generation: generation + 1, credential: { ...withoutProof(credential), boundTo } };
  parts.cache.set(id, stored);
  await parts.states.patch(id, { generation: stored.generation });
  return stored;
}

/** Without what would outlive the use. */
function withoutProof(credential: OAuthCredential): OAuthCredential {
  const { clientSecret: _, privateKey: __, password: ___, ...rest } = credential;
  return rest;
}
