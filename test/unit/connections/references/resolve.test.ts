import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveReference } from '../../../../src/connections/references/resolve.ts';
import { referenceVersion, writeReference } from '../../../../src/connections/references/write.ts';
import type { Problem } from '../../../../src/model/problem.ts';
import { Secret } from '../../../../src/model/secret.ts';
import { ConfiguredStores } from '../../../../src/storage/stores/configuredStores.ts';
import { remember } from '../../../support/secrets.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { VaultAdmin } from '../../../support/vault/vaultAdmin.ts';
import { VaultStub } from '../../../support/vault/vaultStub.ts';

describe('a secret that lies elsewhere', () => {
  const directory = temporaryDirectory();
  const kept = remember(`kept-${randomUUID()}`);
  const rotated = remember(`rotated-${randomUUID()}`);
  let settings: Record<string, unknown>;
  let environment: NodeJS.ProcessEnv;
  let stores: ConfiguredStores;

  beforeEach(() => {
    settings = {};
    environment = {};
    stores = new ConfiguredStores(() => settings, environment);
  });

  const resolve = (reference: string, signal?: AbortSignal) =>
    resolveReference(
      { stores },
      'token',
      reference,
      { workspaces: [join(directory.path, 'workspace')], environment },
      signal,
    );

  async function refused(work: Promise<unknown>, code: string, words: RegExp, field?: string): Promise<void> {
    const problem = await work.then(
      () => assert.fail('it was done'),
      (error: Problem) => error,
    );
    assert.deepEqual([problem.code, problem.field], [code, field], String(problem));
    assert.match(problem.toSentence(), words);
    assert.ok(!problem.toSentence().includes(kept) && !problem.toSentence().includes(rotated));
  }

  async function file(name: string, mode = 0o600): Promise<string> {
    const path = join(directory.path, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, `${kept}\n`, { mode });
    return path;
  }

  it('is found in a variable, at each use anew', async () => {
    await refused(resolve('env:ACME'), 'PB721', /“token” lies in the environment variable ACME/, 'token');
    environment['ACME'] = kept;
    assert.equal((await resolve('env:ACME')).reveal(), kept);
    environment['ACME'] = rotated;
    assert.equal((await resolve('env:ACME')).reveal(), rotated);
  });

  it('is found in a file outside the workspace that nobody else can read', async () => {
    assert.equal((await resolve(`file:${await file('home/acme')}`)).reveal(), kept);
    await refused(resolve(`file:${join(directory.path, 'none')}`), 'PB722', /ENOENT/, 'token');
    await refused(resolve(`file:${directory.path}`), 'PB722', /is not a file/, 'token');
    const inside = await file('workspace/acme');
    await refused(resolve(`file:${inside}`), 'PB723', /lies in the workspace.*Move it/, 'token');
    if (process.platform === 'win32') return;
    await symlink(inside, join(directory.path, 'link'));
    await refused(resolve(`file:${join(directory.path, 'link')}`), 'PB723', /lies in the workspace/, 'token');
    const open = await file('open');
    await chmod(open, 0o604);
    await refused(resolve(`file:${open}`), 'PB724', /chmod 600/, 'token');
  });

  it('is not looked for where the reference makes no sense', async () => {
    await refused(resolve('secret/crm'), 'PB720', /“token” makes no sense.*Write “env:NAME”/, 'token');
    await refused(resolve('vault://team/secret/crm'), 'PB720', /vault:\/\/store\/mount\/path#field/, 'token');
  });

  describe('in a store (a stub)', () => {
    const reference = 'vault://team/secret/apps/crm#token';
    const path = 'secret/data/apps/crm';
    let vault: VaultStub;
    let admin: VaultAdmin;

    beforeEach(async () => {
      vault = new VaultStub();
      await vault.start();
      admin = new VaultAdmin({ address: vault.origin, rootToken: vault.rootToken });
      const auth = { method: 'token', token: 'env:VAULT_TOKEN' };
      settings['team'] = { type: 'hashicorp-vault', address: vault.origin, auth };
      await admin.policy('crm', { 'secret/data/*': ['create', 'read', 'update'] });
      environment['VAULT_TOKEN'] = await admin.token({ policies: ['crm'] });
    });
    afterEach(() => vault.stop());

    const write = (text: string, secret: string, expected?: number) =>
      writeReference({ stores }, 'token', text, new Secret(secret), undefined, expected);

    it('is read by the name that the person gave the store', async () => {
      await admin.put(path, { token: kept });
      assert.equal((await resolve(reference)).reveal(), kept);
      await admin.put(path, { token: rotated });
      assert.equal((await resolve(reference)).reveal(), rotated);
      assert.equal((await resolve('vault://team/secret/apps/crm?version=1#token')).reveal(), kept);
    });

    it('goes nowhere by a name that the person did not give', async () => {
      vault.requests.length = 0;
      await refused(resolve('vault://other/secret/apps/crm#token'), 'PB725', /“other”, which is not known/);
      await refused(resolve('vault://default/secret/apps/crm#token'), 'PB725', /patchbay\.stores/);
      environment['VAULT_ADDR'] = vault.origin;
      await admin.put(path, { token: kept });
      assert.equal((await resolve('vault://default/secret/apps/crm#token')).reveal(), kept);
    });

    it('is written, and the others at the path stay', async () => {
      await admin.put(path, { token: kept, user: 'crm' });
      await write(reference, rotated);
      assert.deepEqual((await admin.get(path)).data, { token: rotated, user: 'crm' });
      await write('vault://team/secret/new#token', kept);
      assert.deepEqual((await admin.get('secret/data/new')).data, { token: kept });
    });

    it('is not written over what somebody wrote since one looked', async () => {
      await admin.put(path, { token: 'old' });
      const seen = await referenceVersion({ stores }, 'token', reference);
      await admin.put(path, { token: kept });
      await refused(write(reference, rotated, seen), 'PB734', /Somebody changed secret\/apps\/crm.*Nothing was over/);
      vault.beforeWrite = () => vault.write('apps/crm', JSON.stringify({ data: { token: kept, by: 'ben' } }));
      await refused(write(reference, rotated), 'PB734', /meanwhile/);
      assert.deepEqual((await admin.get(path)).data, { token: kept, by: 'ben' });
    });

    it('is not written where Patchbay does not write', async () => {
      await refused(write('env:ACME', kept), 'PB736', /environment variable ACME/, 'token');
      await refused(write('file:/run/acme', kept), 'PB736', /file \/run\/acme/, 'token');
      await refused(write(reference.replace('#', '?version=1#'), kept), 'PB736', /version 1/, 'token');
      await refused(write('acme', kept), 'PB720', /neither/, 'token');
    });

    it('says why it cannot be had', async () => {
      await refused(resolve(reference), 'PB731', /nothing at secret\/apps\/crm/);
      await admin.put(path, { other: kept });
      await refused(resolve(reference), 'PB732', /no text “token”/);
      await refused(resolve('vault://team/kv/crm#token'), 'PB730', /kv\/crm/);
      vault.sealed = true;
      await refused(resolve(reference), 'PB728', /sealed/);
      vault.sealed = false;
      vault.now = () => Date.now() + 3600_001;
      await refused(resolve(reference), 'PB729', /permission denied/);
      delete environment['VAULT_TOKEN'];
      await refused(resolve(reference), 'PB737', /VAULT_TOKEN is not set/);
    });
  });
});
