import { checkHealth, type Health } from '../auth/health.ts';
import type { AuthType } from '../model/authType.ts';
import type { Connector } from '../model/connector.ts';
import type { Credential } from '../model/credential.ts';
import { throwIfCancelled } from '../model/problem.ts';
import { passwordRejected } from '../model/problems.ts';
import type { ProviderState } from '../model/state.ts';

/** A credential that the application was asked about. */
export interface Proven {
  credential: Credential;
  /** Who it acts as, where the application says. */
  account?: string;
  /** When a pasted token ends, where the application says. */
  expiresAt?: string;
  provider: ProviderState;
}

/**
 * Asks the application about a credential before it is kept. A pasted one must work; one that the person signed in for is
 * kept through an outage, since the grant is there and the application will answer again.
 *
 * @throws Problem `PB402` or `PB408` where it is refused, `PB401` where a pasted one cannot be checked; Cancelled.
 */
export async function prove(
  connector: Connector,
  parameters: Record<string, string>,
  authType: AuthType,
  credential: Credential,
  signal: AbortSignal,
): Promise<Proven> {
  throwIfCancelled(signal);
  const health = await checkHealth(connector, parameters, authType, credential, signal);
  if (health.status === 'failed') {
    const { class: kind, detail, problem } = health.failure;
    if (authType === 'basic' && kind === 'tokenRejected') throw passwordRejected(connector.name);
    if (credential.kind === 'token' ? kind !== 'permission' : kind === 'tokenRejected') throw problem;
    const degraded: ProviderState = { status: 'degraded', since: new Date().toISOString(), detail };
    return { credential, provider: kind === 'transient' ? degraded : { status: 'reachable' } };
  }
  return { credential, ...identity(health), provider: { status: 'reachable' } };
}

function identity(health: Health): Pick<Proven, 'account' | 'expiresAt'> {
  if (health.status !== 'ok') return {};
  const { account, expiresAt } = health;
  return { ...(account ? { account } : {}), ...(expiresAt ? { expiresAt } : {}) };
}
