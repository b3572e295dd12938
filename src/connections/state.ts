import type { Connection } from '../model/connection.ts';
import type { ConnectionState, GrantState, LocalState } from '../model/state.ts';
import type { LocalStates } from '../storage/localStates.ts';

/**
 * The state of a connection from what is known here, without asking vault or provider: cheap enough for every row of a
 * tree.
 */
export function connectionState(
  states: Pick<LocalStates, 'get' | 'ownKey'>,
  connection: Connection,
  now = Date.now(),
): ConnectionState {
  const local = states.get(connection.id);
  const { kind, seal, recipients = [] } = connection.credential;
  if (kind === 'sealed' && local?.seal !== seal) {
    return { grant: sealedGrant(recipients, states.ownKey), provider: { status: 'reachable' } };
  }
  if (local && !isOfAll(connection, local))
    return { grant: hasEnded(local, now) ? ended : local.grant, provider: local.provider, local };
  // A connection of the Personal Workspace exists only because somebody signed in, so its credential is elsewhere.
  const reason = kind === 'vault' ? 'notHere' : 'never';
  return { grant: { status: 'needsSignIn', reason }, provider: { status: 'reachable' } };
}

/** Whether what is kept here was sealed for all, where each member signs in by now: it is nobody's own. */
export function isOfAll({ credential }: Pick<Connection, 'credential'>, local: LocalState | undefined): boolean {
  return credential.kind === 'eachMember' && local?.seal !== undefined;
}

/** What is sealed to this member works as far as anybody knows; it is opened when it is used. */
function sealedGrant(recipients: readonly string[], ownKey: string | undefined): GrantState {
  if (ownKey !== undefined && recipients.includes(ownKey)) return { status: 'connected' };
  return { status: 'needsSignIn', reason: ownKey === undefined ? 'notJoined' : 'notForYou' };
}

const ended: GrantState = { status: 'needsSignIn', reason: 'expired' };

/** What nothing renews has ended when its time is over, whether or not somebody asked the provider since. */
function hasEnded({ grant, renewable, expiresAt }: LocalState, now: number): boolean {
  return grant.status === 'connected' && renewable === false && expiresAt !== undefined && Date.parse(expiresAt) <= now;
}
