import assert from 'node:assert/strict';
import { bindingUnresolved } from '../../../../src/model/problems.ts';
import type { Bindings } from '../../../../src/use/service/options.ts';
import { json } from '../../../support/localServer.ts';
import { remember } from '../../../support/secrets.ts';
import { servicing } from '../../../support/servicing.ts';

describe('what the command line asks of the service', () => {
  const means = new Map<string, string>();
  const bindings: Bindings = {
    resolve: async (name) => means.get(name),
    explain: async (name) => (name === 'lost' ? bindingUnresolved(name, 'it is lost') : undefined),
    describe: async () => [...means.keys(), 'lost'].map((name) => ({ name, status: 'resolved' })),
    names: async () => [...means.keys(), 'lost'],
  };
  const world = servicing({ bindings });
  const paths = { bindings: '/patchbay_/api/v1/bindings', bearers: '/patchbay_/api/v1/bearers' };
  const narrow = async (wanted: unknown, bearer?: string) => {
    const sending = { method: 'POST', body: JSON.stringify(wanted), ...(bearer === undefined ? {} : { bearer }) };
    const got = await world.send(paths.bearers, sending);
    const { id = '', token = '' } = (got.json ?? {}) as { id?: string; token?: string };
    if (token !== '') remember(token);
    return { ...got, id, token };
  };
  const statusOf = async (path: string, bearer: string) => (await world.send(path, { bearer })).status;

  beforeEach(() => {
    means.clear();
    means.set('desk', world.id);
    means.set('other', world.id);
    world.provider.answer = (_, response) => json(response, { fine: true });
  });

  it('are the bindings that the caller may say', async () => {
    const all = await world.send(paths.bindings);
    assert.deepEqual(
      (all.json as { name: string }[]).map(({ name }) => name),
      ['desk', 'other', 'lost'],
    );
    const { token } = await narrow({ bindings: ['desk'] });
    const few = await world.send(paths.bindings, { bearer: token });
    assert.deepEqual(few.json, [{ name: 'desk', status: 'resolved' }]);
    assert.equal((await world.send(paths.bindings, { method: 'POST' })).status, 405);
  });

  it('is a bearer that may do less, and ends when it is told to', async () => {
    const { status, id, token } = await narrow({ bindings: ['desk'] });
    assert.equal(status, 201);
    assert.equal(await statusOf(world.through('/x', 'desk'), token), 200);
    assert.equal(await statusOf(world.through('/x', 'other'), token), 404);
    assert.equal((await narrow({ bindings: ['other'] }, token)).code, 'PB803');
    assert.equal((await world.send(`${paths.bearers}/${id}`, { method: 'DELETE', bearer: token })).status, 404);
    assert.equal((await world.send(`${paths.bearers}/${id}`, { method: 'DELETE' })).status, 204);
    assert.equal(await statusOf(world.through('/x', 'desk'), token), 401);
    assert.equal((await world.send(`${paths.bearers}/${id}`, { method: 'DELETE' })).status, 404);
  });

  it('ends with the bearer that it came of, and those that it gave with it', async () => {
    const { token } = await narrow({ bindings: ['desk'], connections: [world.id] });
    const { token: inner } = await narrow({ bindings: ['desk'] }, token);
    assert.equal(await statusOf(world.through('/x'), token), 200);
    assert.equal(await statusOf(world.through('/x', 'desk'), inner), 200);
    world.service.revoke(world.bearer);
    for (const one of [token, inner]) assert.equal(await statusOf(world.through('/x', 'desk'), one), 401);
  });

  it('follows the binding when it means another connection', async () => {
    const { token } = await narrow({ bindings: ['desk'] });
    means.set('desk', '3d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10');
    assert.equal(await statusOf(world.through('/x'), token), 404);
  });

  it('is not given for what nobody knows, or for words that are no names', async () => {
    assert.equal((await narrow({ bindings: ['unknown'] })).code, 'PB803');
    assert.equal((await narrow({ connections: ['3d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10'] })).code, 'PB803');
    for (const wanted of [{ everything: true }, { bindings: 'desk' }, { folders: [] }, [], 1])
      assert.equal((await narrow(wanted)).code, 'PB815');
    for (const body of ['', '{', `{"bindings":["${'x'.repeat(70_000)}"]}`])
      assert.equal((await world.send(paths.bearers, { method: 'POST', body })).code, 'PB815');
    assert.equal((await world.send(paths.bearers)).status, 405);
    assert.equal((await world.send(`${paths.bearers}/x/y`)).status, 404);
  });

  it('says why a name leads nowhere', async () => {
    const got = await world.send(world.through('/x', 'lost'));
    assert.deepEqual([got.status, got.code], [404, 'PB751']);
    assert.match(got.text, /"providerErrorCode":"CNS1006"/);
  });
});
