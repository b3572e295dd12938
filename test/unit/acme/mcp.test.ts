import assert from 'node:assert/strict';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { type Acme, startAcme } from '../../../examples/acme/acme.ts';

describe('acme: the MCP server', () => {
  let acme: Acme;
  before(async () => {
    acme = await startAcme();
  });
  after(() => acme.close());

  const connect = async (scopes: string[]) => {
    const { secret } = acme.tokens.issue('pat', { account: 'ada@acme.example', name: 'T', scopes });
    const client = new Client({ name: 'test', version: '1.0.0' });
    const requestInit = { headers: { Authorization: `Bearer ${secret}` } };
    await client.connect(new StreamableHTTPClientTransport(new URL(`${acme.url}/mcp`), { requestInit }));
    return client;
  };

  it('acts as the account of the token, with what its scopes allow', async () => {
    const client = await connect(['api']);
    const names = async (one: Client) => (await one.listTools()).tools.map(({ name }) => name);
    assert.deepEqual(await names(client), ['whoami', 'list_tickets']);
    const { content } = await client.callTool({ name: 'whoami', arguments: {} });
    assert.match(JSON.stringify(content), /ada@acme\.example/);
    await client.close();
    const writer = await connect(['api', 'tickets:write']);
    assert.deepEqual(await names(writer), ['whoami', 'list_tickets', 'create_ticket']);
    await writer.close();
  });

  it('lets nobody in without a token', async () => {
    const answer = await fetch(`${acme.url}/mcp`, { method: 'POST', body: '{}' });
    assert.deepEqual([answer.status, answer.headers.get('www-authenticate')], [401, 'Bearer realm="acme"']);
  });
});
