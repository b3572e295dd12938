import assert from 'node:assert/strict';
import { servicing } from '../../../../support/servicing.ts';
import { until } from '../../../../support/until.ts';

describe('the service, asked with huge headers', () => {
  const world = servicing({ limits: { headersMs: 300 } });
  const head = (target: string, more: string) =>
    `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${world.port}\r\nAuthorization: Bearer ${world.bearer.reveal()}\r\n${more}Connection: close\r\n\r\n`;

  it('takes what programs send', async () => {
    const got = await world.raw(head(world.through('/me'), `X-A: ${'x'.repeat(8000)}\r\n`));
    assert.match(got, /^HTTP\/1\.1 200 /);
    assert.equal(world.provider.requests[0]?.headers['x-a']?.length, 8000);
  });

  for (const [what, target, more] of [
    ['one that is long', '', `X-A: ${'x'.repeat(20_000)}\r\n`],
    ['many that are short', '', 'X-A: 12345678\r\n'.repeat(2000)],
    ['a long name', '', `X-${'a'.repeat(20_000)}: b\r\n`],
    ['a long address', `?${'x'.repeat(20_000)}`, ''],
    ['a megabyte', '', `X-A: ${'x'.repeat(1_000_000)}\r\n`],
  ] as const) {
    it(`refuses ${what}, with or without a bearer`, async () => {
      const request = head(`${world.through('/me')}${target}`, more);
      // Without having read all of it: the end of the connection may come before the answer is read.
      for (const content of [request, request.replace(/Authorization.*\r\n/, '')]) {
        const got = await world.raw(content).catch((error: NodeJS.ErrnoException) => error.code ?? '');
        assert.match(got, /^HTTP\/1\.1 431 [\s\S]*"PB816"|^ECONNRESET|^EPIPE/);
      }
      assert.equal(world.provider.requests.length, 0);
      await until('both are told', () => world.calls.length === 2);
      assert.ok(world.calls.every(({ status, problem }) => status === 431 && problem === 'PB816'));
    });
  }

  it('does not wait for ever for headers that come slowly, or not at all', async () => {
    const half = head(world.through('/me'), '').slice(0, -2);
    for (const content of ['', 'GET', half]) {
      const got = await world.raw(content);
      assert.match(got, /^HTTP\/1\.1 408 [\s\S]*"PB808"/, content.slice(0, 10));
    }
    assert.equal(world.provider.requests.length, 0);
  });

  it('passes huge headers of a provider on to nobody', async () => {
    world.provider.answer = (_, response) => {
      response.writeHead(200, { 'X-A': 'x'.repeat(40_000) });
      response.end();
    };
    const got = await world.send(world.through('/me'));
    assert.deepEqual([got.status, got.code], [502, 'PB821']);
  });
});
