import assert from 'node:assert/strict';
import { servicing } from '../../../../support/servicing.ts';

describe('the service, asked with another Host or Origin', () => {
  const world = servicing();
  const paths = () => ['/api/v1/Connections', `/api/v1/Connections/${world.id}/token`, world.through('/me')];

  it('answers to its address and to localhost, in any letters', async () => {
    for (const host of ['127.0.0.1', 'localhost', 'LocalHost']) {
      const got = await world.send('/api/v1/Connections', { headers: { host: `${host}:${world.port}` } });
      assert.equal(got.status, 200, host);
    }
  });

  for (const host of [
    ...['evil.example', 'evil.example:PORT', '127.0.0.1', 'localhost', '127.0.0.1:1', 'localhost.evil.example:PORT'],
    ...['127.0.0.1.evil.example:PORT', '127.0.0.2:PORT', '[::1]:PORT', '0.0.0.0:PORT', 'localhost.:PORT', '127.1:PORT'],
    ...['127.0.0.1:PORT@evil.example', 'user@127.0.0.1:PORT', '127.0.0.1:PORT, evil.example', '2130706433:PORT'],
  ]) {
    it(`refuses “${host}”, with a good bearer as well`, async () => {
      for (const path of paths()) {
        const got = await world.send(path, { headers: { host: host.replace('PORT', String(world.port)) } });
        assert.deepEqual([got.status, got.code], [403, 'PB802'], path);
      }
      assert.equal(world.provider.requests.length, 0);
    });
  }

  it('refuses a second Host, and none at all', async () => {
    const bearer = `Authorization: Bearer ${world.bearer.reveal()}\r\n`;
    const good = `Host: 127.0.0.1:${world.port}\r\n`;
    const two = await world.raw(
      `GET /api/v1/Connections HTTP/1.1\r\n${good}${bearer}Host: evil.example\r\nConnection: close\r\n\r\n`,
    );
    assert.match(two, /^HTTP\/1\.1 400 /);
    const none = await world.raw(`GET /api/v1/Connections HTTP/1.1\r\n${bearer}Connection: close\r\n\r\n`);
    assert.match(none, /^HTTP\/1\.1 400 /);
    const old = await world.raw(`GET /api/v1/Connections HTTP/1.0\r\n${bearer}\r\n`);
    assert.match(old, /^HTTP\/1\.1 403 /);
    const one = await world.raw(`GET /api/v1/Connections HTTP/1.1\r\n${good}${bearer}Connection: close\r\n\r\n`);
    assert.match(one, /^HTTP\/1\.1 200 /, 'the same without the mistake is answered');
  });

  for (const origin of [
    'https://evil.example',
    'null',
    'http://127.0.0.1:PORT',
    'http://localhost',
    'vscode-webview://x',
    '',
  ]) {
    it(`refuses the Origin “${origin}”`, async () => {
      for (const path of paths()) {
        const got = await world.send(path, { headers: { origin: origin.replace('PORT', String(world.port)) } });
        assert.deepEqual([got.status, got.code], [403, 'PB802'], path);
      }
      assert.equal(world.provider.requests.length, 0);
    });
  }
});
