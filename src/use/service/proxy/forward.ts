import type { IncomingMessage, ServerResponse } from 'node:http';
import * as l10n from '@vscode/l10n';
import { applyCredential } from '../../../auth/apply.ts';
import { isRenewable } from '../../../auth/renew.ts';
import { isAllowed } from '../../../catalog/hosts.ts';
import { bindingOf } from '../../../connections/binding.ts';
import { type Usable, useCredential } from '../../../connections/credential.ts';
import { Problem } from '../../../model/problem.ts';
import {
  answerNotUnderstood,
  methodRefused,
  noActivityMetadata,
  providerUnreachable,
  redirectedAway,
} from '../../../model/problems.ts';
import { AnswerBroken, networkDetail } from '../../../storage/network/networkFailure.ts';
import { hasBody } from '../answer.ts';
import type { Asked } from '../asked.ts';
import type { Target } from '../target.ts';
import { hostHeader, providerUrl } from './address.ts';
import { type Agents, exchange } from './exchange.ts';
import { requestHeaders, responseHeaders } from './headers.ts';
import type { McpSessions } from './mcpSessions.ts';
import type { Refusals } from './refusals.ts';

/** What passes requests on. */
export interface Forwarder {
  agents: Agents;
  refusals: Refusals;
  sessions: McpSessions;
}

/** `elements/{key}/objects/{name}/metadata` below an instance: of that service itself, not of the application. */
const metadata = /^\/elements\/[^/]+\/objects\/.+\/metadata$/;

/** Where a request goes. */
export interface Destination {
  /** For the record. */
  path: string;
  /** @throws Problem where it may not go there. */
  urlFor(usable: Usable): URL;
  /** @throws Problem in the place of an answer that is not passed back. */
  check?(answer: IncomingMessage, usable: Usable): void;
}

/**
 * Passes a request on to the application's API.
 *
 * @throws what {@link passOn} throws; Problem `PB803`, `PB820`.
 */
export async function forward(asked: Asked, forwarder: Forwarder, id: string, target: Target): Promise<void> {
  const found = await (await asked.reach()).find(id);
  asked.call.asked = id;
  const host = asked.request.headers[hostHeader];
  const destination: Destination = {
    path: target.path || '/',
    urlFor: ({ connector, connection }) =>
      providerUrl(connector, connection.parameters, target, typeof host === 'string' ? host : undefined),
  };
  if (metadata.test(target.path)) {
    note(asked, found.id, destination);
    asked.call.what = 'question';
    throw noActivityMetadata();
  }
  await passOn(asked, forwarder, found.id, destination);
}

/**
 * Passes a request on, with the connection's credential, and its answer back; both as they come, each held up by whoever takes
 * it. A token that is refused is renewed once, and the request sent again where it has no body.
 *
 * @throws what `useCredential` throws; Problem `PB405`, `PB805`, `PB809`, `PB814`, `PB821`.
 */
export async function passOn(
  asked: Asked,
  { agents, refusals }: Forwarder,
  id: string,
  destination: Destination,
): Promise<void> {
  const { parts, call, request } = asked;
  note(asked, id, destination);
  // TRACE would read a credential back to the caller (RFC 9110 section 9.3.8).
  if (request.method === 'TRACE') throw methodRefused('TRACE');
  const by = call.caller.label;
  const withBody = hasBody(request);
  let usable = await useCredential(parts, id, { by });
  let sent = await send(asked, agents, usable, destination, withBody);
  if (sent.answer.statusCode === 401 && mayRenew(usable) && !refusals.isPaused(id)) {
    const refused = usable.stored.generation;
    if (!withBody) {
      sent.answer.destroy();
      usable = await useCredential(parts, id, { by, refused });
      sent = await send(asked, agents, usable, destination, false);
      if (sent.answer.statusCode === 401) refusals.note(id);
    } else {
      // The caller gets this answer; its next try finds a new token.
      refusals.note(id);
      void useCredential(parts, id, { by, refused }).catch(() => {});
    }
  }
  try {
    destination.check?.(sent.answer, usable);
  } catch (error) {
    sent.answer.destroy();
    throw error;
  }
  await passBack(asked, usable, sent);
}

function note({ call }: Asked, id: string, { path }: Destination): void {
  call.connection = id;
  call.path = path;
}

interface Sent {
  url: URL;
  answer: IncomingMessage;
}

