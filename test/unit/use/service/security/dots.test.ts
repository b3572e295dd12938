import assert from 'node:assert/strict';
import fc from 'fast-check';
import { servicing } from '../../../../support/servicing.ts';

describe('the service, asked for a path that climbs', () => {
  const world = servicing();

  for (const path of [
    ...[
      '/..',
      '/../',
      '/../admin',
      '/a/../b',
      '/a/..',
      '/.',
      '/./a',
      '/a/.',
      '/...%2f',
      '/..;/admin',
      '/a/..;x=1/b',
      '/.;/a',
    ],
    ...[
      '/%2e%2e/admin',
      '/%2E%2e/admin',
      '/.%2e/admin',
      '/%2e./admin',
      '/a/%2e/b',
      '/a%2eb',
      '/%252e%252e/x',
      '/%25252e%25252e/x',
    ],
    ...['/%c0%ae%c0%ae%2f', '/a/%2e%2e;/b', '/..%00/', '/..\\admin'],
  ]) {
    it(`refuses “${path}”`, async () => {
      for (const before of [
        world.through(''),
        `/api/v1/Connections/${world.id}`,
        '/acme/prod/connections_/api/v1/Connections',
      ]) {
        const got = await world.send(`${before}${path}`);
        assert.deepEqual([got.status, got.code], [400, 'PB804'], before);
      }
      assert.equal(world.provider.requests.length, 0);
    });
  }

  it('lets dots pass that do not climb', async () => {
    for (const path of [
      '/a.b',
      '/.well-known/x',
      '/...',
      '/a..b',
      '/v1.0/..a',
      '/100%25',
      '/f%C3%BCr',
      '/a;b=c',
      '/a:b',
      '/~x',
    ])
      assert.equal((await world.send(world.through(path))).status, 200, path);
    assert.deepEqual(world.provider.requests.map(({ url }) => url.pathname).at(-3), '/api/a;b=c');
  });

  it('reaches the provider below the API’s address or not at all, whatever is asked', async () => {
    const piece = fc.constantFrom(
      ...['.', '..', '/', '//', '%2e', '%2F', '%5c', '\\', '%25', '2e', ';', 'a', '?', '@', ':', '%00', '&', '%'],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        world.provider.requests.length = 0;
        const got = await world.send(world.through(`/${pieces.join('')}`));
        if (got.code !== undefined) assert.equal(world.provider.requests.length, 0);
        for (const { url } of world.provider.requests) {
          assert.match(url.pathname, /^\/api\//);
          // Byte by byte: what comes of it need not be UTF-8.
          const decoded = url.pathname.replace(/%([\da-f]{2})/gi, (_, hex) =>
            String.fromCharCode(Number.parseInt(hex, 16)),
          );
          assert.doesNotMatch(decoded, /\\|\/\.{1,2}(\/|;|$)/);
        }
      }),
      { numRuns: 300 },
    );
  });
});
