import * as l10n from '@vscode/l10n';
import { isAlive } from '../auth/freshness.ts';
import { checkHealth, type Health } from '../auth/health.ts';
import { accountChanged, noHealthRequest, providerDown } from '../model/problems.ts';
import type { ConnectionState } from '../model/state.ts';
import { recordFailure, type Usable, useCredential } from './credential.ts';
import type { Parts } from './parts.ts';
import { connectionState } from './state.ts';

/** A token is sent at most so often in one check. */
const mostAttempts = 4;

export interface CheckOptions {
  signal?: AbortSignal;
  /** Who asks, for the audit log. */
  by?: string;
}

/**
 * Asks the application whether a connection works, and keeps what it says. A token that is refused is renewed once before
 * the person is asked to sign in.
 *
 * @throws Problem that says what is wrong; the state is kept all the same. `PB406` where the application has no request
 *   to ask with. Cancelled.
 */
export async function checkConnection(
  parts: Parts,
  id: string,
  { signal, by = 'person' }: CheckOptions = {},
): Promise<ConnectionState> {
  const { usable, health } = await askUntilClear(parts, id, by, signal);
  if (health.status === 'unknown') throw noHealthRequest(usable.connector.name);
  if (health.status === 'failed')
    throw await recordFailure(parts, usable, health.failure, { by, generation: usable.stored.generation });
  const { account, expiresAt } = health;
  const expected = parts.states.get(id)?.account;
  if (expected && account && account !== expected) {
    const grant = { status: 'needsSignIn', reason: 'otherAccount' } as const;
    await parts.states.patch(id, { checkedAt: new Date().toISOString(), grant }, usable.stored.generation);
    throw accountChanged(usable.connection.name, expected, account);
  }
  await parts.states.patch(
    id,
    {
      checkedAt: new Date().toISOString(),
      grant: { status: 'connected' },
      provider: { status: 'reachable' },
      ...(account ? { account } : {}),
      ...(expiresAt ? { expiresAt } : {}),
    },
    usable.stored.generation,
  );
  return connectionState(parts.states, usable.connection);
}

interface Asked {
  usable: Usable;
  health: Health;
}

/** A token that was refused is renewed and tried once more; one that ended on its way was not refused, but late. */
async function askUntilClear(parts: Parts, id: string, by: string, signal: AbortSignal | undefined): Promise<Asked> {
  await parts.states.ready();
  const { grant, renewable } = parts.states.get(id) ?? {};
  // A token that still works tells nothing of an app that was refused: only a renewal does.
  let usable = await useCredential(parts, id, { by, force: grant?.status === 'appProblem' && renewable === true });
  let refusals = 0;
  for (let attempt = 1; ; attempt++) {
    const health = await ask(usable, signal);
    const { credential, generation } = usable.stored;
    const rejected = health.status === 'failed' && health.failure.class === 'tokenRejected';
    if (!rejected || credential.kind !== 'oauth') return { usable, health };
    if (isAlive(credential)) refusals++;
    if (refusals === 2) return { usable, health };
    if (attempt === mostAttempts) return { usable, health: tooLate(usable) };
    usable = await useCredential(parts, id, { by, refused: generation });
  }
}

/** The provider is so slow, or its tokens so short-lived, that none of them arrives alive: nobody’s grant is at fault. */
function tooLate({ connector }: Usable): Health {
  const detail = l10n.t('its tokens end before they arrive');
  return {
    status: 'failed',
    failure: { class: 'transient', detail, problem: providerDown(connector.name, detail) },
  };
}

function ask({ connector, connection, stored }: Usable, signal: AbortSignal | undefined): Promise<Health> {
  return checkHealth(connector, connection.parameters, connection.authType, stored.credential, signal);
}
