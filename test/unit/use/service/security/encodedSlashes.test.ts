import assert from 'node:assert/strict';
import { servicing } from '../../../../support/servicing.ts';

describe('the service, asked for a path with encoded slashes', () => {
  const world = servicing();

  for (const path of [
    ...[
      '/a%2fb',
      '/a%2Fb',
      '/%2f',
      '/%2F%2Fevil.example',
      '/a%5cb',
      '/a%5Cb',
      '/a\\b',
      '/\\\\evil.example',
      '/a%252fb',
      '/a%25252fb',
    ],
    ...['/a%255cb', '//evil.example/x', '/a//b', '/a/', '/%zz', '/%', '/%2', '/%252525252525252f'],
  ]) {
    it(`${path === '/a/' ? 'lets pass' : 'refuses'} “${path}”`, async () => {
      const got = await world.send(world.through(path));
      const expected = path === '/a/' ? [200, undefined] : [400, 'PB804'];
      assert.deepEqual([got.status, got.code], expected);
      assert.equal(world.provider.requests.length, path === '/a/' ? 1 : 0);
    });
  }

  it('finds no route behind one', async () => {
    for (const path of [
      `/api%2fv1/Connections`,
      `/api/v1%5cConnections`,
      `/api/v1/Connections/${world.id}%2ftoken`,
      `/api/v1/Connections/x%2f..%2f${world.id}`,
    ])
      assert.equal((await world.send(path)).code, 'PB804', path);
  });

  it('leaves queries alone, where slashes mean nothing', async () => {
    const query = '?to=%2Fhome%5C..%2F&at=https://acme.example/a//b';
    assert.equal((await world.send(world.through(`/search${query}`))).status, 200);
    assert.equal(world.provider.requests[0]?.url.search, query);
  });
});
