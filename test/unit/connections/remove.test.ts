import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ControlledAcme, startAcme } from '../../../examples/acme/acme.ts';
import { checkConnection } from '../../../src/connections/check.ts';
import { createConnection } from '../../../src/connections/create.ts';
import { useCredential } from '../../../src/connections/credential.ts';
import { reconnectConnection } from '../../../src/connections/reconnect.ts';
import { finishPending, removeConnection } from '../../../src/connections/remove.ts';
import { connectionState } from '../../../src/connections/state.ts';
import type { Connection } from '../../../src/model/connection.ts';
import { memoryKeyStore, quietly, type TestParts, testParts } from '../../support/testParts.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

describe('connections: deletion, and taking it back', () => {
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

  const add = (where: TestParts = parts, folder = 'personal') =>
    createConnection(
      where,
      {
        folder,
        connector: 'acme',
        authType: 'byoa',
        name: 'Help desk',
        accountKind: 'personal',
        values: { siteUrl: acme.url, clientId: 'acme-byoa', clientSecret: 'acme-byoa-secret' },
        scopes: ['offline_access'],
      },
      quietly(),
    );
  const lastGrant = () => acme.records.snapshot().grants.at(-1);
  const find = async (id: string) => (await parts.files.reload()).connections.get(id);

  it('restores the file to the letter, the credential and all that is known', async () => {
    const connection = await add();
    const text = `// mine\n${await readFile(connection.file, 'utf8')}`;
    await writeFile(connection.file, text);
    await parts.files.reload();
    const [credential, state] = [await parts.vault.get(connection.id), parts.states.get(connection.id)];
    const removal = await removeConnection(parts, connection.id);
    assert.equal(existsSync(connection.file), false);
    assert.equal(await find(connection.id), undefined);
    await removal.undo();
    assert.equal(await readFile(connection.file, 'utf8'), text);
    assert.deepEqual(await parts.vault.get(connection.id), credential);
    assert.deepEqual(parts.states.get(connection.id), state);
    assert.deepEqual(await parts.tombstones.list(), []);
    assert.equal(lastGrant()?.revokedAt, undefined);
    await useCredential(parts, connection.id, { force: true });
    assert.equal((await checkConnection(parts, connection.id)).grant.status, 'connected');
  });

  it('restores into a folder that went meanwhile, and beside a file that took its place', async () => {
    const folder = join(parts.workspace, '.patchbay', 'folders', 'Finance');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'folder.jsonc'), '{ "version": 1 }');
    await parts.files.reload();
    const shared = [...(await parts.files.snapshot()).folders.values()].find(({ kind }) => kind === 'shared');
    const connection = await add(parts, shared?.id);
    const removal = await removeConnection(parts, connection.id);
    await rm(folder, { recursive: true });
    await removal.undo();
    assert.equal((await find(connection.id))?.name, 'Help desk');

    const again = await removeConnection(parts, connection.id);
    await writeFile(connection.file, 'somebody else’s');
    await again.undo();
    const back = await find(connection.id);
    assert.ok(back && back.file !== connection.file);
    assert.equal(await readFile(connection.file, 'utf8'), 'somebody else’s');
  });

  it('leaves one file where a pull had brought it back before', async () => {
    const connection = await add();
    const text = await readFile(connection.file, 'utf8');
    const removal = await removeConnection(parts, connection.id);
    await writeFile(join(dirname(connection.file), 'pulled.connection.jsonc'), text);
    await removal.undo();
    const { connections, problems } = await parts.files.reload();
    assert.deepEqual([connections.size, problems.length], [1, 0]);
    assert.deepEqual(await removal.finish(), { status: 'undone' });
    assert.equal((await parts.vault.get(connection.id)).status, 'found');
  });

  it('takes what was counted of its use along, once it is final', async () => {
    const { id } = await add();
    const usage = await parts.usage();
    usage.note([{ connection: id, at: Date.now(), by: 'terminal' }]);
    const removal = await removeConnection(parts, id);
    await removal.undo();
    assert.equal((await usage.of(id)).last?.by, 'terminal');
    const again = await removeConnection(parts, id);
    assert.equal((await usage.of(id)).last?.by, 'terminal', 'it can still be undone');
    await again.finish();
    assert.deepEqual(await usage.of(id), { days: {} });
  });

  it('comes back after it was final, with all but its sign-in', async () => {
    const connection = await add();
    const removal = await removeConnection(parts, connection.id);
    assert.deepEqual(await removal.finish(), { status: 'revoked' });
    await removal.undo();
    const back = (await find(connection.id)) as Connection;
    assert.deepEqual(connectionState(parts.states, back).grant, { status: 'needsSignIn', reason: 'notHere' });
    await reconnectConnection(parts, back.id, { values: { clientSecret: 'acme-byoa-secret' } }, quietly());
    assert.equal((await checkConnection(parts, back.id)).grant.status, 'connected');
  });

  it('is purged here also where the provider does not answer, and says so', async () => {
    const connection = await add();
    await acme.control.down();
    const farewell = await (await removeConnection(parts, connection.id)).finish();
    assert.equal(farewell.status, 'failed');
    assert.equal((await parts.vault.get(connection.id)).status, 'missing');
  });

  describe('that a closed window left', () => {
    it('is finished after a minute, and forgotten after seven days', async () => {
      const connection = await add();
      await removeConnection(parts, connection.id);
      await finishPending(parts, Date.now() + 59_000);
      assert.equal((await parts.vault.get(connection.id)).status, 'found', 'it may still be undone');
      await finishPending(parts, Date.now() + 2 * minute);
      assert.equal((await parts.vault.get(connection.id)).status, 'missing');
      assert.equal(lastGrant()?.revokedBy, 'client');
      assert.equal(parts.states.get(connection.id), undefined);
      assert.equal((await parts.tombstones.get(connection.id))?.purged, true);
      await finishPending(parts, Date.now() + 6 * day);
      assert.ok(await parts.tombstones.get(connection.id));
      await finishPending(parts, Date.now() + 8 * day);
      assert.equal(await parts.tombstones.get(connection.id), undefined);
    });

    it('is purged even when it is found after seven days', async () => {
      const connection = await add();
      await removeConnection(parts, connection.id);
      await finishPending(parts, Date.now() + 30 * day);
      assert.equal((await parts.vault.get(connection.id)).status, 'missing');
    });

    it('keeps the credential of one that a pull brought back', async () => {
      const connection = await add();
      const text = await readFile(connection.file, 'utf8');
      await removeConnection(parts, connection.id);
      await writeFile(connection.file, text);
      await parts.files.reload();
      await finishPending(parts, Date.now() + 2 * minute);
      assert.equal((await parts.vault.get(connection.id)).status, 'found');
      assert.deepEqual(await parts.tombstones.list(), []);
    });

    it('does not keep the others back where one cannot be finished', async () => {
      const [first, second] = [await add(), await createTwin()];
      for (const { id } of [first, second]) await removeConnection(parts, id);
      const remove = parts.vault.delete.bind(parts.vault);
      parts.vault.delete = (id) => (id === first.id ? Promise.reject(new Error('EACCES')) : remove(id));
      await finishPending(parts, Date.now() + 2 * minute);
      assert.equal((await parts.vault.get(second.id)).status, 'missing');
      parts.vault.delete = remove;
      await finishPending(parts, Date.now() + 2 * minute);
      assert.equal((await parts.vault.get(first.id)).status, 'missing');
    });

    it('is left to the browser that has the credential; another purges what is its own', async () => {
      const connection = await add();
      const other = await testParts({ root: parts.root, keyStore: memoryKeyStore() });
      await other.states.ready();
      await reconnectConnection(other, connection.id, { values: { clientSecret: 'acme-byoa-secret' } }, quietly());
      await removeConnection(parts, connection.id);
      await other.files.reload();
      await finishPending(other, Date.now() + 2 * minute);
      assert.equal((await other.vault.get(connection.id)).status, 'missing');
      assert.equal((await parts.vault.get(connection.id)).status, 'found');
      assert.equal((await parts.tombstones.get(connection.id))?.purged, false);
      await finishPending(parts, Date.now() + 2 * minute);
      assert.equal((await parts.vault.get(connection.id)).status, 'missing');
      const ends = acme.records.snapshot().grants.slice(-2);
      assert.deepEqual(
        ends.map(({ revokedBy }) => revokedBy),
        ['client', 'client'],
      );
      await other.close();
    });
  });

  function createTwin(): Promise<Connection> {
    return createConnection(
      parts,
      {
        folder: 'personal',
        connector: 'acme',
        authType: 'oauth2',
        name: 'Twin',
        accountKind: 'personal',
        values: { siteUrl: acme.url },
        scopes: ['offline_access'],
      },
      quietly(),
    );
  }
});
