import { credentialTooOld } from '../model/problems.ts';
import { isTooOld } from '../policy/age.ts';
import type { Found } from './access.ts';
import type { Parts } from './parts.ts';

/**
 * Lets a connection be used, or not. What looks after connections by itself asks quietly: its checks are nobody's decisions,
 * and would fill the audit log.
 *
 * @throws Denial where policies block its use, Problem `PB656` where one wants a newer sign-in.
 */
export async function requireUse(
  { governance, states }: Pick<Parts, 'governance' | 'states'>,
  { connection, connector }: Found,
  by = 'person',
): Promise<void> {
  if (by === 'background') {
    const ruling = await governance.ruling('use', connection);
    if (ruling.outcome === 'blocked') throw ruling.denial;
  } else await governance.require('use', connection, by);
  const maxAge = await governance.maxAge(connector, connection.authType);
  const state = states.get(connection.id);
  // Of what was never signed in for here, something else is said.
  if (!maxAge || !state) return;
  if (isTooOld({ maxAge }, Date.parse(state.signedInAt ?? ''), Date.now()))
    throw credentialTooOld(maxAge.days, maxAge.origin.policy);
}
