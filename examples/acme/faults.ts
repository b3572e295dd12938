import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { capture, sendHead } from './capture.ts';
import { routes } from './provider.ts';

/** What can be made to fail, by what a request is for. */
const endpoints = [
  'authorize',
  'token',
  'revoke',
  'introspect',
  'par',
  'register',
  'device',
  'discovery',
  'jwks',
  'userinfo',
  'api',
  'pages',
] as const;

export type Endpoint = (typeof endpoints)[number];

/**
 * How a request fails. Until `answer` all happens before Acme looks at the request; from `loseAnswer` on, Acme has done
 * what was asked, and only the answer suffers.
 */
export type Fault =
  /** Another answer. */
  | { kind: 'answer'; status: number; body?: string; headers?: Record<string, string> }
  /** A web page with status 200, as a proxy or a maintenance page gives. */
  | { kind: 'html' }
  /** The connection breaks. */
  | { kind: 'drop' }
  /** Nothing ever comes. */
  | { kind: 'hang' }
  /** The answer comes late. */
  | { kind: 'slow'; ms: number }
  /** The connection breaks before the first byte of the answer. */
  | { kind: 'loseAnswer' }
  /** The connection breaks in the middle of the answer. */
  | { kind: 'truncate' }
  /** The answer comes byte by byte, with this pause between two. */
  | { kind: 'drip'; ms: number }
  /** Members of the JSON answer are replaced; null takes one out. */
  | { kind: 'patch'; members: Record<string, unknown>; status?: number };

export interface PlannedFault {
  endpoint: Endpoint;
  /** For so many requests; 1 without it. */
  times?: number;
  fault: Fault;
}

/** The faults to come, in the order in which they were planned. */
export class Faults {
  #planned: Required<PlannedFault>[] = [];
  readonly #closing: AbortSignal;

  /** @param closing ends what is kept waiting. */
  constructor(closing: AbortSignal) {
    this.#closing = closing;
  }

  plan({ endpoint, times = 1, fault }: PlannedFault): void {
    if (!endpoints.includes(endpoint)) throw new Error(`no endpoint “${endpoint}”; there are ${endpoints.join(', ')}`);
    this.#planned.push({ endpoint, times, fault });
  }

  clear(): void {
    this.#planned = [];
  }

  /** Serves one request, well or badly. */
  async serve(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    serve: () => Promise<void>,
  ): Promise<void> {
    const fault = this.#take(endpointOf(path));
    if (!fault) return serve();
    switch (fault.kind) {
      case 'answer':
        response
          .writeHead(fault.status, { 'Content-Type': 'application/json', ...fault.headers })
          .end(fault.body ?? '');
        return;
      case 'html':
        response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
        response.end('<!doctype html><title>Maintenance</title><p>We will be back soon.</p>');
        return;
      case 'drop':
        request.socket.destroy();
        return;
      case 'hang':
        return;
      case 'slow':
        await this.#wait(fault.ms);
        return serve();
      default:
        return this.#spoil(fault, response, serve);
    }
  }

  async #spoil(
    fault: Extract<Fault, { kind: 'loseAnswer' | 'truncate' | 'drip' | 'patch' }>,
    response: ServerResponse,
    serve: () => Promise<void>,
  ): Promise<void> {
    const answer = await capture(response, serve);
    if (fault.kind === 'loseAnswer') {
      response.socket?.destroy();
      return;
    }
    if (fault.kind === 'patch') {
      const members = { ...(JSON.parse(answer.body.toString('utf8')) as object), ...fault.members };
      answer.status = fault.status ?? answer.status;
      answer.body = Buffer.from(
        JSON.stringify(Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null))),
      );
    }
    sendHead(response, answer);
    if (fault.kind === 'truncate') {
      response.write(answer.body.subarray(0, answer.body.length >> 1), () => response.socket?.destroy());
      return;
    }
    if (fault.kind === 'drip') {
      for (const byte of answer.body) {
        if (response.destroyed) return;
        response.write(Buffer.of(byte));
        await this.#wait(fault.ms);
      }
      response.end();
      return;
    }
    response.end(answer.body);
  }

  #take(endpoint: Endpoint): Fault | undefined {
    const next = this.#planned.find((planned) => planned.endpoint === endpoint);
    if (!next) return undefined;
    next.times--;
    if (next.times <= 0) this.#planned = this.#planned.filter((planned) => planned !== next);
    return next.fault;
  }

  async #wait(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#closing }).catch(() => {});
  }
}

const byPath: Record<string, Endpoint> = {
  [routes.token]: 'token',
  [routes.revocation]: 'revoke',
  [routes.introspection]: 'introspect',
  [routes.pushed_authorization_request]: 'par',
  [routes.registration]: 'register',
  [routes.device_authorization]: 'device',
  [routes.jwks]: 'jwks',
  [routes.userinfo]: 'userinfo',
};

function endpointOf(path: string): Endpoint {
  if (path.startsWith('/api/')) return 'api';
  if (path.startsWith('/.well-known/')) return 'discovery';
  if (path.startsWith(routes.authorization)) return 'authorize';
  return byPath[path] ?? 'pages';
}
