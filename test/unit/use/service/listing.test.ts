import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { sharedFolderId } from '../../../../src/storage/snapshot.ts';
import { folderKey } from '../../../../src/use/service/wire/ids.ts';
import { remember } from '../../../support/secrets.ts';
import { servicing, tokenOf } from '../../../support/servicing.ts';

type Wire = Record<string, unknown> & { name: string };

describe('the service’s lists', () => {
  const world = servicing();
  let finance = '';

  beforeEach(async () => {
    await mkdir(world.folder('Finance/AP'), { recursive: true });
    const credential = tokenOf(remember('provider-token-for-lists'));
    finance = sharedFolderId(world.folder('Finance'));
    await world.connect(
      { name: 'Ledger', isDefault: true, createdAt: '2026-01-02T00:00:00Z', createdBy: 'ana@acme.example' },
      credential,
      'Finance',
    );
    await world.connect(
      { name: "Ana's books", connector: 'other', createdAt: '2026-01-03T00:00:00Z' },
      credential,
      'Finance/AP',
    );
  });

  const get = (path: string, headers = {}) => world.send(path, { headers });
  const names = async (query: string, headers = {}) => {
    const got = await get(`/api/v1/Connections${query}`, headers);
    assert.equal(got.status, 200, got.text);
    return (got.json as Wire[]).map(({ name }) => name);
  };
  const filter = (text: string) => names(`?$filter=${encodeURIComponent(text)}&$expand=connector,folder`);

  it('describe a connection as that service does, and tell nothing of its credential', async () => {
    const { json, text } = await get(`/api/v1/Connections/${world.id}`);
    const { elementInstanceId, folder, updateTime, ...rest } = json as Wire;
    assert.ok(Number.isSafeInteger(elementInstanceId) && (elementInstanceId as number) > 0);
    assert.deepEqual(folder, {
      key: folderKey('personal'),
      displayName: 'Personal Workspace',
      fullyQualifiedName: 'Personal Workspace',
      folderType: 'Personal',
    });
    assert.deepEqual(rest, {
      id: world.id,
      name: 'Help desk',
      owner: null,
      createTime: null,
      state: 'Enabled',
      apiBaseUri: `${world.provider.origin}/api`,
      connector: {
        id: 'acme',
        key: 'acme',
        name: 'Test App',
        isPrivate: false,
        hasEvents: false,
        lifeCycleStage: 'GA',
      },
      isDefault: false,
      connectionIdentity: null,
      pollingIntervalInMinutes: 5,
      byoaConnection: false,
      authenticationType: 'pat',
    });
    assert.ok(!text.includes(world.token) && !text.includes(world.parts.root));
    assert.equal(updateTime, '2026-01-01T00:00:00Z');
  });

  it('are found where clients look, with and without what they put before', async () => {
    for (const before of ['', '/connections_', '/acme/prod/connections_']) {
      assert.equal((await get(`${before}/api/v1/Connections`)).status, 200, before);
      assert.equal((await get(`${before}/api/v1/connections/${world.id}`)).status, 200, before);
    }
    for (const before of ['', '/elements_', '/acme/prod/elements_'])
      assert.equal((await get(`${before}/v3/element/instances/${world.id}/me`)).status, 200, before);
    for (const path of [
      '/',
      '/api/v2/Connections',
      '/a/connections_/api/v1/Connections',
      '/a/b/c/connections_/api/v1/Connections',
      '/api/v1/Connections/x/y',
      '/acme/prod/api/v1/Connections',
      '/elements_/v3/element/instances',
    ])
      assert.deepEqual([(await get(path)).status, (await get(path)).code], [404, 'PB813'], path);
  });

  it('only tell', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const got = await world.send(`/api/v1/Connections/${world.id}`, { method });
      assert.deepEqual([got.status, got.code], [405, 'PB814'], method);
    }
    const head = await world.send('/api/v1/Connections', { method: 'HEAD' });
    assert.deepEqual([head.status, head.text, Number(head.headers['content-length']) > 100], [200, '', true]);
  });

  it('understand what the SDK for Python asks', async () => {
    assert.deepEqual(await filter("contains(Name, 'ledg')"), ['Ledger']);
    assert.deepEqual(await filter("contains(Name, 'ana''s')"), ["Ana's books"]);
    assert.deepEqual(await filter("connector/key eq 'other'"), ["Ana's books"]);
    assert.deepEqual(await filter("contains(Name, 'e') and connector/key eq 'acme' and state eq 'Enabled'"), [
      'Help desk',
      'Ledger',
    ]);
    assert.deepEqual((await names('?$top=1&$skip=1')).length, 1);
    assert.deepEqual(await names('?$top=0'), []);
  });

  it('understand what the SDK for TypeScript asks', async () => {
    assert.deepEqual((await names('?mostRecentFirst=true')).slice(0, 2), ["Ana's books", 'Ledger']);
    assert.deepEqual(await names('?folderDefaults=true'), ['Ledger']);
    assert.deepEqual(await names('?mostRecentFirst=true&pageIndex=2&pageSize=2'), ['Help desk']);
  });

  it('refuse what they do not understand, in place of a wrong list', async () => {
    for (const query of [
      "$filter=Name gt 'x'",
      "$filter=secret eq 'x'",
      '$filter=x',
      "$filter=Name eq 'x' or Name eq 'y'",
      "$filter=Name eq 'x",
      '$top=-1',
      '$top=x',
      "$filter=constructor eq 'x'",
    ]) {
      const got = await get(`/api/v1/Connections?${query.replaceAll(' ', '%20')}`);
      assert.deepEqual([got.status, got.code, (got.json as Wire)['code']], [400, 'PB812', 'CNS1026'], query);
    }
  });

  it('keep to the folder that a request names, by key or by path', async () => {
    const path = Buffer.from('Finance', 'utf16le').toString('base64');
    for (const headers of [
      { 'x-uipath-folderkey': folderKey(finance) },
      { 'x-uipath-folderpath': 'Finance' },
      { 'x-uipath-folderpath-encoded': path },
    ])
      assert.deepEqual(await names('', headers), ['Ledger']);
    assert.deepEqual(
      await names('?allFolders=true', { 'x-uipath-folderpath': 'Finance' }).then(({ length }) => length),
      3,
    );
    const got = await get('/api/v1/Connections', { 'x-uipath-folderkey': 'x' });
    assert.deepEqual([got.status, got.code], [404, 'PB819']);
  });

  it('name the folders, for the SDK to look up', async () => {
    const got = await get(
      '/acme/prod/orchestrator_/api/FoldersNavigation/GetFoldersForCurrentUser?searchText=AP&skip=0&take=20',
    );
    const [item] = (got.json as { PageItems: Record<string, string>[] }).PageItems;
    assert.equal(item?.['FullyQualifiedName'], 'Finance/AP');
    assert.deepEqual(await names('', { 'x-uipath-folderkey': item?.['Key'] }), ["Ana's books"]);
  });

  it('name connectors, with what there is of each', async () => {
    const all = (await get('/api/v1/Connectors')).json as Wire[];
    assert.deepEqual(
      all.map(({ key, connectionCount }) => [key, connectionCount]),
      [['acme', 2]],
    );
    assert.equal(((await get('/api/v1/Connectors/acme')).json as Wire).name, 'Test App');
    assert.equal(((await get('/api/v1/Connectors/acme/connections')).json as Wire[]).length, 2);
    const missing = await get('/api/v1/Connectors/nothing');
    assert.deepEqual([missing.status, (missing.json as Wire)['code']], [404, 'CNS1001']);
  });

  it('find the default: the one that is marked, or the only one', async () => {
    const found = async (headers = {}) =>
      ((await get('/api/v1/Connectors/acme/connection', headers)).json as Wire).name;
    assert.equal(await found(), 'Ledger');
    assert.equal(await found({ 'x-uipath-folderkey': folderKey('personal') }), 'Help desk');
    await world.connect({ name: 'Second' }, tokenOf(world.token));
    const none = await get('/api/v1/Connectors/acme/connection', { 'x-uipath-folderkey': folderKey('personal') });
    assert.deepEqual([none.status, (none.json as Wire)['code'], none.code], [404, 'CNS1000', 'PB811']);
  });

  it('say what is wrong in that service’s shape, with a trace that the call has, too', async () => {
    const got = await get('/api/v1/Connections/nothing');
    const { code, message, traceId } = got.json as Wire;
    assert.equal(code, 'CNS1006');
    assert.match(String(message), /“nothing”.*\(PB803\)$/);
    assert.equal(got.headers['x-uipath-traceid'], traceId);
    assert.equal(world.calls.find((call) => call.traceId === traceId)?.problem, 'PB803');
  });
});