async function send(
  asked: Asked,
  agents: Agents,
  usable: Usable,
  destination: Destination,
  withBody: boolean,
): Promise<Sent> {
  const { call, request } = asked;
  // Policies and files may have changed while a token was fetched.
  if (call.why) throw call.why;
  const { connector, connection, stored } = usable;
  call.bound = bindingOf(connection, connector);
  const url = destination.urlFor(usable);
  const headers = new Headers();
  const application = connector.name;
  const bare = new URL(url);
  applyCredential(connector, connection.parameters, connection.authType, stored.credential, { url, headers });
  const raw = requestHeaders(request.rawHeaders, headers);
  return { url: bare, answer: await exchange(agents, call, { application, url, headers: raw, withBody }) };
}

function mayRenew({ connection, stored }: Usable): boolean {
  return isRenewable(connection.authType, stored.credential);
}

async function passBack(asked: Asked, usable: Usable, { url, answer }: Sent): Promise<void> {
  const { call, response } = asked;
  const application = usable.connector.name;
  const forget = call.onEnd(() => answer.destroy());
  try {
    if (call.why) throw call.why;
    begin(asked, usable, { url, answer });
    if (call.isStream && isListening(asked, answer)) call.finish = () => finish(answer, response);
    await carry(answer, response);
  } catch (error) {
    answer.destroy();
    if (call.why) throw call.why;
    throw error instanceof Problem ? error : providerUnreachable(application, networkDetail(error) ?? broke());
  } finally {
    call.finish = undefined;
    forget();
  }
}

/**
 * Whether a caller only listens for events that may come, as MCP clients do: they listen anew when a stream ends (Streamable
 * HTTP, “Listening for Messages from the Server”). A stream that answers a POST owes an answer.
 */
function isListening({ request }: Asked, { statusCode, headers }: IncomingMessage): boolean {
  const isEvents = /^text\/event-stream\b/i.test(headers['content-type'] ?? '');
  return request.method === 'GET' && statusCode === 200 && isEvents && headers['content-length'] === undefined;
}

/** What comes no more is given up once the caller has the end. */
function finish(answer: IncomingMessage, response: ServerResponse): void {
  answer.unpipe(response);
  response.end();
}

/** Of what the network gives no word for. */
const broke = () => l10n.t('the connection broke');

/** @throws Problem `PB404` for a first line or headers that cannot be said again; `PB805`. */
function begin({ request, response }: Asked, usable: Usable, { url, answer }: Sent): void {
  const headers = responseHeaders(answer.rawHeaders);
  const location = answer.headers.location;
  const { statusCode: status = 0 } = answer;
  if (location !== undefined && status >= 300 && status < 400)
    setLocation(headers, requireInside(usable, url, location));
  // An answer that came before all of the body was sent leaves a connection on which nothing else can follow.
  if (hasBody(request) && !request.complete) headers.push('Connection', 'close');
  try {
    response.writeHead(status, answer.statusMessage ?? '', headers);
  } catch {
    throw answerNotUnderstood(usable.connector.name, `HTTP ${status}`);
  }
  // Headers go with the first bytes; where those take their time, the caller sees the headers meanwhile.
  setImmediate(() => {
    if (!response.writableEnded) response.flushHeaders();
  });
}

/**
 * Pipes an answer until its end, or until the caller is gone. Not by `pipeline`, which makes an exception with its stack for
 * each of them.
 */
function carry(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  answer.once('error', reject);
  answer.once('close', () => {
    if (!answer.readableEnded) reject(new AnswerBroken());
  });
  response.once('error', reject);
  response.once('close', () => {
    answer.destroy();
    resolve();
  });
  answer.pipe(response);
  return promise;
}

/**
 * A redirect is the caller's to follow, and only where the connection could have gone, too. Its address is written out: a
 * relative one would lead the caller back to us.
 *
 * @throws Problem `PB805`.
 */
function requireInside({ connector, connection }: Usable, from: URL, location: string): string {
  const to = URL.parse(location, from);
  if (!to || !isAllowed(to, connector, connection.parameters)) throw redirectedAway(to?.host ?? '?');
  return to.href;
}

function setLocation(headers: string[], location: string): void {
  for (let at = 0; at < headers.length; at += 2) {
    if (headers[at]?.toLowerCase() === 'location') headers[at + 1] = location;
  }
}
