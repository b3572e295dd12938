import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { api } from './api/api.ts';
import { Tickets } from './api/tickets.ts';
import type { AcmeControl, Outage } from './control.ts';
import { controlServer } from './controlServer.ts';
import { Faults } from './faults.ts';
import { type Handler, HttpError } from './http.ts';
import { errorPage, interactions } from './interactions.ts';
import { listen, loopback, stop } from './listener.ts';
import { type AcmeOptions, defaultSettings, pickSettings } from './options.ts';
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
  const initial = pickSettings(options, defaultSettings);
  const settings = { ...initial };
  const records = new Records();
  const store = new Store(records);
  const tokens = new TokenBook();
  const tickets = new Tickets();
  const closing = new AbortController();
  const faults = new Faults(closing.signal);
  let cutOff = false;
  let serve: (request: IncomingMessage, response: ServerResponse) => Promise<void> = async () => {};

  const server = createServer((request, response) => {
    if (cutOff) request.socket.destroy();
    else serve(request, response).catch((error: unknown) => fail(response, error));
  });
  const port = await listen(server, options.port ?? 0);
  const url = `http://${loopback}:${port}`;
  const provider = await createProvider(url, { options, settings, store, records });
  const toProvider = provider.callback();
  const sessions = new People();
  const handlers: Handler[] = [
    api({ settings, records, store, tokens, tickets }),
    interactions(provider, sessions),
    site({ sessions, tokens, store }),
  ];
  serve = async (request, response) => {
    const exchange = { request, response, url: new URL(request.url ?? '/', url) };
    if (!/^127\.0\.0\.1(:\d+)?$/.test(request.headers.host ?? '')) throw new HttpError(421, `Open ${url} instead.`);
    const date = new Date(Date.now() + settings.dateOffsetSeconds * 1000);
    response.setHeader('Date', date.toUTCString());
    await faults.serve(request, response, exchange.url.pathname, async () => {
      for (const handler of handlers) if (await handler(exchange)) return;
      await toProvider(request, response);
    });
  };

  const acme: Acme = {
    url,
    records,
    tokens,
    tickets,
    close: async () => {
      closing.abort();
      await stop(server);
    },
  };
  if (!options.control) return acme;

  const control: AcmeControl = {
    records: async () => records.snapshot(),
    revoke: async (grant) =>
      (grant === undefined ? store.grants() : [grant]).filter((id) => store.revokeGrant(id, 'control')).length,
    fail: async (fault) => faults.plan(fault),
    down: async (how: Outage = 'refuse') => {
      cutOff = true;
      if (how === 'refuse') await stop(server);
      else server.closeAllConnections();
    },
    up: async () => {
      cutOff = false;
      if (!server.listening) await listen(server, port);
    },
    set: async (changes) => void Object.assign(settings, pickSettings(changes, settings)),
    reset: async () => {
      faults.clear();
      Object.assign(settings, initial);
      await control.up();
    },
  };
  const remote = controlServer(control);
  const controlPort = await listen(remote, options.controlPort ?? 0);
  return {
    ...acme,
    control,
    controlUrl: `http://${loopback}:${controlPort}/control`,
    close: async () => {
      await acme.close();
      await stop(remote);
    },
  };
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else if (error instanceof HttpError) sendPage(response, errorPage(error));
  else sendPage(response, errorPage(new HttpError(500, `Acme made a mistake: ${String(error)}`)));
}
