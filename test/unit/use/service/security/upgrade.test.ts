import assert from 'node:assert/strict';
import { once } from 'node:events';
import { json } from '../../../../support/localServer.ts';
import { servicing } from '../../../../support/servicing.ts';
import { until } from '../../../../support/until.ts';

describe('the service, asked to speak another protocol', () => {
  const world = servicing();
  const head = (line: string, more: string) =>
    `${line} HTTP/1.1\r\nHost: 127.0.0.1:${world.port}\r\nAuthorization: Bearer ${world.bearer.reveal()}\r\n${more}\r\n`;

  for (const [what, more] of [
    [
      'a WebSocket',
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n',
    ],
    ['HTTP/2', 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n'],
    ['anything else', 'Connection: upgrade\r\nUpgrade: x/1\r\n'],
  ] as const) {
    it(`refuses ${what}, and ends the connection`, async () => {
      for (const path of ['/api/v1/Connections', world.through('/me')]) {
        const got = await world.raw(`${head(`GET ${path}`, more)}GET /smuggled HTTP/1.1\r\n\r\n`);
        assert.match(got, /^HTTP\/1\.1 501 [\s\S]*"PB807"/);
        assert.equal(got.match(/HTTP\/1\.1/g)?.length, 2, 'one answer, which names the protocol once');
      }
      assert.equal(world.provider.requests.length, 0);
      await until('both are told', () => world.calls.length === 2);
      assert.deepEqual(
        world.calls.map(({ status, problem }) => [status, problem]),
        [
          [501, 'PB807'],
          [501, 'PB807'],
        ],
      );
    });
  }

  it('makes no tunnel', async () => {
    const { host } = new URL(world.provider.origin);
    assert.match(await world.raw(head(`CONNECT ${host}`, '')), /^HTTP\/1\.1 501 /);
    assert.equal(world.provider.requests.length, 0);
  });

  it('refuses HTTP/2 from the start', async () => {
    assert.match(await world.raw('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), /^HTTP\/1\.1 (400|501) /);
  });

  it('asks no provider to upgrade, and lets none', async () => {
    await world.send(world.through('/me'), {
      headers: { connection: 'keep-alive, x-hop', 'x-hop': '1', te: 'trailers', 'x-end': '1' },
    });
    const [seen] = world.provider.requests;
    assert.deepEqual([seen?.headers.upgrade, seen?.headers['x-hop'], seen?.headers.te], Array(3).fill(undefined));
    assert.equal(seen?.headers['x-end'], '1');
    world.provider.answer = (_, response) => {
      response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nhello');
    };
    const got = await world.send(world.through('/me'));
    assert.deepEqual([got.status, got.code], [502, 'PB821']);
  });

  it('lets no TRACE read the credential back', async () => {
    world.provider.answer = ({ headers }, response) => json(response, headers);
    const got = await world.send(world.through('/me'), { method: 'TRACE' });
    assert.deepEqual([got.status, got.code], [405, 'PB814']);
    assert.equal(world.provider.requests.length, 0);
  });

  it('tells the provider’s other first answers apart from its last', async () => {
    world.provider.answer = (_, response) => {
      response.writeProcessing();
      response.writeEarlyHints({ link: '</style.css>; rel=preload' });
      json(response, { done: true });
    };
    const request = world.request(world.through('/me'));
    request.end();
    const [answer] = await once(request, 'response');
    assert.equal(answer.statusCode, 200);
    answer.resume();
  });
});
