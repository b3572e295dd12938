import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as it came over the wire, with the address that it was meant for. */
export interface Asked {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** JSON, unless it is a text. */
  body?: unknown;
}

/**
 * The internet, for one process: while it runs, whatever `fetch` sends to another computer goes to a server on this one
 * instead, which answers as `provider` says. What goes to this computer goes its own way.
 */
export class Wire {
  provider: (asked: Asked) => Answer = () => ({ status: 404 });
  readonly #server: Server;
  readonly #fetch = globalThis.fetch;

  constructor() {
    this.#server = createServer(async (request, response) => {
      const url = new URL(String(request.headers['x-meant-for']));
      const asked = { method: request.method ?? '', url, headers: request.headers, body: await text(request) };
      const { status, headers = {}, body } = this.provider(asked);
      const plain = typeof body === 'string';
      const type = plain ? 'text/plain' : 'application/json';
      response.writeHead(status, { 'Content-Type': type, Connection: 'close', ...headers });
      response.end(body === undefined ? undefined : plain ? body : JSON.stringify(body));
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    const away = this.#fetch;
    globalThis.fetch = (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      if (url.hostname === '127.0.0.1' || url.hostname === 'localhost') return away(input, init);
      const headers = new Headers(init?.headers);
      headers.set('x-meant-for', url.href);
      return away(`http://127.0.0.1:${port}/`, { ...init, headers });
    };
  }

  async stop(): Promise<void> {
    globalThis.fetch = this.#fetch;
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
