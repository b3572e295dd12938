import type { Usable } from '../../connections/credential.ts';
import { isLoopback } from '../../model/loopback.ts';
import { redirectNotFollowed, redirectsTooMany } from '../../model/problems.ts';
import type { Sending } from './request.ts';

/** As fetch does (Fetch standard, HTTP-redirect fetch). */
const most = 20;

const ofBody = ['content-type', 'content-encoding', 'content-language', 'content-location'];

/**
 * Follows redirects as `fetch` does, but for one thing: to another origin, and wherever that leads, nothing goes along that
 * the connection put into the request.
 *
 * @throws Problem `PB838`, `PB839`; what `send` throws.
 */
export async function follow(
  usable: Usable,
  first: Sending,
  mode: 'follow' | 'manual' | 'error',
  send: (sending: Sending, withCredential: boolean) => Promise<Response>,
): Promise<Response> {
  let sending = first;
  let isHome = true;
  for (let hops = 0; ; hops++) {
    const answer = await send(sending, isHome);
    const location = answer.headers.get('location');
    const redirects = [301, 302, 303, 307, 308].includes(answer.status) && location !== null;
    if (!redirects || mode === 'manual') return withAddress(answer, sending.url, hops > 0);
    await answer.body?.cancel();
    if (mode === 'error') throw redirectNotFollowed(usable.connector.name);
    if (hops >= most) throw redirectsTooMany(usable.connector.name);
    const to = URL.parse(location, sending.url);
    const secure = to?.protocol === 'https:' || (to?.protocol === 'http:' && isLoopback(to.hostname));
    if (!to || !secure || to.username !== '' || to.password !== '') throw redirectNotFollowed(usable.connector.name);
    isHome &&= to.origin === first.url.origin;
    if (!isHome) takeSecretOut(to, usable);
    sending = next(sending, to, answer.status, usable);
  }
}

function next({ method, headers: before, body }: Sending, url: URL, status: number, { connector }: Usable): Sending {
  const headers = new Headers(before);
  const becomesGet = (status === 303 && method !== 'GET' && method !== 'HEAD') || (status < 303 && method === 'POST');
  if (becomesGet) {
    for (const name of ofBody) headers.delete(name);
    return { url, method: 'GET', headers };
  }
  // What was read once is gone.
  if (body instanceof ReadableStream) throw redirectNotFollowed(connector.name);
  return { url, method, headers, ...(body === undefined ? {} : { body }) };
}

/** A server may write the query that it was sent into the address it leads to. */
function takeSecretOut(url: URL, { stored: { credential } }: Usable): void {
  const secret = (credential.kind === 'oauth' ? credential.accessToken : credential.token).reveal();
  for (const [name, value] of [...url.searchParams]) if (value.includes(secret)) url.searchParams.delete(name);
}

/** The address of an answer may have the credential in its query: the caller sees the one before that was put in. */
function withAddress(answer: Response, url: URL, redirected: boolean): Response {
  const { status, statusText, headers } = answer;
  const hasNone = status === 204 || status === 205 || status === 304;
  const seen = new Response(hasNone ? null : answer.body, { status, statusText, headers });
  Object.defineProperties(seen, { url: { value: url.href }, redirected: { value: redirected } });
  return seen;
}
