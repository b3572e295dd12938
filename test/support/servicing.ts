import { randomUUID } from 'node:crypto';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { at } from '../../src/auth/path.ts';
import { bindingOf } from '../../src/connections/binding.ts';
import type { ConnectionRecord } from '../../src/model/connection.ts';
import type { Connector } from '../../src/model/connector.ts';
import type { Credential } from '../../src/model/credential.ts';
import { Secret } from '../../src/model/secret.ts';
import type { Call, Scope, Service, ServiceOptions } from '../../src/use/service/service.ts';
import { createService } from '../../src/use/service/service.ts';
import { connectionRecord, put } from './connections.ts';
import { testConnector } from './connectors.ts';
import { LocalServer } from './localServer.ts';
import { remember } from './secrets.ts';
import { type TestParts, testParts } from './testParts.ts';

/** What a caller got. */
export interface Got {
  status: number;
  headers: http.IncomingHttpHeaders;
  rawHeaders: string[];
  text: string;
  /** The text as JSON; `undefined` where it is none. */
  json: unknown;
  /** The code of ours, of a refusal. */
  code: string | undefined;
}

export interface Sending {
  method?: string;
  headers?: http.OutgoingHttpHeaders;
  body?: string | Buffer;
  /** In place of the world's own; `''` for none. */
  bearer?: string;
}

export interface WorldOptions extends ServiceOptions {
  scope?: Scope;
  /** Changes of the connector that there is. */
  connector?: Record<string, unknown>;
  /** The catalog as it is, in place of the one connector; and no connection. */
  real?: boolean;
}

/** A service over real parts, with a connection `id` of a provider on loopback, for each test of the suite that calls this. */
export function servicing(options: WorldOptions = {}) {
  const world = new World();
  beforeEach(() => world.start(options));
  afterEach(() => world.stop());
  return world;
}

export class World {
  parts!: TestParts;
  provider!: LocalServer;
  service!: Service;
  connector!: Connector;
  bearer!: Secret;
  /** The connection that there is; its token is {@link World.token}. */
  id = '';
  token = '';
  calls: Call[] = [];
  readonly #servers: http.Server[] = [];

  async start({ scope = { everything: true }, connector, real, ...options }: WorldOptions): Promise<void> {
    this.parts = await testParts();
    this.provider = new LocalServer();
    await this.provider.start();
    // A key that policies know.
    this.connector = testConnector({ key: 'acme', ...connector });
    const { catalog } = this.parts;
    const keyed = async (key: string) => (key === 'acme' ? this.connector : catalog.connector(key));
    if (!real) this.parts.catalog = { entries: async () => [entryOf(this.connector)], connector: keyed };
    this.token = remember(`provider-token-${randomUUID()}`);
    if (!real) this.id = await this.connect({ name: 'Help desk' }, tokenOf(this.token));
    this.calls = [];
    this.service = await createService(this.parts, options);
    this.service.onCall((call) => this.calls.push(call));
    this.bearer = this.service.issueBearer(scope, 'terminal');
    remember(this.bearer.reveal());
  }

  async stop(): Promise<void> {
    await this.service.close();
    for (const server of this.#servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
    await this.provider.stop();
    await this.parts.close();
  }

  get port(): number {
    return Number(new URL(this.service.url).port);
  }

  /** Adds a connection of the provider, in the Personal Workspace or a shared folder, with its credential. */
  async connect(changes: Partial<ConnectionRecord>, credential: Credential, folder?: string): Promise<string> {
    const parameters = { siteUrl: this.provider.origin };
    const record = connectionRecord({ parameters, credential: { kind: 'vault' }, ...changes });
    const directory = folder === undefined ? join(this.parts.root, 'personal') : this.folder(folder);
    await put(join(directory, `${record.id}.connection.jsonc`), record);
    await this.store(record, credential, 0);
    await this.parts.files.reload();
    return record.id;
  }

  /** Adds a connection of a provider elsewhere. */
  connectTo(siteUrl: string): Promise<string> {
    return this.connect({ name: siteUrl, parameters: { siteUrl } }, tokenOf(this.token));
  }

  /** Adds a connection of a provider that answers as it is told, until the test ends. */
  async connectToServer(listener: http.RequestListener): Promise<string> {
    const server = http.createServer(listener);
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return this.connectTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  /** Where the file of a connection of the Personal Workspace lies. */
  file(id = this.id): string {
    return join(this.parts.root, 'personal', `${id}.connection.jsonc`);
  }

  folder(name: string): string {
    return join(this.parts.workspace, '.patchbay', 'folders', name);
  }

  async store(record: ConnectionRecord, credential: Credential, expected: number): Promise<void> {
    await this.parts.vault.put(record.id, { ...credential, boundTo: bindingOf(record, this.connector) }, expected);
    this.parts.cache.delete(record.id);
    await this.parts.states.set(record.id, {
      ...{ version: 1, generation: expected + 1, storedAt: '2026-01-01T00:00:00Z' },
      ...{ grant: { status: 'connected' }, provider: { status: 'reachable' } },
    });
  }

  /** `/elements_/v3/element/instances/{id}` and a path. */
  through(path: string, id = this.id): string {
    return `/elements_/v3/element/instances/${id}${path}`;
  }

  /** Sends a request as a program would; `path` goes as it is. */
  async send(path: string, sending: Sending = {}): Promise<Got> {
    const { body } = sending;
    const request = this.request(path, sending);
    request.end(body);
    return received(await answerOf(request));
  }

  /** The beginning of a request, for tests that go on by themselves. */
  request(
    path: string,
    { method = 'GET', headers = {}, bearer = this.bearer.reveal() }: Sending = {},
  ): http.ClientRequest {
    const authorization = bearer === '' ? {} : { authorization: `Bearer ${bearer}` };
    return http.request(this.service.url, { path, method, headers: { ...authorization, ...headers }, agent: false });
  }

  /** Writes text to a socket, and gives all that comes back until it ends. */
  async raw(content: string): Promise<string> {
    const socket = net.connect(this.port, '127.0.0.1');
    socket.write(content, 'latin1');
    return text(socket);
  }
}

export function answerOf(request: http.ClientRequest): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => request.once('response', resolve).once('error', reject));
}

export async function received(answer: http.IncomingMessage): Promise<Got> {
  const content = await text(answer);
  const json = parsed(content);
  const { statusCode: status = 0, headers, rawHeaders } = answer;
  const code = at(json, 'patchbay.code');
  return { status, headers, rawHeaders, text: content, json, code: typeof code === 'string' ? code : undefined };
}

/** A pasted token, as a vault has it. */
export function tokenOf(token: string): Credential {
  return { kind: 'token', token: new Secret(token) };
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function entryOf({ key, name, description, categories, synonyms, authTypes }: Connector) {
  return { key, name, description, categories, synonyms, authTypes };
}
