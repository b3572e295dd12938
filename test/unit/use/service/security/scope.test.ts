import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bindingUnresolved } from '../../../../../src/model/problems.ts';
import { sharedFolderId } from '../../../../../src/storage/snapshot.ts';
import type { Scope } from '../../../../../src/use/service/service.ts';
import { elementInstanceId } from '../../../../../src/use/service/wire/ids.ts';
import { remember } from '../../../../support/secrets.ts';
import { servicing, tokenOf } from '../../../../support/servicing.ts';

const bound = new Map<string, string>();
const bindings = {
  resolve: async (name: string) => bound.get(name),
  names: async () => [...bound.keys()],
  explain: async (name: string) => (name === 'unchosen' ? bindingUnresolved(name, 'nobody chose') : undefined),
};

describe('the service, asked for a connection outside of the scope', () => {
  const world = servicing({ bindings });
  let finance = '';
  let payables = '';

  beforeEach(async () => {
    bound.clear();
    await mkdir(world.folder('Finance/AP'), { recursive: true });
    finance = await world.connect({ name: 'Ledger' }, tokenOf(remember('provider-token-of-finance')), 'Finance');
    payables = await world.connect({ name: 'Payables' }, tokenOf(remember('provider-token-of-payables')), 'Finance/AP');
  });

  const names = async (scope: Scope) => {
    const bearer = world.service.issueBearer(scope, 'terminal').reveal();
    const got = await world.send('/api/v1/Connections', { bearer });
    return (got.json as { name: string }[]).map(({ name }) => name).sort();
  };
  /** Everything that can be asked of one connection. */
  const codes = async (scope: Scope, id: string) => {
    const bearer = world.service.issueBearer(scope, 'terminal').reveal();
    const paths = [
      `/api/v1/Connections/${id}`,
      `/api/v1/Connections/${id}/token`,
      `/api/v1/Connections/${id}/ping`,
      world.through('/me', id),
    ];
    const got = await Promise.all(paths.map((path) => world.send(path, { bearer })));
    return [...new Set(got.map(({ code }) => code))];
  };

  it('shows and gives nothing to a scope that names nothing', async () => {
    for (const scope of [{}, { folders: [] }, { connections: [] }, { bindings: [] }, { everything: false }]) {
      assert.deepEqual(await names(scope), []);
      assert.deepEqual(await codes(scope, world.id), ['PB803']);
    }
    assert.equal(world.provider.requests.length, 0);
  });

  it('keeps to the connections that are named', async () => {
    const scope = { connections: [finance] };
    assert.deepEqual(await names(scope), ['Ledger']);
    assert.deepEqual(await codes(scope, world.id), ['PB803']);
    assert.deepEqual(await codes(scope, String(elementInstanceId(world.id))), ['PB803'], 'nor by its number');
    assert.equal(world.provider.requests.length, 0);
    const bearer = world.service.issueBearer(scope, 'terminal').reveal();
    for (const id of [finance, finance.toUpperCase(), String(elementInstanceId(finance))])
      assert.equal((await world.send(world.through('/me', id), { bearer })).status, 200);
  });

  it('keeps to the folders that are named, with those in them and not those around', async () => {
    assert.deepEqual(await names({ folders: ['personal'] }), ['Help desk']);
    assert.deepEqual(await names({ folders: [sharedFolderId(world.folder('Finance'))] }), ['Ledger', 'Payables']);
    const inner = { folders: [sharedFolderId(join(world.folder('Finance'), 'AP'))] };
    assert.deepEqual(await names(inner), ['Payables']);
    assert.deepEqual(await codes(inner, finance), ['PB803']);
    assert.equal(world.provider.requests.length, 0);
  });

  it('follows a binding that is switched, and lets go of what it meant before', async () => {
    const scope = { bindings: ['crm'] };
    const bearer = world.service.issueBearer(scope, 'terminal').reveal();
    assert.deepEqual(await codes(scope, 'crm'), ['PB803'], 'nobody has chosen');
    bound.set('crm', finance);
    assert.equal((await world.send(world.through('/me', 'crm'), { bearer })).status, 200);
    bound.set('crm', payables);
    assert.equal((await world.send(world.through('/me', 'crm'), { bearer })).status, 200);
    const sent = world.provider.requests.map(({ headers }) => headers.authorization);
    assert.deepEqual(sent, ['Bearer provider-token-of-finance', 'Bearer provider-token-of-payables']);
    assert.deepEqual(await codes(scope, finance), ['PB803']);
    assert.deepEqual(await names(scope), ['Payables']);
  });

  it('lets nobody say a name that is not theirs', async () => {
    bound.set('crm', finance).set('desk', world.id);
    assert.deepEqual(await codes({ bindings: ['desk'] }, 'crm'), ['PB803']);
    assert.deepEqual(await codes({ connections: [finance] }, 'crm'), ['PB803']);
    assert.deepEqual(await codes({ bindings: ['unchosen'] }, 'unchosen'), ['PB751'], 'why, to whom it is');
    assert.deepEqual(await codes({ bindings: ['desk'] }, 'unchosen'), ['PB803'], 'and to nobody else');
    assert.deepEqual(await names({ bindings: 'all' }), ['Help desk', 'Ledger']);
    assert.equal(world.provider.requests.length, 0);
  });

  it('says the same of what is outside and of what is not there', async () => {
    const bearer = world.service.issueBearer({ connections: [finance] }, 'terminal').reveal();
    const nowhere = '00000000-0000-4000-8000-000000000000';
    const answers = [world.id, nowhere].map(async (id) => {
      const got = await world.send(`/api/v1/Connections/${id}`, { bearer });
      return got.text.replaceAll(id, 'ID').replaceAll(/[\da-f]{32}/g, 'TRACE');
    });
    const [outside, missing] = await Promise.all(answers);
    assert.equal(outside, missing);
    assert.match(outside ?? '', /CNS1006/);
  });

  it('tells of no folder that nothing in the scope lies in', async () => {
    const bearer = world.service.issueBearer({ folders: ['personal'] }, 'terminal').reveal();
    const folders = await world.send('/orchestrator_/api/FoldersNavigation/GetFoldersForCurrentUser?searchText=Fin', {
      bearer,
    });
    assert.deepEqual(folders.json, { PageItems: [], Count: 0 });
    const headers = { 'x-uipath-folderpath': 'Finance' };
    assert.equal((await world.send('/api/v1/Connections', { bearer, headers })).code, 'PB819');
  });

  it('shows a token to no caller that may only use it', async () => {
    const bearer = world.service.issueBearer({ everything: true, tokens: false }, 'agent').reveal();
    const got = await world.send(`/api/v1/Connections/${world.id}/token`, { bearer });
    assert.deepEqual([got.status, got.code], [403, 'PB818']);
    assert.equal((await world.send(world.through('/me'), { bearer })).status, 200);
  });

  it('gives nothing of a shared folder in a workspace that is not trusted', async () => {
    world.parts.trusted = false;
    world.parts.policiesChanged();
    const got = await world.send(world.through('/me', finance));
    assert.deepEqual([got.status, got.code], [403, 'PB111']);
    assert.equal(world.provider.requests.length, 0);
  });
});
