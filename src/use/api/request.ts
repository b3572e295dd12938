import { applyCredential } from '../../auth/apply.ts';
import { isRenewable } from '../../auth/renew.ts';
import { isAllowed } from '../../catalog/hosts.ts';
import { type Usable, useCredential } from '../../connections/credential.ts';
import type { Parts } from '../../connections/parts.ts';
import { hostNotAllowed, methodRefused, providerUnreachable } from '../../model/problems.ts';
import { networkDetail } from '../../storage/network/networkFailure.ts';
import { providerUrl } from '../service/proxy/address.ts';
import { requestHeaders } from '../service/proxy/headers.ts';
import type { Refusals } from '../service/proxy/refusals.ts';
import { parseTarget } from '../service/target.ts';
import type { PatchbayRequest } from './patchbay.ts';
import { follow } from './redirects.ts';

export interface Asking {
  parts: Parts;
  /** The extension's id, for policies and the audit log. */
  by: string;
  /** Ends the request, whenever it is aborted. */
  signal: AbortSignal;
  refusals: Refusals;
  /** Told what each request is sent with. */
  sending?(usable: Usable): void;
}

/** One request to send, to the application or to where it redirects. */
export interface Sending {
  url: URL;
  method: string;
  headers: Headers;
  body?: BodyInit;
}

/**
 * Sends a request with a connection's credential. One that is refused is renewed once, and the request sent again where its
 * body can be; where it cannot, the next request has the new one.
 *
 * @param input a path below the API's address, or an address.
 * @returns the answer; its `url` is that without the credential.
 * @throws what `useCredential` throws; Problem `PB405`, `PB804`, `PB814`, `PB821`, `PB838`, `PB839`; the reason of `signal`.
 */
export async function request(
  asking: Asking,
  id: string,
  input: string | URL,
  init: PatchbayRequest = {},
): Promise<Response> {
  const { parts, by, signal, refusals } = asking;
  const usable = await useCredential(parts, id, { by });
  asking.sending?.(usable);
  const sent = await attempt(usable, input, init, signal);
  const canRenew = isRenewable(usable.connection.authType, usable.stored.credential) && !refusals.isPaused(id);
  if (sent.status !== 401 || !canRenew) return sent;
  const refused = usable.stored.generation;
  if (init.body instanceof ReadableStream) {
    // The caller gets this answer; its next try finds a new token.
    refusals.note(id);
    void useCredential(parts, id, { by, refused }).catch(() => {});
    return sent;
  }
  await sent.body?.cancel();
  const renewed = await useCredential(parts, id, { by, refused });
  asking.sending?.(renewed);
  const again = await attempt(renewed, input, init, signal);
  if (again.status === 401) refusals.note(id);
  return again;
}

function attempt(usable: Usable, input: string | URL, init: PatchbayRequest, signal: AbortSignal): Promise<Response> {
  const { connector, connection } = usable;
  const method = (init.method ?? 'GET').toUpperCase();
  // TRACE would read the credential back to the caller (RFC 9110 section 9.3.8).
  if (method === 'TRACE' || method === 'CONNECT') throw methodRefused(method);
  const url = addressOf(usable, input);
  if (!isAllowed(url, connector, connection.parameters)) throw hostNotAllowed(url.host);
  const first: Sending = { url, method, headers: new Headers(init.headers), ...(init.body ? { body: init.body } : {}) };
  // One of its own: what listens to it goes with the request.
  const one = AbortSignal.any([signal, ...(init.signal ? [init.signal] : [])]);
  const send = (sending: Sending, withCredential: boolean) => sendOnce(usable, sending, withCredential, one);
  return follow(usable, first, init.redirect ?? 'follow', send);
}

/** A path is written plainly and goes below the API's address; an address goes as it is, where its host is the connector's. */
function addressOf({ connector, connection }: Usable, input: string | URL): URL {
  if (typeof input === 'string' && input.startsWith('/'))
    return providerUrl(connector, connection.parameters, parseTarget(input), undefined);
  const url = URL.parse(String(input));
  if (!url)
    throw hostNotAllowed(
      String(input)
        .slice(0, 100)
        .replace(/[?#].*$/, ''),
    );
  url.hash = '';
  return url;
}

/** What the credential sets nobody else says; without it nothing goes along that speaks for anybody. */
async function sendOnce(
  { connector, connection, stored }: Usable,
  { url: bare, method, headers: callers, body }: Sending,
  withCredential: boolean,
  signal: AbortSignal,
): Promise<Response> {
  signal.throwIfAborted();
  const url = new URL(bare);
  const own = new Headers();
  if (withCredential)
    applyCredential(connector, connection.parameters, connection.authType, stored.credential, { url, headers: own });
  const raw = requestHeaders([...callers].flat(), own);
  const headers = new Headers();
  for (let at = 0; at + 1 < raw.length; at += 2) headers.append(raw[at] ?? '', raw[at + 1] ?? '');
  const duplex = body instanceof ReadableStream ? { duplex: 'half' } : {};
  try {
    return await fetch(url, { method, headers, signal, redirect: 'manual', ...(body ? { body } : {}), ...duplex });
  } catch (error) {
    // What fetch says might quote the address.
    if (signal.aborted) throw signal.reason;
    throw providerUnreachable(connector.name, networkDetail(error) ?? 'HTTP');
  }
}
