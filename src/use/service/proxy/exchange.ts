import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import nodeModule from 'node:module';
import { providerSilent, providerUnreachable } from '../../../model/problems.ts';
import { networkDetail } from '../../../storage/network/networkFailure.ts';
import type { LiveCall } from '../liveCalls.ts';
import type { RawHeaders } from './headers.ts';

/*
 * Not by `import`: the editor gives its own `http` and `https`, which know its proxy and the computer's certificates, to those
 * extensions alone that ask `require` for them by these very names.
 */
// `createRequire` by itself is a name that the build has taken.
const editors = nodeModule.createRequire(import.meta.url);
const http = editors('http') as typeof import('node:http');
const https = editors('https') as typeof import('node:https');

/** Connections to providers that are kept for the next request. */
export class Agents {
  // Most servers drop an idle connection after five seconds or more: one that is about to be dropped must not be taken.
  readonly #options = { keepAlive: true, maxFreeSockets: 64, timeout: 4000 };
  readonly http = new http.Agent(this.#options);
  readonly https = new https.Agent(this.#options);

  destroy(): void {
    this.http.destroy();
    this.https.destroy();
  }
}

export interface Outgoing {
  application: string;
  url: URL;
  headers: RawHeaders;
  /** False where a request is sent whose body went out before. */
  withBody: boolean;
}

/** A request on a kept connection that the provider had just dropped is sent once more, where that is safe (RFC 9110 section 9.2.2). */
const idempotent = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/**
 * Sends a request to a provider and gives the beginning of its answer. Follows nothing, decodes nothing.
 *
 * @throws Problem `PB809`, `PB821`; what ended the call.
 */
export async function exchange(agents: Agents, call: LiveCall, outgoing: Outgoing): Promise<IncomingMessage> {
  try {
    return await once(agents, call, outgoing);
  } catch (error) {
    if (call.why) throw call.why;
    const again = error instanceof Dropped && !outgoing.withBody && idempotent.has(call.request.method ?? '');
    if (!again) throw problemOf(error, outgoing);
  }
  return once(agents, call, outgoing).catch((error: unknown) => {
    throw call.why ?? problemOf(error, outgoing);
  });
}

/** A kept connection ended before a byte of an answer came on it. */
class Dropped extends Error {}

function once(agents: Agents, call: LiveCall, outgoing: Outgoing): Promise<IncomingMessage> {
  const { url, headers, withBody } = outgoing;
  const secure = url.protocol === 'https:';
  const request = (secure ? https : http).request({
    agent: secure ? agents.https : agents.http,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    ...(url.port ? { port: url.port } : {}),
    method: call.request.method ?? 'GET',
    path: `${url.pathname}${url.search}`,
    headers: ['Host', url.host, ...headers, ...framing(call.request, withBody)] as unknown as OutgoingHttpHeaders,
    setDefaultHeaders: false,
  });
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request.once(
    'close',
    call.onEnd(() => request.destroy()),
  );
  // After the answer began, what goes wrong is seen there.
  request.on('error', (error) =>
    reject(request.reusedSocket && isReset(error) ? new Dropped('dropped', { cause: error }) : error),
  );
  request.once('response', resolve);
  // A provider that wants to speak another protocol was not asked to.
  request.once('upgrade', (_, socket) => {
    socket.destroy();
    reject(new Error('upgrade'));
  });
  call.upstream = watched(request, outgoing.application);
  if (withBody) sendBody(call.request, request);
  else request.end();
  return promise;
}

/** The length of a body is that of the caller's, whose parser held it to that. */
function framing(caller: IncomingMessage, withBody: boolean): RawHeaders {
  const { 'content-length': length, 'transfer-encoding': coding } = caller.headers;
  if (!withBody) return length === '0' ? ['Content-Length', '0'] : [];
  return coding === undefined ? ['Content-Length', length ?? '0'] : ['Transfer-Encoding', 'chunked'];
}

/** Not by `pipeline`: a provider may answer and close before it has read all, and the caller is to get that answer. */
function sendBody(caller: IncomingMessage, request: ClientRequest): void {
  caller.pipe(request);
  const end = () => {
    if (!caller.complete) request.destroy();
  };
  caller.once('close', end);
  request.once('close', () => {
    caller.off('close', end);
    caller.unpipe(request);
  });
}

function watched(request: ClientRequest, application: string) {
  return {
    bytes: () => (request.socket?.bytesRead ?? 0) + (request.socket?.bytesWritten ?? 0),
    isFull: () => request.writableNeedDrain || request.socket === null || request.socket.connecting,
    silent: () => providerSilent(application),
  };
}

function isReset(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'ECONNRESET' || code === 'EPIPE';
}

function problemOf(error: unknown, { application }: Outgoing) {
  const cause = error instanceof Dropped ? error.cause : error;
  return providerUnreachable(application, networkDetail(cause) ?? 'HTTP');
}
