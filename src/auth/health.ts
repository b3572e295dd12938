import { isAllowed } from '../catalog/hosts.ts';
import { fillTemplate } from '../catalog/template.ts';
import type { AuthType } from '../model/authType.ts';
import type { Connector } from '../model/connector.ts';
import type { Credential } from '../model/credential.ts';
import { hostNotAllowed } from '../model/problems.ts';
import { providerFetch } from '../storage/network/http.ts';
import { applyCredential } from './apply.ts';
import { answerFailure, classify, type Failure, statusFailure } from './failure.ts';
import { at } from './path.ts';

/** What the connector's health request says. `unknown`: the connector has none. */
export type Health =
  | { status: 'ok'; account?: string; expiresAt?: string }
  | { status: 'unknown' }
  | { status: 'failed'; failure: Failure };

/**
 * Sends the connector's health request: does this credential work, and whose is it?
 *
 * @throws Problem `PB405` where the request would leave the connector's hosts; Cancelled.
 */
export async function checkHealth(
  connector: Connector,
  parameters: Record<string, string>,
  authType: AuthType,
  credential: Credential,
  signal?: AbortSignal,
): Promise<Health> {
  const { health } = connector.api;
  const url = healthUrl(connector, parameters);
  if (!health || !url) return { status: 'unknown' };
  if (!isAllowed(url, connector, parameters)) throw hostNotAllowed(url.host);
  const headers = new Headers({ Accept: 'application/json', 'User-Agent': 'Patchbay' });
  applyCredential(connector, parameters, authType, credential, { url, headers });
  try {
    const body = health.body === undefined ? undefined : JSON.stringify(health.body);
    if (body !== undefined) headers.set('Content-Type', 'application/json');
    const response = await providerFetch(url, { method: health.method, headers, body: body ?? null }, signal);
    if (!response.ok) return { status: 'failed', failure: answerFailure(response, connector.name) };
    const answer: unknown = await response.json().catch(() => undefined);
    if (health.okPath && at(answer, health.okPath) !== true) {
      if (answer === undefined) throw new Error('no JSON', { cause: response });
      return { status: 'failed', failure: statusFailure(401, connector.name) };
    }
    return { status: 'ok', ...identity(answer, health.identity), ...expiry(response, connector, authType) };
  } catch (error) {
    return { status: 'failed', failure: classify(error, connector.name) };
  }
}

/**
 * Where the health request of a connection goes; `undefined` where it has none.
 *
 * @throws Problem `PB501` where a parameter is missing.
 */
export function healthUrl({ api }: Pick<Connector, 'api'>, parameters: Record<string, string>): URL | undefined {
  const path = api.health ? fillPath(api.health.path, parameters) : '';
  if (path === '') return undefined;
  if (/^https?:/.test(path)) return new URL(path);
  return new URL(`${fillTemplate(api.baseUrl, parameters).replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`);
}

function fillPath(path: string, parameters: Record<string, string>): string {
  return /^(https?:|\{\w*[uU]rl\})/.test(path)
    ? fillTemplate(path, parameters)
    : path.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? '');
}

function identity(body: unknown, paths: string[]): { account?: string } {
  for (const path of paths) {
    const value = at(body, path);
    if (typeof value === 'string' && value !== '') return { account: value };
    if (typeof value === 'number') return { account: String(value) };
  }
  return {};
}

/** A token's end, as some providers say it in a header. */
function expiry(response: Response, connector: Connector, authType: AuthType): { expiresAt?: string } {
  const facts = authType === 'pat' ? connector.pat : authType === 'apiKey' ? connector.apiKey : undefined;
  const time = Date.parse((facts?.expiryHeader && response.headers.get(facts.expiryHeader)) ?? '');
  return Number.isNaN(time) ? {} : { expiresAt: new Date(time).toISOString() };
}
