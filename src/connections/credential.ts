import { classify, type Failure } from '../auth/failure.ts';
import { isAlive, isFresh } from '../auth/freshness.ts';
import { isRenewable } from '../auth/renew.ts';
import type { StoredCredential } from '../model/credential.ts';
import { Problem } from '../model/problem.ts';
import { addressChanged, credentialUnreadable, lockTimedOut, needsSignIn, reloadNeeded } from '../model/problems.ts';
import type { GrantState, SignInReason } from '../model/state.ts';
import { type Found, findForUse } from './access.ts';
import { appOf } from './app.ts';
import { isBound } from './binding.ts';
import { grantEnd } from './grantEnd.ts';
import { markAppProblem } from './markAppProblem.ts';
import type { Parts } from './parts.ts';
import { referenceCredential } from './references/useReference.ts';
import { requireUse } from './requireUse.ts';
import { takeIn } from './sharing/takeIn.ts';
import { isOfAll } from './state.ts';

/** A connection with a credential that is good to send now. */
export interface Usable extends Found {
  stored: StoredCredential;
}

export interface UseOptions {
  /** Who asks, for the audit log; the person, unless told. */
  by?: string;
  /** Renew even a token that looks fresh. */
  force?: boolean;
  /** The generation of a token that the provider refused: renew it, unless somebody has done so since. */
  refused?: number;
}

/**
 * The only way to a credential: finds the connection, reads the vault, renews what is stale, and notes who asked.
 *
 * @throws Denial where policies do not allow its use; Problem `PB656` where one wants a newer sign-in; `PB302`, `PB303`, `PB304`; `PB401` while the provider is out of reach, in which case nothing was thrown
 *   away; what `findForUse` throws.
 */
export async function useCredential(parts: Parts, id: string, options: UseOptions = {}): Promise<Usable> {
  const found = await findForUse(parts, id);
  await requireUse(parts, found, options.by);
  const note = { action: 'use', connection: id, name: found.connection.name, by: options.by ?? 'person' } as const;
  try {
    const stored = await freshCredential(parts, found, { ...options, by: note.by });
    parts.audit.record({ ...note, outcome: 'ok' });
    if (note.by !== 'background') parts.activity.used(id);
    return { ...found, stored };
  } catch (error) {
    parts.audit.record({ ...note, outcome: error instanceof Problem ? error.code : 'failed' });
    throw error;
  }
}

async function freshCredential(
  parts: Parts,
  found: Found,
  how: UseOptions & { by: string },
): Promise<StoredCredential> {
  const { connection } = found;
  const { by, refused } = how;
  if (connection.credential.kind === 'reference') return referenceCredential(parts, found, how);
  await takeIn(parts, found);
  if (isOfAll(connection, parts.states.get(connection.id))) throw needsSignIn(connection.name);
  const cached = how.force || refused !== undefined ? undefined : parts.cache.get(connection.id);
  const stored = cached ?? (await readVault(parts, found).catch((error) => readAgain(parts, found, error)));
  const force = how.force === true || (refused !== undefined && stored.generation <= refused);
  const { credential } = stored;
  if (!isBound(credential, connection, found.connector)) throw addressChanged(connection.name);
  if (credential.kind !== 'oauth' || (!force && isFresh(credential))) {
    parts.cache.set(connection.id, stored);
    return stored;
  }
  if (!isRenewable(connection.authType, credential)) {
    // Nothing can renew it. Until its very end it still works.
    if (!force && isAlive(credential)) return stored;
    throw await signInNeeded(parts, found, force ? 'rejected' : 'expired', stored.generation);
  }
  return renew(parts, found, stored, { by, force });
}

/** What the vault lost of a sealed credential is in the connection's file. */
async function readAgain(parts: Parts, found: Found, error: unknown): Promise<StoredCredential> {
  const lost = error instanceof Problem && (error.code === 'PB303' || error.code === 'PB304');
  if (!lost || found.connection.credential.kind !== 'sealed') throw error;
  await takeIn(parts, found, true);
  return readVault(parts, found);
}

async function readVault(parts: Parts, { connection }: Found): Promise<StoredCredential> {
  const read = await parts.vault.get(connection.id);
  switch (read.status) {
    case 'found':
      return read;
    case 'reload':
      throw reloadNeeded();
    case 'unreadable':
      await setGrant(parts, connection.id, { status: 'needsSignIn', reason: 'unreadable' });
      throw credentialUnreadable(read.detail);
    case 'missing':
      // A state without a credential: the keyring lost it. It is said, and nothing is deleted.
      await setGrant(parts, connection.id, { status: 'needsSignIn', reason: 'notHere' });
      throw needsSignIn(connection.name);
  }
}

