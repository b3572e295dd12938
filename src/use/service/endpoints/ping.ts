import { checkConnection } from '../../../connections/check.ts';
import { connectionState } from '../../../connections/state.ts';
import { Denial } from '../../../model/denial.ts';
import { Problem } from '../../../model/problem.ts';
import { sendJson } from '../answer.ts';
import type { Asked } from '../asked.ts';
import { failureOf } from '../failure.ts';
import { type WireState, wireConnectorName, wireState } from '../wire/connection.ts';

/** `GET /api/v1/Connections/{id}/ping`: asks the application, and says what it found; that something is wrong is an answer, too. */
export async function pingConnection(asked: Asked, id: string): Promise<void> {
  const { parts, call, response } = asked;
  const found = await (await asked.reach()).find(id);
  call.connection = found.id;
  call.what = 'check';
  const connector = await parts.catalog.connector(found.connector);
  const problem = await problemOf(asked, found.id);
  const state = connectionState(parts.states, found);
  const status: WireState = problem instanceof Denial ? 'Disabled' : wireState(state);
  const error = problem === undefined ? undefined : failureOf(problem, '').body;
  sendJson(response, {
    connector: wireConnectorName(connector.key, connector),
    // An application that is out of reach says nothing of the grant, and yet a request would fail now.
    status: status === 'Enabled' && error !== undefined ? 'Failed' : status,
    ...(error ? { error: { code: error.code, message: error.message } } : {}),
  });
}

async function problemOf({ parts, call }: Asked, id: string): Promise<Problem | undefined> {
  try {
    await checkConnection(parts, id, { by: call.caller.label, signal: call.signal });
    return undefined;
  } catch (error) {
    // Some applications have no request to ask with (`PB406`); what is known is then all there is.
    if (error instanceof Problem) return error.code === 'PB406' ? undefined : error;
    throw error;
  }
}
