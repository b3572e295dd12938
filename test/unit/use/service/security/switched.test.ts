import assert from 'node:assert/strict';
import type { Lease } from '../../../../../src/use/localService.ts';
import { remember } from '../../../../support/secrets.ts';
import { servicing, tokenOf } from '../../../../support/servicing.ts';
import { testWindow } from '../../../../support/window.ts';

describe('the service, when a binding is switched to another connection', () => {
  const world = servicing({ connector: { mcp: { url: '{siteUrl}/mcp' } } });
  const window = testWindow(() => world.parts);
  const otherToken = remember('provider-token-of-the-other-account');
  let lease: Lease;
  let other = '';

  beforeEach(async () => {
    other = await world.connect({ name: 'Other' }, tokenOf(otherToken));
    await window.bind({ desk: { connection: world.id } });
    lease = await window.service.lease({ everything: true }, 'a test');
  });

  const choose = (connection: string) => {
    const file = window.bindings.all().then(([bound]) => bound?.binding.file ?? assert.fail());
    return file.then((path) => window.bindings.choose({ file: path, name: 'desk' }, connection));
  };
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(lease.url + path, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${lease.bearer.reveal()}` },
    });
  const stream = async (id: string) => {
    const { promise, resolve } = Promise.withResolvers<() => void>();
    world.provider.answer = (_, response) => {
      response.write('the beginning, ');
      resolve(() => response.end('the end'));
    };
    const answer = await ask(world.through('/stream', id));
    return { text: answer.text(), end: await promise };
  };

  it('breaks off what was asked for by its name, and nothing else', async () => {
    const byName = await stream('desk');
    const byId = await stream(world.id);
    await choose(world.id);
    const again = await stream('desk');
    const broken = Promise.all([assert.rejects(byName.text), assert.rejects(again.text)]);
    await choose(other);
    await broken;
    byId.end();
    assert.equal(await byId.text, 'the beginning, the end');
  });

  it('lets no session of an MCP server go on as another account: its client begins anew', async () => {
    world.provider.answer = (_, response) =>
      response.writeHead(200, { 'Mcp-Session-Id': 'one', 'Content-Type': 'application/json' }).end('{}');
    const mcp = async (session?: string, id = 'desk') => {
      const headers = session === undefined ? {} : { 'mcp-session-id': session };
      const answer = await ask(`/patchbay_/mcp/${id}`, { method: 'POST', body: '{}', headers });
      const { patchbay } = (await answer.json()) as { patchbay?: { code: string } };
      return [answer.status, patchbay?.code];
    };
    const as = () => world.provider.requests.map(({ headers }) => headers.authorization);
    assert.deepEqual(await mcp(), [200, undefined]);
    assert.deepEqual(await mcp('one'), [200, undefined]);
    await choose(other);
    assert.deepEqual(await mcp('one'), [404, 'PB824']);
    assert.deepEqual(as(), [`Bearer ${world.token}`, `Bearer ${world.token}`]);
    assert.deepEqual(await mcp('one', world.id), [200, undefined], 'another name’s sessions are others');
    assert.deepEqual(await mcp(), [200, undefined]);
    assert.deepEqual(await mcp('one'), [200, undefined], 'it began anew, by chance with the same id');
    assert.equal(as().at(-1), `Bearer ${otherToken}`);
  });
});
