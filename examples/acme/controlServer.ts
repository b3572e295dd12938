import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AcmeControl, Outage } from './control.ts';
import type { PlannedFault } from './faults.ts';
import { HttpError, readJson, sendJson } from './http.ts';
import type { Settings } from './options.ts';

type Action = (control: AcmeControl, body: Record<string, unknown>) => Promise<unknown>;

const actions: Record<string, Action> = {
  'GET /control/records': (control) => control.records(),
  'POST /control/revoke': async (control, { grant }) => ({
    revoked: await control.revoke(typeof grant === 'string' ? grant : undefined),
  }),
  'POST /control/fail': (control, body) => control.fail(body as unknown as PlannedFault),
  'POST /control/down': (control, { how }) => control.down(how as Outage | undefined),
  'POST /control/up': (control) => control.up(),
  'POST /control/set': (control, body) => control.set(body as Partial<Settings>),
  'POST /control/reset': (control) => control.reset(),
};

/**
 * The test control over HTTP, on a port of its own, so that it answers while Acme is down. It wants JSON, which a web page
 * cannot send to another origin without asking first.
 */
export function controlServer(control: AcmeControl): Server {
  return createServer((request, response) => {
    act(control, request).then(
      (result) => sendJson(response, 200, result ?? {}),
      (error: unknown) => sendJson(response, error instanceof HttpError ? error.status : 400, { error: String(error) }),
    );
  });
}

async function act(control: AcmeControl, request: IncomingMessage): Promise<unknown> {
  const action = actions[`${request.method} ${request.url}`];
  if (!action) throw new HttpError(404, 'no such action');
  if (request.method === 'POST' && request.headers['content-type'] !== 'application/json') {
    throw new HttpError(415, 'send application/json');
  }
  return action(control, request.method === 'POST' ? await readJson(request) : {});
}
