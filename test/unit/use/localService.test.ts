import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { findWindows } from '../../../src/use/discovery/find.ts';
import type { Scope } from '../../../src/use/service/service.ts';
import type { Address } from '../../../src/use/variables.ts';
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

  it('is found with what was said, by the folders that are open now, and with one bearer at a time', async () => {
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
    assert.equal((await get(first)).status, 401);
    await window.service.announce(undefined);
    assert.deepEqual(await found(), []);
    assert.equal((await get(second ?? first)).status, 401);
  });

  it('stays as wide as a person made it', async () => {
    await window.service.announce({ everything: true });
    await window.service.announce(undefined);
    assert.equal((await found()).length, 1);
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
