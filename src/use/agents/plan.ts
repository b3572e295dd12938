import { requestMalformed, requestTooLong } from '../../model/problems.ts';
import { requestHeaders } from '../service/proxy/headers.ts';
import type { CallInput } from './toolNames.ts';

/** Longer ones nobody would read before saying yes; in characters. */
export const longestBody = 20_000;

/** RFC 9110 section 9.3: of these a body means nothing, and `fetch` sends none. */
const withoutBody = new Set(['GET', 'HEAD']);
const methods = new Set([...withoutBody, 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** A request as it is shown, and then sent. */
export interface Planned {
  method: string;
  /** With its query; begins with a slash. */
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/**
 * What a model asked for as a request. Nothing of it is left out later, or added but the credential.
 *
 * @throws Problem `PB815` for what is no request, `PB864` for a body that is too long to be read.
 */
export function plan({ method: said, path, query = {}, headers = {}, body: content }: CallInput): Planned {
  const method = String(said).toUpperCase();
  if (!methods.has(method) || typeof path !== 'string') throw requestMalformed();
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
  const whole = `${path}${search === '' ? '' : `${path.includes('?') ? '&' : '?'}${search}`}`;
  const planned = { method, path: whole.startsWith('/') ? whole : `/${whole}` };
  const isText = typeof content === 'string';
  const body = content === undefined || content === null || isText ? (content ?? '') : JSON.stringify(content, null, 1);
  if (body.length > longestBody) throw requestTooLong(longestBody);
  if (body === '' || (withoutBody.has(method) && /^\s*(\{\s*\}|\[\s*\])?\s*$/.test(body)))
    return { ...planned, headers: sendable(headers) };
  if (withoutBody.has(method)) throw requestMalformed();
  return {
    ...planned,
    headers: sendable({ ...(isText ? {} : { 'content-type': 'application/json' }), ...headers }),
    body,
  };
}

/** Those that a caller may say (`authorization` is not among them), in small letters. */
function sendable(headers: Record<string, unknown>): Record<string, string> {
  const own = new Headers();
  try {
    for (const [name, value] of Object.entries(headers)) own.set(name, String(value));
  } catch {
    throw requestMalformed();
  }
  const kept = requestHeaders([...own].flat(), new Headers());
  return Object.fromEntries(kept.flatMap((name, at) => (at % 2 === 0 ? [[name, kept[at + 1] ?? '']] : [])));
}
