import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ControlledAcme, startAcme } from '../../../examples/acme/acme.ts';
import { createConnection } from '../../../src/connections/create.ts';
import { useCredential } from '../../../src/connections/credential.ts';
import { forgetEverything } from '../../../src/connections/forget.ts';
import { reconnectConnection } from '../../../src/connections/reconnect.ts';
import { removeConnection } from '../../../src/connections/remove.ts';
import { connectionState } from '../../../src/connections/state.ts';
import type { AuthType } from '../../../src/model/authType.ts';
import { makeToken } from '../../support/acmeBrowser.ts';
import { memoryKeyStore, quietly, type TestParts, testParts } from '../../support/testParts.ts';

describe('connections: forget everything', () => {
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

  const add = (name: string, authType: AuthType, values: Record<string, string> = {}) =>
    createConnection(
      parts,
      {
        folder: 'personal',
        connector: 'acme',
        authType,
        name,
        accountKind: 'personal',
        values: { siteUrl: acme.url, ...values },
        scopes: ['offline_access'],
      },
      quietly(),
    );
  const ownApp = { clientId: 'acme-byoa', clientSecret: 'acme-byoa-secret' };
  const outcomes = (forgotten: Awaited<ReturnType<typeof forgetEverything>>) =>
    Object.fromEntries(forgotten.map(({ connection, outcome }) => [connection?.name, outcome.status]));

  it('leaves no credential, and says of each what became of it', async () => {
    const signedIn = await add('signed in', 'byoa', ownApp);
    await add('pasted', 'pat', { token: await makeToken(acme.url, 'ada@acme.example', 'tokens') });
    const deleted = await add('deleted', 'oauth2');
    await removeConnection(parts, deleted.id);
    const usage = await parts.usage();
    usage.note([{ connection: signedIn.id, at: Date.now(), by: 'terminal' }]);
    const progress: string[] = [];
    const forgotten = await forgetEverything(parts, parts.root, (done, all) => progress.push(`${done}/${all}`));
    assert.deepEqual(outcomes(forgotten), { 'signed in': 'revoked', pasted: 'pasted', deleted: 'revoked' });
    assert.deepEqual(progress, ['1/3', '2/3', '3/3']);
    assert.equal(forgotten[0]?.application, 'Acme (demo)');
    assert.deepEqual(await parts.vault.keys(), []);
    assert.deepEqual(await usage.of(signedIn.id), { days: {} });
    assert.ok(
      acme.records
        .snapshot()
        .grants.slice(-2)
        .every(({ revokedBy }) => revokedBy === 'client'),
    );
    assert.deepEqual(await parts.tombstones.list(), []);
    const files = await readdir(parts.root, { recursive: true, withFileTypes: true });
    const left = files.filter((entry) => entry.isFile()).map(({ name }) => name);
    // The record of what was done stays.
    const kept = /\.connection\.jsonc$|^audit/;
    assert.deepEqual(left.filter((name) => !kept.test(name)).sort(), ['minted']);
    await assert.rejects(useCredential(parts, signedIn.id), { code: 'PB303' });
    assert.deepEqual(connectionState(parts.states, signedIn).grant, { status: 'needsSignIn', reason: 'notHere' });
    await reconnectConnection(parts, signedIn.id, { values: { clientSecret: ownApp.clientSecret } }, quietly());
    await useCredential(parts, signedIn.id);
    await parts.audit.flush();
    assert.match(await readFile(parts.audit.file, 'utf8'), /"action":"forget"/);
  });

  it('purges also where the provider does not answer, and says so', async () => {
    await add('signed in', 'byoa', ownApp);
    await acme.control.down();
    const forgotten = await forgetEverything(parts, parts.root);
    assert.deepEqual(outcomes(forgotten), { 'signed in': 'failed' });
    assert.deepEqual(await parts.vault.keys(), []);
    assert.deepEqual(await parts.recent.keys(), []);
  });

  it('says which it could not purge, and goes on', async () => {
    const stuck = await add('stuck', 'byoa', ownApp);
    await add('other', 'byoa', ownApp);
    const remove = parts.vault.delete.bind(parts.vault);
    parts.vault.delete = (id) => (id === stuck.id ? Promise.reject(new Error('EACCES')) : remove(id));
    const forgotten = await forgetEverything(parts, parts.root);
    assert.deepEqual(outcomes(forgotten), { stuck: 'kept', other: 'revoked' });
    assert.deepEqual(await parts.vault.keys(), [stuck.id]);
    assert.equal(connectionState(parts.states, stuck).grant.status, 'connected', 'it is not gone');
  });

  it('gives back nothing of a connection that is not here, and says so', async () => {
    const connection = await add('on another branch', 'byoa', ownApp);
    await rm(connection.file);
    await parts.files.reload();
    const [forgotten] = await forgetEverything(parts, parts.root);
    assert.deepEqual([forgotten?.id, forgotten?.outcome.status], [connection.id, 'failed']);
    assert.deepEqual(await parts.vault.keys(), []);
  });

  it('leaves what is another browser’s', async () => {
    const connection = await add('shared machine', 'byoa', ownApp);
    const other = await testParts({ root: parts.root, keyStore: memoryKeyStore() });
    await other.states.ready();
    await reconnectConnection(other, connection.id, { values: { clientSecret: ownApp.clientSecret } }, quietly());
    await forgetEverything(other, parts.root);
    assert.deepEqual(await other.vault.keys(), []);
    assert.deepEqual(await parts.vault.keys(), [connection.id]);
    await useCredential(parts, connection.id, { force: true });
    assert.ok(existsState(join(parts.root, 'state', await parts.vault.domain())));
    await other.close();
  });

  async function existsState(directory: string): Promise<boolean> {
    return (await readdir(directory)).length === 1;
  }
});
