import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as a test looks at it. */
export interface Seen {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  body: string;
}

/** An http server of this computer, for one test each. */
export class LocalServer {
  readonly requests: Seen[] = [];
  /** What it answers; changed by tests. */
  answer: (request: Seen, response: ServerResponse) => void = (_, response) => response.end();
  #server: Server | undefined;
  #origin = '';

  /** `http://127.0.0.1:<port>`. */
  get origin(): string {
    return this.#origin;
  }

  async start(): Promise<void> {
    const listener: RequestListener = async (request, response) => {
      const seen: Seen = {
        method: request.method ?? '',
        url: new URL(request.url ?? '/', this.#origin),
        headers: request.headers,
        body: await text(request).catch(() => ''),
      };
      this.requests.push(seen);
      this.answer(seen, response);
    };
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#server = server;
    this.#origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve) ?? resolve(undefined));
  }
}

/** A server that runs during each test of the suite that calls this. */
export function localServer(): () => LocalServer {
  let server = new LocalServer();
  beforeEach(async () => {
    server = new LocalServer();
    await server.start();
  });
  afterEach(() => server.stop());
  return () => server;
}

export function json(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
