import assert from 'node:assert/strict';
import { servicing } from '../../../../support/servicing.ts';

describe('the service, asked with line ends where none belong', () => {
  const world = servicing();
  const head = (target: string, more = '') =>
    `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${world.port}\r\nAuthorization: Bearer ${world.bearer.reveal()}\r\n${more}Connection: close\r\n\r\n`;
  const status = async (content: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(await world.raw(content))?.[1]);

  it('answers the same request without them', async () => {
    assert.equal(await status(head(world.through('/me'), 'X-A: b\r\n')), 200);
  });

  for (const path of ['/a%0d%0aX-Evil:1', '/a%0Ab', '/a%0db', '/a%00b', '/a%09b', '/a%7fb', '/a%250d%250ab', '/%1b']) {
    it(`refuses “${path}”`, async () => {
      for (const before of [world.through(''), `/api/v1/Connections/${world.id}`]) {
        const got = await world.send(`${before}${path}`);
        assert.deepEqual([got.status, got.code], [400, 'PB804'], before);
      }
      assert.equal(world.provider.requests.length, 0);
    });
  }

  for (const [what, target, more] of [
    ['a line feed in the target', '/me\nX-Evil: 1', ''],
    ['a carriage return in the target', '/me\rX-Evil: 1', ''],
    ['a NUL in the target', '/me\0', ''],
    ['a tab in the target', '/me\tx', ''],
    ['a letter outside of ASCII in the target', '/m\u00e9', ''],
    ['a carriage return in a value', '/me', 'X-A: b\rX-Evil: 1\r\n'],
    ['a NUL in a value', '/me', 'X-A: b\0c\r\n'],
    ['a folded value', '/me', 'X-A: b\r\n\tX-Evil: 1\r\n'],
    ['a space before a colon', '/me', 'X-A : b\r\n'],
    ['a name with a line feed', '/me', 'X-A\nX-Evil: b\r\n'],
    ['two lengths', '/me', 'Content-Length: 1\r\nContent-Length: 2\r\n'],
    ['a length and chunks', '/me', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n'],
    ['a coding that only looks like chunks', '/me', 'Transfer-Encoding: xchunked\r\n'],
    ['chunks twice', '/me', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n'],
    ['a length that is none', '/me', 'Content-Length: +4\r\n'],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const got = await status(head(world.through(target), more));
      assert.equal(Math.floor(got / 100), 4, String(got));
      assert.equal(world.provider.requests.length, 0);
    });
  }

  it('smuggles no second request in the body of the first', async () => {
    const inner = 'GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n';
    const request = head(world.through('/me'), `Content-Length: ${inner.length}\r\n`).replace('GET', 'POST') + inner;
    assert.equal(await status(request), 200);
    assert.deepEqual(
      world.provider.requests.map(({ url, body }) => [url.pathname, body]),
      [['/api/me', inner]],
    );
  });

  it('puts no refusal into the middle of an answer that runs', async () => {
    world.provider.answer = (_, response) => {
      response.write('the beginning');
      setTimeout(() => response.end('the end'), 100);
    };
    const got = await world.raw(`${head(world.through('/me')).replace('Connection: close\r\n', '')}rubbish\r\n\r\n`);
    assert.equal(got.match(/HTTP\/1\.1/g)?.length ?? 0, got === '' ? 0 : 1);
    assert.doesNotMatch(got, /PB815/);
  });

  it('passes no header of the provider on that would begin another', async () => {
    world.provider.answer = (_, response) => {
      response.socket?.end('HTTP/1.1 200 OK\r\nX-A: b\rX-Evil: 1\r\nContent-Length: 0\r\n\r\n');
    };
    const got = await world.send(world.through('/me'));
    assert.deepEqual([got.status, got.code], [502, 'PB821']);
  });
});
