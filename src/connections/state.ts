import type { Connection } from '../model/connection.ts';
import type { ConnectionState } from '../model/state.ts';
import type { LocalStates } from '../storage/localStates.ts';

/**
 * The state of a connection from what is known here, without asking vault or provider: cheap enough for every row of a
 * tree.
 */
export function connectionState(states: Pick<LocalStates, 'get'>, connection: Connection): ConnectionState {
  const local = states.get(connection.id);
  if (local) return { grant: local.grant, provider: local.provider, local };
  // A connection of the Personal Workspace exists only because somebody signed in, so its credential is elsewhere.
  const reason = connection.credential.kind === 'eachMember' ? 'never' : 'notHere';
  return { grant: { status: 'needsSignIn', reason }, provider: { status: 'reachable' } };
}
