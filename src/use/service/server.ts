import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Problem } from '../../model/problem.ts';
import { headersTooLarge, requestMalformed, requestTooSlow, upgradeRefused } from '../../model/problems.ts';
import { ownHeaders } from './answer.ts';
import { failureOf } from './failure.ts';
import type { Limits } from './options.ts';

export interface Listening {
  port: number;
  close(): Promise<void>;
}

export interface Handlers {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** What never became a request that could be handled. */
  refused(problem: Problem, status: number, request?: IncomingMessage): string;
}

/** Listens on a free port of this computer's own address. */
export async function listen(limits: Limits, { handle, refused }: Handlers): Promise<Listening> {
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    // Bodies may take long; the live calls are watched for those that do not move.
    requestTimeout: 0,
    keepAliveTimeout: 30_000,
    connectionsCheckingInterval: Math.min(2000, limits.headersMs),
    insecureHTTPParser: false,
  });
  server.maxConnections = limits.sockets;
  server.maxHeadersCount = 200;
  const refuse = (socket: Duplex, problem: Problem, request?: IncomingMessage) => {
    const { status } = failureOf(problem, '');
    refuseSocket(socket, problem, refused(problem, status, request));
  };
  const busy = new Busy();
  const begin = (request: IncomingMessage, response: ServerResponse) => {
    busy.add(request.socket, response);
    handle(request, response);
  };
  server.on('request', begin);
  // The body of a request with `Expect: 100-continue` is wanted once the request was let in.
  server.on('checkContinue', begin);
  server.on('upgrade', (request, socket) => refuse(socket, upgradeRefused(), request));
  server.on('connect', (request, socket) => refuse(socket, upgradeRefused(), request));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // An answer that runs is broken off; another one must not stand in the middle of it, or behind it.
    const answer = busy.state(socket);
    if (answer === 'ended') (socket as Socket).destroySoon();
    else if (error.code === 'ECONNRESET' || !socket.writable || answer === 'running') socket.destroy();
    else refuse(socket, malformed(error.code));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

/** The connections on which answers are under way. */
class Busy {
  readonly #answers = new WeakMap<Duplex, Set<ServerResponse>>();

  add(socket: Duplex, response: ServerResponse): void {
    const answers = this.#answers.get(socket) ?? new Set();
    this.#answers.set(socket, answers.add(response));
    response.once('close', () => answers.delete(response));
  }

  /** `ended`: everything was said, and may still be on its way. */
  state(socket: Duplex): 'running' | 'ended' | 'none' {
    const answers = [...(this.#answers.get(socket) ?? [])];
    if (answers.length === 0) return 'none';
    return answers.every(({ writableEnded }) => writableEnded) ? 'ended' : 'running';
  }
}

function malformed(code: string | undefined): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') return headersTooLarge();
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? requestTooSlow() : requestMalformed();
}

/** Answers by hand where there is no response to answer with, and ends the connection. */
function refuseSocket(socket: Duplex, problem: Problem, traceId: string): void {
  const { status, body } = failureOf(problem, traceId);
  const content = JSON.stringify(body);
  const headers = { ...ownHeaders, 'Content-Type': 'application/json; charset=utf-8', 'X-UiPath-TraceId': traceId };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(content)}\r\n`;
  socket.on('error', () => {});
  socket.end(`${head}${lines.join('')}\r\n${content}`);
  (socket as Socket).destroySoon?.();
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
