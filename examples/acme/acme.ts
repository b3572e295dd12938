import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { api } from './api/api.ts';
import { mcp } from './api/mcp.ts';
import { Tickets } from './api/tickets.ts';
import { type AcmeControl, localControl } from './control.ts';
import { controlServer } from './controlServer.ts';
import { Faults } from './faults.ts';
import { type Handler, HttpError } from './http.ts';
import { interactions } from './interactions.ts';
import { Listener, loopback } from './listener.ts';
import { type AcmeOptions, defaultSettings, pickSettings } from './options.ts';
import { errorPage } from './pages/error.ts';
import { sendPage } from './pages/layout.ts';
import { createProvider } from './provider.ts';
import { Records } from './records.ts';
import { People } from './site/session.ts';
import { site } from './site/site.ts';
import { Store } from './store.ts';
import { TokenBook } from './tokenBook.ts';

/** A running Acme. */
export interface Acme {
  /** Also the issuer; without a slash at the end. */
  url: string;
  records: Records;
  /** Personal access tokens and API keys; a test may issue one without the page. */
  tokens: TokenBook;
  tickets: Tickets;
  close(): Promise<void>;
}

/** An Acme that tests may make misbehave. */
export interface ControlledAcme extends Acme {
  control: AcmeControl;
  /** For other processes: see `remoteControl.ts`. */
  controlUrl: string;
}

/**
 * Starts Acme, the demo provider, on this computer alone.
 *
 * @throws where it should listen on another address, or the port is taken.
 */
export function startAcme(options: AcmeOptions & { control: true }): Promise<ControlledAcme>;
export function startAcme(options?: AcmeOptions): Promise<Acme>;
export async function startAcme(options: AcmeOptions = {}): Promise<Acme | ControlledAcme> {
  if (options.host !== undefined && options.host !== loopback) {
    throw new Error(`Acme is a demo with known passwords: it listens on ${loopback} only, not on “${options.host}”.`);
  }
  const settings = pickSettings(options, defaultSettings);
  const records = new Records();
  const parts = {
    options,
    settings,
    records,
    store: new Store(records, settings),
    tokens: new TokenBook(options.onIssued),
    tickets: new Tickets(),
  };
  const closing = new AbortController();
  const faults = new Faults(closing.signal);
  const { promise: ready, resolve: serveWith } = Promise.withResolvers<Handler>();

  const server = createServer((request, response) => {
    if (listener.cutOff) request.socket.destroy();
    else serve(request, response).catch((error: unknown) => fail(response, error));
  });
  const listener = new Listener(server);
  const url = `http://${loopback}:${await listener.start(options.port ?? 0)}`;
  // The issuer's address is known only now; a request that comes before all is built waits.
  serveWith(await handler(url, parts));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Another name for this computer would be a web page that rebinds DNS. A proxy of a test has another port.
    if (!/^127\.0\.0\.1(:\d+)?$/.test(request.headers.host ?? '')) throw new HttpError(421, `Open ${url} instead.`);
    const exchange = { request, response, url: new URL(request.url ?? '/', url) };
    response.setHeader('Date', new Date(Date.now() + settings.dateOffsetSeconds * 1000).toUTCString());
    const answer = await ready;
    await faults.serve(request, response, exchange.url.pathname, async () => void (await answer(exchange)));
  }

  const { tokens, tickets } = parts;
  const close = () => {
    closing.abort();
    return listener.stop();
  };
  if (!options.control) return { url, records, tokens, tickets, close };

  const control = localControl({ ...parts, faults, listener });
  const remote = new Listener(controlServer(control));
  const controlUrl = `http://${loopback}:${await remote.start(options.controlPort ?? 0)}/control`;
  return {
    url,
    records,
    tokens,
    tickets,
    control,
    controlUrl,
    close: async () => void (await Promise.all([close(), remote.stop()])),
  };
}

/** Everything that Acme answers: the API, the pages, and the provider for the rest. */
async function handler(
  url: string,
  parts: Parameters<typeof createProvider>[1] & Parameters<typeof api>[0],
): Promise<Handler> {
  const provider = await createProvider(url, parts);
  const toProvider = provider.callback();
  const sessions = new People();
  const handlers = [api(parts), mcp(parts), interactions(provider, sessions), site({ ...parts, sessions })];
  return async (exchange) => {
    for (const handler of handlers) if (await handler(exchange)) return true;
    await toProvider(exchange.request, exchange.response);
    return true;
  };
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else if (error instanceof HttpError) sendPage(response, errorPage(error.message, error.status));
  else sendPage(response, errorPage(`Acme made a mistake: ${String(error)}`, 500));
}
