import * as l10n from '@vscode/l10n';
import { oauthClient } from '../auth/client.ts';
import { isRenewable } from '../auth/renew.ts';
import { type Revocation, revoke } from '../auth/revoke.ts';
import type { Connection } from '../model/connection.ts';
import type { Connector } from '../model/connector.ts';
import type { Credential } from '../model/credential.ts';
import { untilCancelled } from '../model/problem.ts';
import type { LocalState } from '../model/state.ts';
import { connectionLock, withLock } from '../storage/processLock.ts';
import { bindingOf, isBound } from './binding.ts';
import { grantEnd } from './grantEnd.ts';
import type { Parts } from './parts.ts';
import type { Proven } from './prove.ts';
import { referenceBinding } from './references/secrets.ts';

/** Giving back waits no longer than this for a provider, in milliseconds. */
const revocationTimeoutMs = 10_000;

/**
 * Keeps a credential and what may be known of it, and that the person signed in with this connector last.
 *
 * @param connector as it was when the credential was obtained: its addresses are those that the credential is bound to.
 * @param expected the generation that it replaces; 0 for none.
 * @param facts what the local state says beside: which sealed text it came from.
 * @throws Problem `PB301` where another window stored first, `PB302`, `PB306`.
 */
export async function storeCredential(
  parts: Pick<Parts, 'vault' | 'states' | 'cache' | 'recent' | 'log'>,
  connector: Connector,
  connection: Pick<Connection, 'id' | 'connector' | 'authType' | 'parameters'>,
  proven: Proven,
  expected: number,
  facts: Pick<LocalState, 'seal'> = {},
): Promise<void> {
  const { id } = connection;
  const credential = { ...proven.credential, boundTo: bindingOf(connection, connector) };
  await withLock(connectionLock(id), async () => {
    const generation = await parts.vault.put(id, credential, expected);
    parts.cache.set(id, { generation, credential });
    const state = describeStored(connector, connection, proven, generation, parts.states.get(id));
    await parts.states.set(id, { ...state, ...facts });
  });
  // It only orders a list, so it fails nothing.
  await parts.recent
    .remember(connector.key)
    .catch((error) => parts.log.error('The last application was not noted', error));
}

/**
 * Keeps what may be known of a connection whose secrets lie elsewhere, and that this person agreed to use them; of the
 * credential nothing.
 */
export async function storeAgreement(
  parts: Pick<Parts, 'states' | 'cache'>,
  connector: Connector,
  connection: Pick<Connection, 'id' | 'connector' | 'authType' | 'parameters' | 'credential'>,
  proven: Proven,
): Promise<void> {
  const { id } = connection;
  const before = parts.states.get(id);
  parts.cache.delete(id);
  const state = describeStored(connector, connection, proven, (before?.generation ?? 0) + 1, before);
  await parts.states.set(id, { ...state, renewable: true, boundTo: referenceBinding(connection, connector) });
}

/** The local state after a credential was stored. */
function describeStored(
  connector: Connector,
  { authType }: Pick<Connection, 'authType'>,
  proven: Proven,
  generation: number,
  before: LocalState | undefined,
): LocalState {
  const { credential, account = before?.account, provider } = proven;
  const ends = credential.kind === 'oauth' ? credential.expiresAt : undefined;
  const expiresAt = ends === undefined ? proven.expiresAt : new Date(ends).toISOString();
  const signedInAt = Date.now();
  const now = new Date(signedInAt).toISOString();
  const end = grantEnd(connector, credential, signedInAt, signedInAt);
  return {
    version: 1,
    generation,
    storedAt: now,
    checkedAt: now,
    grant: { status: 'connected' },
    provider,
    renewable: isRenewable(authType, credential),
    signedInAt: now,
    ...(end ? { grantEnd: end } : {}),
    ...(account ? { account } : {}),
    ...(expiresAt ? { expiresAt } : {}),
    ...(credential.kind === 'oauth' ? { scopes: credential.scopes } : {}),
  };
}

/** Revokes a credential at its provider, as far as the provider offers it and answers in time. Never throws. */
export async function giveBack(
  connector: Connector,
  parameters: Record<string, string>,
  credential: Credential,
): Promise<Revocation> {
  if (credential.kind !== 'oauth') return { status: 'notOffered' };
  const connection = { connector: connector.key, parameters };
  if (credential.boundTo !== undefined && !isBound(credential, connection, connector)) {
    return { status: 'failed', detail: l10n.t('its address was changed in its file') };
  }
  try {
    const client = await oauthClient(connector, parameters, credential);
    return await revoke(client, credential, AbortSignal.timeout(revocationTimeoutMs));
  } catch (error) {
    return { status: 'failed', detail: error instanceof Error ? error.name : 'unknown' };
  }
}

/** The same for a credential that is not kept, without letting a person who cancels wait for the provider. */
export async function giveBackUnkept(
  connector: Connector,
  parameters: Record<string, string>,
  credential: Credential,
  signal: AbortSignal,
): Promise<void> {
  await untilCancelled(giveBack(connector, parameters, credential), signal).catch(() => {});
}
