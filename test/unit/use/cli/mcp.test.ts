import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { type Acme, startAcme } from '../../../../examples/acme/acme.ts';
import { createConnection } from '../../../../src/connections/create.ts';
import type { Connection } from '../../../../src/model/connection.ts';
import { remember } from '../../../support/secrets.ts';
import { World } from '../../../support/servicing.ts';
import { quietly } from '../../../support/testParts.ts';
import { until } from '../../../support/until.ts';
import { patchbayIn } from './cli.ts';

describe('an application’s MCP server through a connection', () => {
  const world = new World();
  let acme: Acme;
  let connection: Connection;

  before(async () => {
    acme = await startAcme();
  });
  after(() => acme.close());
  beforeEach(async () => {
    await world.start({ real: true });
    connection = await connect('ada@acme.example');
  });
  afterEach(() => world.stop());

  const connect = (account: string, connector = 'acme') => {
    const { secret } = acme.tokens.issue('pat', { account, name: 'T', scopes: ['api'] });
    return createConnection(
      world.parts,
      {
        ...{ folder: 'personal', connector, authType: 'pat', name: account, accountKind: 'personal', scopes: [] },
        values: {
          ...(connector === 'mcp' ? { serverUrl: `${acme.url}/mcp` } : { siteUrl: acme.url }),
          token: remember(secret),
        },
      },
      quietly(),
    );
  };
  const whoami = async (client: Client) => {
    const { content } = await client.callTool({ name: 'whoami', arguments: {} });
    return JSON.stringify(content).match(/[a-z]+@acme\.example/)?.[0];
  };

  it('is used by a client of the service as the account of the connection', async () => {
    const client = new Client({ name: 'test', version: '1.0.0' });
    const headers = { Authorization: `Bearer ${world.bearer.reveal()}` };
    const url = new URL(`${world.service.url}/patchbay_/mcp/${connection.id}`);
    await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
    assert.equal(await whoami(client), 'ada@acme.example');
    await client.close();
    const { connection: about, path, by } = world.calls.at(-1) ?? {};
    assert.deepEqual([about, path, by], [connection.id, '/mcp', 'terminal']);
  });

  it('is any server whose address a connection of “MCP” has', async () => {
    const other = await connect('grace@acme.example', 'mcp');
    const client = new Client({ name: 'test', version: '1.0.0' });
    const headers = { Authorization: `Bearer ${world.bearer.reveal()}` };
    const url = new URL(`${world.service.url}/patchbay_/mcp/${other.id}`);
    await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
    assert.equal(await whoami(client), 'grace@acme.example');
    await client.close();
  });

  it('is refused where the application has none, and says so without a challenge where it takes no credential', async () => {
    const path = `/patchbay_/mcp/${connection.id}`;
    for (const { id } of acme.tokens.list()) acme.tokens.revoke(id);
    const refused = await world.send(path, { method: 'POST', body: '{}' });
    assert.deepEqual([refused.status, refused.code, refused.headers['www-authenticate']], [410, 'PB823', undefined]);
    const ended = await world.send(path, { method: 'POST', body: '{}', bearer: 'old' });
    assert.deepEqual([ended.status, ended.code, ended.headers['www-authenticate']], [410, 'PB801', undefined]);
    const { catalog } = world.parts;
    const without = async (key: string) => {
      const { mcp: _, ...rest } = await catalog.connector(key);
      return rest;
    };
    world.parts.catalog = { entries: () => catalog.entries(), connector: without };
    const none = await world.send(path, { method: 'POST', body: '{}' });
    assert.deepEqual([none.status, none.code], [404, 'PB822']);
  });

  it('is all that a bearer for it opens, and for as long as the person lets it', async () => {
    let isStillIn = true;
    const scope = { connections: [connection.id], only: 'mcp', isStillIn: () => isStillIn } as const;
    const bearer = remember(world.service.issueBearer(scope, 'agent').reveal());
    const ask = (path: string) => world.send(path, { method: 'POST', body: '{}', bearer });
    const mcp = `/patchbay_/mcp/${connection.id}`;
    for (const path of [world.through('/api/me', connection.id), '/patchbay_/api/v1/bearers'])
      assert.equal((await ask(path)).code, 'PB813');
    assert.equal((await ask(mcp)).code, undefined);
    isStillIn = false;
    assert.equal((await ask(mcp)).code, 'PB801');
  });

  describe('patchbay mcp', () => {
    const env = () => ({ PATCHBAY_URL: world.service.url, PATCHBAY_TOKEN: world.bearer.reveal() });

    it('is what an agent starts: its messages go there and back', async () => {
      const args = ['src/use/cli/main.ts', 'mcp', connection.id];
      const transport = new StdioClientTransport({ command: process.execPath, args, env: env() });
      const client = new Client({ name: 'test', version: '1.0.0' });
      await client.connect(transport);
      assert.deepEqual(
        (await client.listTools()).tools.map(({ name }) => name),
        ['whoami', 'list_tickets'],
      );
      assert.equal(await whoami(client), 'ada@acme.example');
      await client.close();
    });

    it('answers in the service’s words what the service refuses, and lines that are none', async () => {
      const input = new PassThrough();
      let out = '';
      const write = (text: string) => {
        out += text;
      };
      const running = patchbayIn({ cwd: '/', env: env(), input, write }, 'mcp', 'nothing');
      input.write('not json\n');
      input.write(`${JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'tools/list' })}\n`);
      await until('two answers', () => out.split('\n').length > 2);
      input.end();
      assert.equal((await running).code, 0);
      const [parse, list] = out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      assert.deepEqual([parse.id, parse.error.code], [null, -32700]);
      assert.equal(list.id, 7);
      assert.match(list.error.message, /PB803/);
    });

    it('answers what was asked before the input ended', async () => {
      const input = new PassThrough();
      const client = { name: 'test', version: '1.0.0' };
      const initialize = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: client };
      for (const message of [
        { id: 1, method: 'initialize', params: initialize },
        { method: 'notifications/initialized' },
        { id: 2, method: 'tools/list' },
      ])
        input.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
      input.end();
      const { out } = await patchbayIn({ cwd: '/', env: env(), input }, 'mcp', connection.id);
      const ids = out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id);
      assert.deepEqual(ids.sort(), [1, 2]);
    });

    it('says which connection it wants', async () => {
      const { code, errors } = await patchbayIn({ cwd: '/', env: env() }, 'mcp');
      assert.deepEqual([code, /Say which connection/.test(errors)], [2, true]);
    });
  });
});
