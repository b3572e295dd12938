import assert from 'node:assert/strict';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Secret } from '../../../src/model/secret.ts';
import { findWindows } from '../../../src/use/discovery/find.ts';
import type { Scope } from '../../../src/use/service/service.ts';
import type { Address } from '../../../src/use/variables.ts';
import { remember } from '../../support/secrets.ts';
import { servicing } from '../../support/servicing.ts';
import { until } from '../../support/until.ts';
import { testWindow } from '../../support/window.ts';

describe('the local service of a window', () => {
  const world = servicing();
  const window = testWindow(() => world.parts);
  const get = ({ url, bearer }: Address, path = '/connections_/api/v1/Connections') =>
    fetch(url + path, { headers: { authorization: `Bearer ${bearer.reveal()}` } });
  const seen = async (scope: Scope) => {
    const lease = await window.service.lease(scope, 'a test');
    return ((await (await get(lease)).json()) as { name: string }[]).map(({ name }) => name);
  };
  const found = () => findWindows(window.windows);

  it('starts with the first that needs it, once, and answers until a lease is given back', async () => {
    assert.deepEqual(await found(), [], 'nobody has been told of it');
    const [one, two] = await Promise.all([window.service.lease({}, 'one'), window.service.lease({}, 'two')]);
    assert.equal(one.url, two.url);
    assert.equal((await get(one)).status, 200);
    one.dispose();
    assert.deepEqual([(await get(one)).status, (await get(two)).status], [401, 200]);
    assert.deepEqual(await found(), [], 'it runs, and yet nobody was to find it');
  });

  it('ends with the window: streams break off, nothing listens, nobody finds it, nobody starts it again', async () => {
    world.provider.answer = (_, response) => {
      response.writeHead(200);
      response.write('begun');
    };
    const lease = await window.service.lease({ everything: true }, 'a stream');
    await window.service.announce({ everything: true });
    assert.equal((await found()).length, 1);
    const answer = await get(lease, world.through('/stream'));
    const reader = answer.body?.getReader();
    assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), 'begun');
    const closing = window.service.close();
    assert.deepEqual(await found(), [], 'at once, since the process may end');
    await closing;
    await assert.rejects(async () => reader?.read());
    await assert.rejects(get(lease));
    await assert.rejects(window.service.get(), { code: 'PB844' });
    await window.service.close();
  });

  it('is not left behind where the window closes while it starts', async () => {
    const starting = window.service.lease({ everything: true }, 'late');
    await window.service.close();
    const lease = await starting.catch(() => undefined);
    if (lease) await assert.rejects(get(lease));
    await window.service.announce({ everything: true });
    assert.deepEqual(await found(), []);
  });

  it('is found with what was said, by the folders that are open now, and once', async () => {
    await window.bind({ desk: { connection: world.id } });
    await window.service.announce({ bindings: ['desk'] });
    const [first] = await found();
    assert.ok(first);
    assert.deepEqual(first.folders, window.folders);
    assert.equal((await get(first, world.through('/me', 'desk'))).status, 200);
    window.folders = ['/another'];
    await window.service.foldersChanged();
    const [second, ...others] = await found();
    assert.deepEqual([second?.folders, others.length], [['/another'], 0]);
    assert.ok(second?.bearer.equals(first.bearer), 'who found it goes on');
    await window.service.announce(undefined);
    assert.deepEqual(await found(), []);
    assert.equal((await get(second ?? first)).status, 401);
  });

  it('lets go on what programs run with bearers of their own, when it is found anew', async () => {
    await window.bind({ desk: { connection: world.id } });
    await window.service.announce({ bindings: ['desk'] });
    const [first] = await found();
    assert.ok(first);
    const given = await fetch(`${first.url}/patchbay_/api/v1/bearers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${first.bearer.reveal()}` },
      body: JSON.stringify({ bindings: ['desk'] }),
    });
    const { token } = (await given.json()) as { token: string };
    const running = { url: first.url, bearer: new Secret(remember(token)) };
    const status = async () => (await get(running, world.through('/me', 'desk'))).status;
    assert.equal(await status(), 200);
    window.folders = ['/another'];
    await window.service.foldersChanged();
    assert.equal(await status(), 200, 'a folder was added');
    await window.service.announce({ everything: true });
    assert.equal(await status(), 200, 'more was allowed');
    assert.equal((await get(first, world.through('/me'))).status, 200, 'what was found first may do as much');
    await window.service.withdraw();
    assert.equal(await status(), 401);
  });

  it('is announced anew, and closes, where what it left cannot be removed', async () => {
    await window.service.announce({ everything: true });
    const directory = join(window.windows, 'windows');
    const [file = ''] = await readdir(directory);
    await rm(join(directory, file));
    // What is no file is not removed as one.
    await mkdir(join(directory, file));
    window.folders = ['/another'];
    await window.service.foldersChanged();
    const again = (await found()).map(({ folders }) => folders);
    assert.deepEqual(again, [['/another']]);
    const { url } = await window.service.get();
    await window.service.close();
    await assert.rejects(fetch(url));
    await rm(join(directory, file), { recursive: true });
  });

  it('stays as wide as a person made it, until the person takes that back', async () => {
    await window.bind({ desk: { connection: world.id } });
    assert.equal(await window.service.withdraw(), false, 'nothing was said');
    await window.service.announce({ bindings: [] });
    await window.service.announce({ everything: true });
    const [wide] = await found();
    assert.ok(wide);
    await window.service.announce({ bindings: ['desk'] });
    assert.equal((await get(wide, world.through('/me'))).status, 200, 'it is as wide as before');
    assert.equal(await window.service.withdraw(), true);
    assert.equal((await get(wide)).status, 401);
    const [narrow, ...others] = await found();
    assert.ok(narrow && others.length === 0);
    assert.equal((await get(narrow, world.through('/me', 'desk'))).status, 200, 'what was said since holds');
    assert.equal(await window.service.withdraw(), false, 'there is nothing wider');
    await window.service.announce({ everything: true });
    await window.service.announce(undefined);
    assert.equal((await found()).length, 1);
    await window.service.withdraw();
    assert.deepEqual(await found(), [], 'nobody else was let in');
  });

  it('tells of each request, from the first on', async () => {
    const calls: (string | undefined)[] = [];
    window.service.onCall(({ by }) => calls.push(by));
    await get(await window.service.lease({}, 'terminal zsh'));
    await until('it is told', () => calls.length === 1);
    assert.deepEqual(calls, ['terminal zsh']);
  });

  it('lets a caller see what its lease says, and nothing else', async () => {
    await window.bind({ desk: { connection: world.id } });
    assert.deepEqual(await seen({}), []);
    assert.deepEqual(await seen({ bindings: ['desk'] }), ['Help desk']);
    assert.deepEqual(await seen({ bindings: ['other'] }), []);
  });

  it('listens on this computer’s own address alone', async function () {
    // Elsewhere a computer has but one of these addresses.
    if (process.platform !== 'linux') return this.skip();
    const { url } = await window.service.get();
    assert.equal(new URL(url).hostname, '127.0.0.1');
    // Another program may have the same port on every other address.
    const other = createServer().listen({ port: Number(new URL(url).port), host: '127.0.0.2' });
    await new Promise((resolve, reject) => other.once('listening', resolve).once('error', reject));
    other.close();
  });
});
