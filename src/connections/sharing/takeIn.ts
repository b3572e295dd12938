import { isRenewable } from '../../auth/renew.ts';
import type { Credential } from '../../model/credential.ts';
import { Problem } from '../../model/problem.ts';
import { addressChanged, sealedToOthers, storedElsewhere } from '../../model/problems.ts';
import type { SignInReason } from '../../model/state.ts';
import { sealMark } from '../../storage/credentialFacts.ts';
import { connectionLock, withLock } from '../../storage/processLock.ts';
import type { Found } from '../access.ts';
import { bindingOf, sharedBindingOf } from '../binding.ts';
import { obtainCredential } from '../obtain.ts';
import type { Parts } from '../parts.ts';
import { openSealed } from './openSealed.ts';
import type { SharedSecret } from './sharedSecret.ts';

/** Nobody waits longer than this for a first token, in milliseconds. */
const patienceMs = 60_000;

/**
 * Brings a sealed credential into this computer's vault, where it is not there yet or another one was sealed since. From
 * then on it is renewed, checked and used like one of this person's own.
 *
 * @param again although it was taken in: the vault lost it.
 * @throws Problem as `openSealed`; `PB308` where the file names another address than the one it was sealed for; what
 *   `obtainCredential` throws.
 */
export async function takeIn(parts: Parts, found: Found, again = false): Promise<void> {
  const { connection } = found;
  const { kind, seal } = connection.credential;
  if (kind !== 'sealed') return;
  const local = parts.states.get(connection.id);
  const refused = local?.grant.status === 'needsSignIn' && local.grant.reason === 'sealRefused';
  if (local?.seal === seal && !refused && !again) return;
  try {
    const { content, sealed } = await openSealed(parts, connection);
    if (content.boundTo !== sharedBindingOf(connection, found.connector)) throw addressChanged(connection.name);
    const credential = await credentialOf(parts, found, content);
    await keep(parts, found, { credential, seal: sealMark(sealed.sealed), typedAt: content.typedAt });
  } catch (error) {
    await noteRefusal(parts, found, error);
    throw error;
  }
}

/** What was pasted is the credential; a service account's secret gets its first token. */
async function credentialOf(
  parts: Parts,
  { connection, connector }: Found,
  content: SharedSecret,
): Promise<Credential> {
  const { authType, parameters, scopes = [] } = connection;
  const boundTo = bindingOf(connection, connector);
  const { token } = content.secrets;
  if (token) return { kind: 'token', token, boundTo };
  const progress = { report: () => {}, signal: AbortSignal.timeout(patienceMs) };
  const asked = { connector, authType, parameters, scopes, secrets: content.secrets };
  const { credential } = await obtainCredential(parts, asked, progress);
  return { ...credential, boundTo };
}

async function keep(
  parts: Parts,
  { connection }: Found,
  { credential, seal, typedAt }: { credential: Credential; seal: string; typedAt: string },
): Promise<void> {
  const { id, account, authType } = connection;
  await withLock(connectionLock(id), async () => {
    const read = await parts.vault.get(id);
    const before = read.status === 'found' ? read.generation : 0;
    const generation = await parts.vault.put(id, credential, before).catch((error) => {
      // Another window opened it this moment.
      if (error instanceof Problem && error.code === storedElsewhere().code) return undefined;
      throw error;
    });
    if (generation === undefined) return;
    parts.cache.set(id, { generation, credential });
    const ends = credential.kind === 'oauth' ? credential.expiresAt : undefined;
    await parts.states.set(id, {
      version: 1,
      generation,
      storedAt: new Date().toISOString(),
      signedInAt: typedAt,
      grant: { status: 'connected' },
      provider: { status: 'reachable' },
      renewable: isRenewable(authType, credential),
      seal,
      ...(account === undefined ? {} : { account }),
      ...(ends === undefined ? {} : { expiresAt: new Date(ends).toISOString() }),
    });
  });
}

const refusals: Readonly<Record<string, SignInReason>> = {
  PB308: 'sealRefused',
  PB703: 'sealRefused',
  PB704: 'sealRefused',
  PB705: 'sealRefused',
  PB706: 'sealRefused',
};

/** What cannot be opened is shown as that, until the file or the members are others. */
async function noteRefusal(parts: Parts, { connection }: Found, error: unknown): Promise<void> {
  const { id, credential } = connection;
  if (error instanceof Problem && error.code === sealedToOthers('', '').code) await dropOld(parts, id);
  const reason = error instanceof Problem ? refusals[error.code] : undefined;
  if (!reason || credential.seal === undefined) return;
  const before = parts.states.get(id);
  await parts.states.set(id, {
    ...(before ?? { version: 1, generation: 0, storedAt: new Date().toISOString() }),
    grant: { status: 'needsSignIn', reason },
    provider: { status: 'reachable' },
    seal: credential.seal,
  });
}

/**
 * Whoever lost their access keeps no copy of what was sealed to them before. What they signed in to themselves stays: it did
 * not come from the file. Sealed to them again, it is taken in again.
 */
async function dropOld(parts: Parts, id: string): Promise<void> {
  if (parts.states.get(id)?.seal === undefined) return;
  await withLock(connectionLock(id), async () => {
    await parts.vault.delete(id);
    parts.cache.delete(id);
    await parts.states.remove(id);
  });
}
