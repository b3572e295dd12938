import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ControlledAcme, startAcme } from '../../../../examples/acme/acme.ts';
import { checkConnection } from '../../../../src/connections/check.ts';
import { createConnection } from '../../../../src/connections/create.ts';
import { useCredential } from '../../../../src/connections/credential.ts';
import { reconnectConnection } from '../../../../src/connections/reconnect.ts';
import type { Connection } from '../../../../src/model/connection.ts';
import { sharedFolderId } from '../../../../src/storage/snapshot.ts';
import { remember } from '../../../support/secrets.ts';
import { quietly, type TestParts, testParts } from '../../../support/testParts.ts';
import { VaultAdmin } from '../../../support/vault/vaultAdmin.ts';
import { VaultStub } from '../../../support/vault/vaultStub.ts';

describe('a connection of a team that has a Vault (a stub)', () => {
  const path = 'secret/data/apps/acme';
  let acme: ControlledAcme;
  let vault: VaultStub;
  let admin: VaultAdmin;
  let parts: TestParts;

  before(async () => {
    acme = await startAcme({ control: true });
  });
  after(() => acme.close());
  beforeEach(async () => {
    parts = await testParts();
    vault = new VaultStub();
    await vault.start();
    admin = new VaultAdmin({ address: vault.origin, rootToken: vault.rootToken });
    await admin.policy('team', { 'secret/data/apps/*': ['create', 'read', 'update'] });
    // The stores of a test have an environment of their own, so the token lies in a file.
    const token = await admin.token({ policies: ['team'] });
    const file = join(parts.root, 'vault-token');
    await writeFile(file, token, { mode: 0o600 });
    const auth = { method: 'token', token: `file:${file}` };
    parts.storeSettings['team'] = { type: 'openbao', address: vault.origin, auth };
  });
  afterEach(async () => {
    await vault.stop();
    await parts.close();
  });

  const newKey = () => remember(acme.tokens.issue('apiKey', { account: 'ada@acme.example', name: 'shared' }).secret);

  async function create(): Promise<Connection> {
    const folder = join(parts.workspace, '.patchbay', 'folders', 'Finance');
    await mkdir(folder, { recursive: true });
    return createConnection(
      parts,
      {
        folder: sharedFolderId(folder),
        connector: 'acme',
        authType: 'apiKey',
        name: 'Ledger',
        accountKind: 'service',
        values: { siteUrl: acme.url },
        scopes: [],
        sharing: 'reference',
        references: { token: 'vault://team/secret/apps/acme#key' },
      },
      quietly(),
    );
  }

  const used = async (id: string) => {
    const { credential } = (await useCredential(parts, id)).stored;
    assert.ok(credential.kind === 'token');
    return credential.token.reveal();
  };

  it('reads it there at each use, so that a key which was changed there is used at once', async () => {
    const key = newKey();
    await admin.put(path, { key, owner: 'platform' });
    const { id, file } = await create();
    assert.equal(await used(id), key);
    assert.equal((await checkConnection(parts, id)).grant.status, 'connected');
    assert.doesNotMatch(await readFile(file, 'utf8'), new RegExp(key));
    const next = newKey();
    await admin.put(path, { key: next, owner: 'platform' });
    assert.equal(await used(id), next);
    assert.deepEqual(await parts.vault.keys(), []);
  });

  it('writes the key there that a person reconnects with, and nothing over another’s', async () => {
    await admin.put(path, { key: newKey(), owner: 'platform' });
    const { id } = await create();
    const mine = newKey();
    await reconnectConnection(parts, id, { values: { token: mine } }, quietly());
    assert.deepEqual((await admin.get(path)).data, { key: mine, owner: 'platform' });
    const others = newKey();
    vault.beforeWrite = () => {
      vault.beforeWrite = () => {};
      vault.write('apps/acme', JSON.stringify({ data: { key: others, owner: 'ben' } }));
    };
    await assert.rejects(reconnectConnection(parts, id, { values: { token: newKey() } }, quietly()), { code: 'PB734' });
    assert.deepEqual((await admin.get(path)).data, { key: others, owner: 'ben' });
    assert.equal(await used(id), others);
  });

  it('stays what it is while the Vault is sealed', async () => {
    const key = newKey();
    await admin.put(path, { key });
    const { id } = await create();
    const before = parts.states.get(id)?.grant;
    vault.sealed = true;
    await assert.rejects(used(id), { code: 'PB728' });
    await assert.rejects(checkConnection(parts, id), { code: 'PB728' });
    assert.deepEqual(parts.states.get(id)?.grant, before);
    vault.sealed = false;
    assert.equal(await used(id), key);
  });
});