async function renew(
  parts: Parts,
  found: Found,
  stale: StoredCredential,
  { by, force }: { by: string; force: boolean },
): Promise<StoredCredential> {
  const { connection, connector } = found;
  try {
    const stored = await parts.renewer.renew(connection, connector, stale);
    parts.cache.set(connection.id, stored);
    await noteRenewal(parts, found, stored);
    return stored;
  } catch (error) {
    const usable = stale.credential.kind === 'oauth' && isAlive(stale.credential) && !force;
    // Another window is renewing for long, or the provider is out of reach: until its very end the token still works.
    if (error instanceof Problem && error.code === lockTimedOut().code && usable) return stale;
    if (error instanceof Problem) throw error;
    const failure = classify(error, connector.name);
    if (failure.class === 'transient' && usable) return stale;
    throw await recordFailure(parts, found, failure, { by, generation: stale.generation });
  }
}

async function noteRenewal(parts: Parts, { connection, connector }: Found, stored: StoredCredential): Promise<void> {
  const { credential, generation } = stored;
  const now = Date.now();
  const ends = credential.kind === 'oauth' ? credential.expiresAt : undefined;
  const signedInAt = Date.parse(parts.states.get(connection.id)?.signedInAt ?? '');
  const end = grantEnd(connector, credential, Number.isNaN(signedInAt) ? undefined : signedInAt, now);
  await parts.states.patch(connection.id, {
    generation,
    storedAt: new Date(now).toISOString(),
    grant: { status: 'connected' },
    provider: { status: 'reachable' },
    ...(ends === undefined ? {} : { expiresAt: new Date(ends).toISOString() }),
    ...(end ? { grantEnd: end } : {}),
  });
}

/** What a failure is about. */
interface About {
  /** Who asked. */
  by: string;
  /** Of the credential that failed: what happened to it says nothing of a later one. */
  generation: number;
}

/** Writes down what a failed exchange means for the connection, and gives the problem to throw. */
export async function recordFailure(parts: Parts, found: Found, failure: Failure, about: About): Promise<Problem> {
  const { connection, connector } = found;
  const { by, generation } = about;
  switch (failure.class) {
    case 'grantDead':
      return signInNeeded(parts, found, 'revoked', generation, by);
    case 'consent':
      return signInNeeded(parts, found, 'consent', generation, by);
    case 'tokenRejected':
      return signInNeeded(parts, found, 'rejected', generation);
    case 'appProblem': {
      const { detail, problem } = failure;
      const connections = await markAppProblem(parts, found, { detail, generation });
      const app = appOf(connector, connection);
      const grant = { status: 'appProblem', detail } as const;
      if (connections.length > 0) parts.activity.broke({ connections, connector, grant, by, ...(app ? { app } : {}) });
      return problem;
    }
    case 'transient':
      await noteOutage(parts, connection.id, failure);
      return failure.problem;
    default:
      return failure.problem;
  }
}

async function noteOutage(parts: Parts, id: string, { detail, waitMs }: Failure): Promise<void> {
  const before = parts.states.get(id)?.provider;
  const now = Date.now();
  const since = before?.status === 'degraded' ? before.since : new Date(now).toISOString();
  const until = waitMs === undefined ? {} : { until: new Date(now + waitMs).toISOString() };
  await parts.states.patch(id, { provider: { status: 'degraded', since, detail, ...until } });
}

/** @param by who asked; given where a person is to be told even though nobody asked. */
async function signInNeeded(
  parts: Parts,
  found: Found,
  reason: SignInReason,
  generation: number,
  by?: string,
): Promise<Problem> {
  const { connection, connector } = found;
  const worked = parts.states.get(connection.id)?.grant.status === 'connected';
  const grant = { status: 'needsSignIn', reason } as const;
  await parts.states.patch(connection.id, { grant }, generation);
  if (worked && by !== undefined) parts.activity.broke({ connections: [connection], connector, grant, by });
  return needsSignIn(connection.name);
}

async function setGrant(parts: Parts, id: string, grant: GrantState): Promise<void> {
  await parts.states.patch(id, { grant });
}
