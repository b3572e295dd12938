import { type Exchange, type Handler, HttpError, readBody, readJson, sendJson } from '../http.ts';
import type { Settings } from '../options.ts';
import type { Records } from '../records.ts';
import { type Books, type Caller, callerOf, type Refusal } from './caller.ts';
import type { Tickets } from './tickets.ts';

export interface ApiParts extends Books {
  settings: Settings;
  records: Records;
  tickets: Tickets;
}

interface Resource {
  scope: string;
  answer(exchange: Exchange, caller: Caller, parts: ApiParts): Promise<{ status?: number; body: unknown }>;
}

const resources: Record<string, Resource> = {
  'GET /api/me': {
    scope: 'api',
    answer: async (_exchange, { email, name, scopes, kind, client }) => ({
      body: { email, name, scopes, kind, client },
    }),
  },
  'GET /api/tickets': {
    scope: 'api',
    answer: async ({ url }, _caller, { tickets }) => {
      const text = url.searchParams.get('since');
      const since = text === null ? undefined : new Date(text);
      if (since && Number.isNaN(since.getTime())) throw new HttpError(400, '“since” is not a date.');
      return { body: { tickets: tickets.list(since) } };
    },
  },
  'POST /api/tickets': {
    scope: 'tickets:write',
    answer: async ({ request }, caller, { tickets }) => {
      const { title } = await readJson(request);
      if (typeof title !== 'string' || title.trim() === '') throw new HttpError(400, 'A ticket needs a title.');
      return { status: 201, body: tickets.create(title.trim(), caller.email) };
    },
  },
};

/** Says what arrived, without the credential. */
const echo: Resource = {
  scope: 'api',
  answer: async ({ request, url }) => {
    const { authorization: _authorization, 'x-api-key': _key, cookie: _cookie, ...headers } = request.headers;
    const query = Object.fromEntries(url.searchParams);
    return { body: { method: request.method, path: url.pathname, query, headers, body: await readBody(request) } };
  },
};

/** The protected API: `/api/me`, `/api/tickets`, `/api/echo`. */
export function api(parts: ApiParts): Handler {
  return async (exchange) => {
    const { request, response, url } = exchange;
    if (!url.pathname.startsWith('/api/')) return false;
    const caller = callerOf(request, parts);
    response.once('finish', () => {
      parts.records.api({
        method: request.method ?? '',
        path: url.pathname,
        status: response.statusCode,
        ...('refused' in caller ? {} : { account: caller.email, kind: caller.kind }),
        ...(caller.token === undefined ? {} : { token: caller.token }),
      });
    });
    const { rateLimit } = parts.settings;
    if (rateLimit) {
      const headers = { 'Retry-After': String(rateLimit.retryAfterSeconds) };
      sendJson(response, 429, { error: 'rate_limited', message: 'Too many requests.' }, headers);
    } else if ('refused' in caller) refuse(exchange, caller);
    else await answer(exchange, caller, parts);
    return true;
  };
}

async function answer(exchange: Exchange, caller: Caller, parts: ApiParts): Promise<void> {
  const { request, response, url } = exchange;
  const resource = url.pathname.startsWith('/api/echo') ? echo : resources[`${request.method} ${url.pathname}`];
  const headers: Record<string, string> =
    caller.expiresAt === undefined ? {} : { 'X-Acme-Token-Expires': caller.expiresAt };
  if (!resource) return sendJson(response, 404, { error: 'not_found', message: 'There is nothing here.' }, headers);
  if (!caller.scopes.includes(resource.scope)) {
    const challenge = `Bearer realm="acme", error="insufficient_scope", scope="${resource.scope}"`;
    const message = `This needs the permission “${resource.scope}”.`;
    return sendJson(
      response,
      403,
      { error: 'insufficient_scope', message },
      { ...headers, 'WWW-Authenticate': challenge },
    );
  }
  try {
    const { status = 200, body } = await resource.answer(exchange, caller, parts);
    sendJson(response, status, body, headers);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    sendJson(response, error.status, { error: 'invalid_request', message: error.message }, headers);
  }
}

export function refuse({ request, response }: Exchange, { refused, error }: Refusal): void {
  const basic = /^basic /i.test(request.headers.authorization ?? '');
  const detail = error ? `, error="${error}", error_description="${refused}"` : '';
  const challenge = basic ? 'Basic realm="acme", charset="UTF-8"' : `Bearer realm="acme"${detail}`;
  sendJson(response, 401, { error: error ?? 'unauthorized', message: refused }, { 'WWW-Authenticate': challenge });
}
