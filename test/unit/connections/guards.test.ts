import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ControlledAcme, startAcme } from '../../../examples/acme/acme.ts';
import { checkConnection } from '../../../src/connections/check.ts';
import { type CreateRequest, createConnection } from '../../../src/connections/create.ts';
import { reconnectConnection } from '../../../src/connections/reconnect.ts';
import { removeConnection } from '../../../src/connections/remove.ts';
import { connectionState } from '../../../src/connections/state.ts';
import { sharedFolderId } from '../../../src/storage/snapshot.ts';
import { quietly, type TestParts, testParts } from '../../support/testParts.ts';

describe('connections: nothing is lost and nobody is taken for somebody else', () => {
  let acme: ControlledAcme;
  let parts: TestParts;

  before(async () => {
    acme = await startAcme({ control: true });
  });
  after(() => acme.close());
  beforeEach(async () => {
    parts = await testParts();
  });
  afterEach(async () => {
    await acme.control.reset();
    await parts.close();
  });

  const request = (folder = 'personal'): CreateRequest => ({
    folder,
    connector: 'acme',
    authType: 'oauth2',
    name: '',
    accountKind: 'personal',
    values: { siteUrl: acme.url },
    scopes: ['offline_access'],
  });
  const grantsOf = (account: string) => acme.records.snapshot().grants.filter((grant) => grant.account === account);

  it('a reconnect whose account cannot be seen changes nothing, and gives back what it got', async () => {
    const connection = await createConnection(parts, request(), quietly());
    const before = await parts.vault.get(connection.id);
    parts.person = 'grace@acme.example';
    await acme.control.fail({ endpoint: 'api', times: 1, fault: { kind: 'answer', status: 503 } });
    await assert.rejects(reconnectConnection(parts, connection.id, { values: {} }, quietly()), { code: 'PB214' });
    const after = await parts.vault.get(connection.id);
    assert.ok(before.status === 'found' && after.status === 'found' && before.generation === after.generation);
    assert.ok(grantsOf('grace@acme.example').every(({ revokedAt }) => revokedAt));
    assert.equal(grantsOf('ada@acme.example').at(-1)?.revokedAt, undefined, 'the old grant lives');
  });

  it('a check that finds another account says so, and does not take it over', async () => {
    const connection = await createConnection(parts, request(), quietly());
    const eve = { kind: 'answer', status: 200, body: JSON.stringify({ email: 'eve@acme.example' }) } as const;
    await acme.control.fail({ endpoint: 'api', times: 1, fault: eve });
    await assert.rejects(checkConnection(parts, connection.id), { code: 'PB215' });
    const { grant, local } = connectionState(parts.states, connection);
    assert.deepEqual(grant, { status: 'needsSignIn', reason: 'otherAccount' });
    assert.equal(local?.account, 'ada@acme.example');
  });

  it('what a failure of an old credential teaches does not touch a new one', async () => {
    const connection = await createConnection(parts, request(), quietly());
    await reconnectConnection(parts, connection.id, { values: {} }, quietly());
    await parts.states.patch(connection.id, { grant: { status: 'needsSignIn', reason: 'rejected' } }, 1);
    assert.equal(connectionState(parts.states, connection).grant.status, 'connected');
  });

  it('two changes of a state at once are both kept, and its generation never falls', async () => {
    const { id } = await createConnection(parts, request(), quietly());
    for (let round = 0; round < 20; round++) {
      await Promise.all([
        parts.states.patch(id, { generation: round + 2 }),
        parts.states.patch(id, { checkedAt: `2026-01-01T00:00:${String(round).padStart(2, '0')}Z` }),
      ]);
      const state = await parts.states.reread(id);
      assert.equal(state?.generation, round + 2);
      assert.match(state?.checkedAt ?? '', new RegExp(`:${String(round).padStart(2, '0')}Z$`));
    }
    await parts.states.patch(id, { generation: 1 });
    assert.equal((await parts.states.reread(id))?.generation, 21);
  });

  it('a folder that goes away during the sign-in costs the connection, not the grant’s end', async () => {
    const directory = join(parts.workspace, '.patchbay', 'folders', 'Finance');
    await mkdir(directory, { recursive: true });
    const { browse } = parts;
    parts.browse = async (url) => {
      await rm(directory, { recursive: true });
      await browse(url);
    };
    const creating = createConnection(parts, request(sharedFolderId(directory)), quietly());
    await assert.rejects(creating, { code: 'PB109' });
    assert.ok(grantsOf('ada@acme.example').at(-1)?.revokedAt, 'what cannot be kept is given back');
    assert.deepEqual(await parts.vault.keys(), []);
  });

  it('a user who cannot be found out costs nothing', async () => {
    parts.who = () => Promise.reject(new Error('no such user'));
    assert.equal((await createConnection(parts, request(), quietly())).createdBy, undefined);
  });

  it('a member’s sign-in leaves the file of a shared connection as it is', async () => {
    const directory = join(parts.workspace, '.patchbay', 'folders', 'Finance');
    await mkdir(directory, { recursive: true });
    const id = '6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10';
    const file = join(directory, 'acme.connection.jsonc');
    const record = { version: 1, id, name: 'Help desk', connector: 'acme', authType: 'oauth2' };
    const text = JSON.stringify({
      ...record,
      parameters: { siteUrl: acme.url },
      scopes: ['openid', 'offline_access', 'api'],
    });
    await writeFile(file, text);
    await reconnectConnection(parts, id, { values: {} }, quietly());
    assert.equal(await readFile(file, 'utf8'), text);
    assert.equal(parts.states.get(id)?.account, 'ada@acme.example');
  });

  it('a deletion whose file a pull brought back ends nothing', async () => {
    const connection = await createConnection(parts, request(), quietly());
    const text = await readFile(connection.file, 'utf8');
    const removal = await removeConnection(parts, connection.id);
    await writeFile(connection.file, text);
    assert.deepEqual(await removal.finish(), { status: 'undone' });
    assert.equal((await checkConnection(parts, connection.id)).grant.status, 'connected');
  });
});
