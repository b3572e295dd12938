import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { providerUrl } from '../../../../../src/use/service/proxy/address.ts';
import { connectionRecord } from '../../../../support/connections.ts';
import { testConnector } from '../../../../support/connectors.ts';
import { localServer } from '../../../../support/localServer.ts';
import { servicing } from '../../../../support/servicing.ts';

describe('the service, asked to send to a host outside of the connector', () => {
  const world = servicing({ connector: { api: { baseUrl: '{siteUrl}/api', hosts: ['localhost:1', '{other}'] } } });
  const evil = localServer();
  const nothingLeft = () => {
    assert.equal(evil().requests.length, 0);
    assert.equal(world.provider.requests.length, 0);
  };

  it('sends to the API’s own host where none is named, and where it is named', async () => {
    await world.send(world.through('/me'));
    const own = await world.send(world.through('/upload'), {
      headers: { 'patchbay-host': new URL(world.provider.origin).host },
    });
    assert.equal(own.status, 200);
    const [first, second] = world.provider.requests;
    assert.equal(first?.url.pathname, '/api/me');
    assert.equal(second?.url.pathname, '/upload', 'from the root of a host');
    assert.equal(second?.headers['patchbay-host'], undefined);
  });

  it('refuses every other one', async () => {
    const { host, port } = new URL(evil().origin);
    const own = new URL(world.provider.origin).host;
    for (const named of [
      ...[host, `localhost:${port}`, 'evil.example', `${own}.evil.example`, `user@${own}`, `${own}@${host}`, `${own}/`],
      ...[
        `${own}#@${host}`,
        `${own}\\@${host}`,
        `http://${host}`,
        `//${host}`,
        '',
        ' ',
        '*',
        `${own}, ${host}`,
        'localhost',
      ],
    ]) {
      const got = await world.send(world.through('/me'), { headers: { 'patchbay-host': named } });
      assert.deepEqual([got.status, got.code], [403, 'PB405'], named);
    }
    nothingLeft();
  });

  it('takes no host from headers that proxies listen to', async () => {
    const { host } = new URL(evil().origin);
    const headers = {
      'x-forwarded-host': host,
      forwarded: `host=${host}`,
      'x-original-url': `http://${host}/`,
      'x-uipath-host': host,
    };
    await world.send(world.through('/me'), { headers });
    assert.equal(evil().requests.length, 0);
    const [seen] = world.provider.requests;
    assert.equal(seen?.headers.host, new URL(world.provider.origin).host);
    assert.equal(
      seen?.headers['x-forwarded-host'] ?? seen?.headers.forwarded ?? seen?.headers['x-uipath-host'],
      undefined,
    );
  });

  it('does not follow the file of a connection to another address', async () => {
    await world.send(world.through('/me'));
    const record = connectionRecord({
      id: world.id,
      parameters: { siteUrl: evil().origin },
      credential: { kind: 'vault' },
    });
    await writeFile(world.file(), JSON.stringify(record));
    await world.parts.files.reload();
    const got = await world.send(world.through('/me'));
    assert.deepEqual([got.status, got.code], [400, 'PB308']);
    assert.equal(evil().requests.length, 0);
  });

  it('knows the hosts of a connector as they are listed, with their suffixes and ports', () => {
    const connector = testConnector({
      api: { baseUrl: 'https://api.acme.example/v1', hosts: ['*.files.acme.example'] },
    });
    const to = (host: string) => providerUrl(connector, {}, { path: '/x', query: 'a=1' }, host).href;
    assert.equal(to('eu.files.acme.example'), 'https://eu.files.acme.example/x?a=1');
    for (const host of ['files.acme.example', 'evilfiles.acme.example', 'eu.files.acme.example:8443', 'acme.example'])
      assert.throws(() => to(host), { code: 'PB405' }, host);
  });
});
