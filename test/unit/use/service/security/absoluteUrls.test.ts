import assert from 'node:assert/strict';
import { localServer } from '../../../../support/localServer.ts';
import { servicing } from '../../../../support/servicing.ts';

describe('the service, asked for absolute addresses', () => {
  const world = servicing();
  const evil = localServer();

  it('is no proxy for whoever holds a bearer', async () => {
    const own = world.service.url;
    for (const target of [
      ...[
        `${evil().origin}/x`,
        'https://evil.example/',
        'http:evil.example',
        `${own}/api/v1/Connections`,
        'ftp://x/',
        'file:///etc/passwd',
      ],
      ...[
        '*',
        'evil.example:443',
        'api/v1/Connections',
        '?x',
        'javascript:alert(1)',
        `//${new URL(evil().origin).host}/x`,
      ],
    ]) {
      const got = await world.raw(request(target));
      assert.match(got, /^HTTP\/1\.1 400 /, target);
    }
    assert.equal(evil().requests.length, 0);
    assert.match(await world.raw(request('/api/v1/Connections')), /^HTTP\/1\.1 200 /);
  });

  it('takes none in a path', async () => {
    const { host } = new URL(evil().origin);
    for (const path of [`/${evil().origin}/x`, `//${host}/x`, `/@${host}//x`, '/https://evil.example']) {
      const got = await world.send(world.through(path));
      assert.deepEqual([got.status, got.code], [400, 'PB804'], path);
    }
    for (const path of [
      `/@${host}/x`,
      `/user:password@${host}/`,
      `/https:${host}`,
      `/?@${host}`,
      `@${host}/`,
      `:80@${host}/x`,
    ])
      await world.send(world.through(path));
    assert.equal(evil().requests.length, 0);
    for (const { url } of world.provider.requests) assert.match(url.pathname, /^\/api\//);
  });

  it('sends on no fragment', async () => {
    assert.equal((await world.send(world.through('/me#x'))).code, 'PB804');
    assert.equal(world.provider.requests.length, 0);
  });

  function request(target: string): string {
    return `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${world.port}\r\nAuthorization: Bearer ${world.bearer.reveal()}\r\nConnection: close\r\n\r\n`;
  }
});
