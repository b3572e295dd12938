import * as l10n from '@vscode/l10n';
import type { App } from '../../connections/app.ts';
import type { Connection } from '../../model/connection.ts';
import { type ConnectionState, describeState, type SignInReason } from '../../model/state.ts';
import { nameThem } from './words.ts';

/** Why a connection does not work that no sign-in mends: somebody else must seal it. */
const sealedElsewhere: readonly SignInReason[] = ['notForYou', 'notJoined', 'sealRefused'];

/** Whether the person can mend it by signing in. */
export function isMendable({ grant }: Pick<ConnectionState, 'grant'>): boolean {
  if (grant.status === 'needsSignIn') return !sealedElsewhere.includes(grant.reason);
  return grant.status === 'appProblem';
}

/** A connection that a walk could mend. */
export interface Patient {
  connection: Connection;
  /** The name of its connector. */
  application: string;
  state: ConnectionState;
  app?: App | undefined;
}

/** One stop of a walk: a connection, or all those that wait for one app. */
export interface Stop {
  /** The one that is reconnected. */
  patient: Patient;
  /** All that it mends, itself among them. */
  connections: Connection[];
}

/**
 * The stops of a walk: refused apps first, since one secret mends many; then what worked before; last what nobody signed in
 * to here yet.
 */
export function planWalk(patients: readonly Patient[]): Stop[] {
  const apps = new Map<string, Stop>();
  const single: Stop[] = [];
  const sorted = [...patients].sort(
    (a, b) => Number(isNew(a)) - Number(isNew(b)) || a.connection.name.localeCompare(b.connection.name),
  );
  for (const patient of sorted) {
    const { app, state, connection } = patient;
    const key = app && state.grant.status === 'appProblem' ? `${app.host} ${app.clientId}` : undefined;
    const known = key === undefined ? undefined : apps.get(key);
    if (known) known.connections.push(connection);
    else if (key !== undefined) apps.set(key, { patient, connections: [connection] });
    else single.push({ patient, connections: [connection] });
  }
  return [...apps.values(), ...single];
}

function isNew({ state: { grant } }: Patient): boolean {
  return grant.status === 'needsSignIn' && (grant.reason === 'never' || grant.reason === 'notHere');
}

/** What a person is asked at a stop. */
export function describeStop({ patient, connections }: Stop): string {
  const { connection, application, state, app } = patient;
  if (app && state.grant.status === 'appProblem' && connections.length > 1) {
    return l10n.t(
      '{0} refuses the OAuth app “{1}” ({2}). {3} work through it.',
      application,
      app.clientId,
      state.grant.detail,
      nameThem(connections),
    );
  }
  return l10n.t('“{0}” of {1}: {2}.', connection.name, application, describeState(state));
}

/** What a walk came to. */
export function describeWalk(reconnected: number, all: number): string {
  if (reconnected < all) return l10n.t('{0} of {1} connections are reconnected.', reconnected, all);
  return all === 1 ? l10n.t('The connection is reconnected.') : l10n.t('All {0} connections are reconnected.', all);
}
