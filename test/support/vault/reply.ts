import type { ServerResponse } from 'node:http';
import { json } from '../localServer.ts';

/** Part of a STUB, see vaultStub.ts: what it answers, before it is written as a Vault writes it. */
export interface Reply {
  status: number;
  data?: unknown;
  auth?: { client_token: string; policies: string[]; lease_duration: number; renewable: boolean };
  errors?: string[];
  location?: string;
}

export function refusal(status: number, ...errors: string[]): Reply {
  return { status, errors };
}

export function send(response: ServerResponse, { status, data = null, auth, errors, location }: Reply): void {
  if (status === 204) response.writeHead(204).end();
  else if (location !== undefined) response.writeHead(status, { Location: location }).end();
  else json(response, errors ? { errors } : { data, auth: auth ?? null, warnings: null }, status);
}
