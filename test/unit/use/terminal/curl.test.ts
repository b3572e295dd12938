import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Connection } from '../../../../src/model/connection.ts';
import { curlLine } from '../../../../src/use/terminal/curl.ts';
import { servicing } from '../../../support/servicing.ts';

const run = promisify(execFile);

describe('Copy as curl', () => {
  const world = servicing({
    connector: { api: { baseUrl: '{siteUrl}/v2', health: { path: '/me?fields=a%20b', method: 'GET' } } },
  });
  const line = async (platform: NodeJS.Platform, changes: Partial<Connection> = {}) => {
    const connection = await world.parts.files.connection(world.id);
    const address = { url: world.service.url, bearer: world.bearer };
    return curlLine(address, { ...connection, ...changes }, world.connector, platform);
  };

  it('is a line that works as it is, and has no token of the application in it', async function () {
    if (process.platform === 'win32') return this.skip();
    const text = await line('linux');
    assert.ok(!text.includes(world.token));
    assert.match(text, /^curl -sS -H 'Authorization: Bearer pb_[\w-]+' 'http:\/\/127\.0\.0\.1:\d+\/elements_\//);
    const there = await run('sh', ['-c', 'command -v curl']).then(
      () => true,
      () => false,
    );
    if (!there) return this.skip();
    const { stdout } = await run('sh', ['-c', `${text} -o /dev/null -w '%{http_code}'`]);
    assert.equal(stdout, '200');
    const [asked] = world.provider.requests;
    assert.equal(asked?.headers.authorization, `Bearer ${world.token}`);
  });

  it('asks what a check asks, below the address of the API', async () => {
    assert.match(await line('linux'), new RegExp(`/instances/${world.id}/me\\?fields=a%20b'$`));
  });

  it('asks the top where the application has nothing to ask with', async () => {
    const { api, ...connector } = world.connector;
    const address = { url: world.service.url, bearer: world.bearer };
    const connection = await world.parts.files.connection(world.id);
    for (const health of [undefined, { path: '/graphql', method: 'POST' as const, body: {}, identity: [] }]) {
      const made = { ...connector, api: { ...api, health } } as typeof world.connector;
      assert.match(curlLine(address, connection, made, 'linux'), /\/instances\/[\w-]+\/'$/);
    }
  });

  it('is nothing that a shell could read as more than a word', async () => {
    const hostile = { id: `x'; rm -rf ~; '$(id)"\`id\`` } as Partial<Connection>;
    const posix = await line('linux', hostile);
    if (process.platform !== 'win32') {
      const { stdout } = await run('sh', ['-c', posix.replace(/^curl -sS -H '[^']+'/, 'printf %s')]);
      assert.ok(stdout.endsWith(`/instances/${hostile.id}/me?fields=a%20b`));
    }
    const windows = await line('win32', hostile);
    assert.match(windows, /^curl\.exe -sS -H "[^"$`]+" "[^"$`]+"$/);
  });
});
