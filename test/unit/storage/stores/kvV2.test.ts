import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Problem } from '../../../../src/model/problem.ts';
import { Secret } from '../../../../src/model/secret.ts';
import { KvV2 } from '../../../../src/storage/stores/kvV2.ts';
import { readVaultConfig } from '../../../../src/storage/stores/settings.ts';
import type { StorePlace } from '../../../../src/storage/stores/store.ts';
import { remember } from '../../../support/secrets.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { until } from '../../../support/until.ts';
import { RealVault, realVaultProgram } from '../../../support/vault/realVault.ts';
import { VaultAdmin, type VaultUnderTest } from '../../../support/vault/vaultAdmin.ts';
import { VaultStub } from '../../../support/vault/vaultStub.ts';

/** A server, what opens it after it was sealed, and how it ends. */
interface Running extends VaultUnderTest {
  unsealKey: string;
  stop(): Promise<void>;
}

async function stub(): Promise<Running> {
  const server = new VaultStub();
  await server.start();
  return { address: server.origin, rootToken: server.rootToken, unsealKey: 'any', stop: () => server.stop() };
}

async function real(home: string): Promise<Running> {
  const server = new RealVault();
  await server.start(realVaultProgram ?? '', home);
  const { address, rootToken } = server;
  return { address, rootToken, unsealKey: server.unsealKey(), stop: () => server.stop() };
}

const kinds = [['a stub of Vault', stub], ...(realVaultProgram ? [['a real server', real] as const] : [])] as const;

for (const [what, start] of kinds) {
  describe(`KV version 2, on ${what}`, () => {
    const home = temporaryDirectory();
    let server: Running;
    let admin: VaultAdmin;
    beforeEach(async () => {
      server = await start(home.path);
      admin = new VaultAdmin(server);
      await admin.policy('crm', { 'secret/data/apps/*': ['create', 'read', 'update'] });
      await admin.policy('reader', { 'secret/data/apps/*': ['read'] });
    });
    afterEach(() => server.stop());

    const place: StorePlace = { mount: 'secret', path: 'apps/crm', field: 'token' };
    const kept = remember(`kept-${randomUUID()}`);
    const rotated = remember(`rotated-${randomUUID()}`);
    const data = 'secret/data/apps/crm';

    function open(environment: NodeJS.ProcessEnv, more: object = {}): KvV2 {
      const auth = { method: 'token', token: 'env:T' };
      const setting = { type: 'openbao', address: server.address, auth, ...more };
      return new KvV2(readVaultConfig('team', setting), { store: 'team', environment, now: Date.now });
    }

    const withToken = async (...policies: string[]) => open({ T: await admin.token({ policies }) });

    async function refused(work: Promise<unknown>, code: string, words: RegExp): Promise<Problem> {
      const problem = await work.then(
        () => assert.fail('it was done'),
        (error: Problem) => error,
      );
      assert.equal(problem.code, code, String(problem));
      assert.match(problem.toSentence(), words);
      assert.doesNotMatch(problem.toSentence(), new RegExp(`${kept}|${rotated}|hvs\\.|\\bs\\.[A-Za-z0-9]{20}`));
      return problem;
    }

    it('gives a field and its version', async () => {
      await admin.put(data, { token: kept, pin: 4711, rate: 1.5, nested: { token: 'x' } });
      const store = await withToken('crm');
      const { secret, version } = await store.read(place);
      assert.deepEqual([secret.reveal(), version], [kept, 1]);
      assert.equal((await store.read({ ...place, field: 'pin' })).secret.reveal(), '4711');
      for (const field of ['none', 'nested', 'rate', 'constructor'])
        await refused(store.read({ ...place, field }), 'PB732', new RegExp(`no text “${field}” at secret/apps/crm`));
    });

    it('gives the version that is asked for', async () => {
      await admin.put(data, { token: kept });
      await admin.put(data, { token: rotated });
      const store = await withToken('crm');
      assert.equal((await store.read({ ...place, version: 1 })).secret.reveal(), kept);
      assert.equal((await store.read(place)).secret.reveal(), rotated);
      await refused(store.read({ ...place, version: 7 }), 'PB731', /nothing at secret\/apps\/crm/);
    });

    it('finds a path with any characters', async () => {
      const odd = { ...place, path: 'apps/a b?#%/ü' };
      const store = await withToken('crm');
      await store.write(odd, new Secret(kept), 0);
      assert.equal((await store.read(odd)).secret.reveal(), kept);
    });

    it('says what is not there: a path, a mount, a version that was deleted or destroyed', async () => {
      const store = await withToken('root');
      await refused(store.read(place), 'PB731', /nothing at secret\/apps\/crm.*KV, version 2/);
      await refused(store.read({ ...place, mount: 'elsewhere' }), 'PB731', /nothing at elsewhere\/apps\/crm/);
      await admin.put(data, { token: kept });
      await admin.call('DELETE', data);
      await refused(store.read(place), 'PB733', /this version of secret\/apps\/crm was deleted/);
      assert.equal(await store.version(place), 1);
      await admin.put(data, { token: kept });
      await admin.call('PUT', 'secret/destroy/apps/crm', { versions: [2] });
      await refused(store.read(place), 'PB733', /was deleted/);
    });

    it('writes one field, and keeps the others', async () => {
      await admin.put(data, { token: kept, pin: 4711, nested: { deep: [1, 2] } });
      const store = await withToken('crm');
      const version = await store.version(place);
      assert.equal(await store.write(place, new Secret(rotated), version), 2);
      const now = await admin.get(data);
      assert.deepEqual(now.data, { token: rotated, pin: 4711, nested: { deep: [1, 2] } });
      assert.equal(now.metadata.version, 2);
    });

    it('writes where nothing was, and where it was deleted', async () => {
      const store = await withToken('crm');
      assert.equal(await store.version(place), 0);
      assert.equal(await store.write(place, new Secret(kept), 0), 1);
      await admin.call('DELETE', data);
      assert.equal(await store.write(place, new Secret(rotated), await store.version(place)), 2);
      assert.deepEqual((await admin.get(data)).data, { token: rotated });
    });

    it('overwrites nothing that somebody wrote meanwhile', async () => {
      await admin.put(data, { token: 'old' });
      const store = await withToken('crm');
      const version = await store.version(place);
      await admin.put(data, { token: kept });
      await refused(
        store.write(place, new Secret(rotated), version),
        'PB734',
        /changed secret\/apps\/crm.*Nothing was/,
      );
      assert.deepEqual((await admin.get(data)).data, { token: kept });
      await refused(store.write(place, new Secret(rotated), 0), 'PB734', /meanwhile/);
    });

    it('tells a token that may not from one that is none', async () => {
      await admin.put(data, { token: kept });
      await refused((await withToken('default')).read(place), 'PB730', /not let you do this with secret\/apps\/crm/);
      await refused((await withToken('crm')).read({ ...place, path: 'other' }), 'PB730', /secret\/other/);
      const reader = await withToken('reader');
      assert.equal((await reader.read(place)).secret.reveal(), kept);
      await refused(reader.write(place, new Secret(rotated), 1), 'PB730', /secret\/apps\/crm/);
      const lone = await admin.token({ policies: ['crm'], no_default_policy: true });
      await refused(open({ T: lone }).read({ ...place, path: 'other' }), 'PB730', /secret\/other/);
      await refused(
        open({ T: 'hvs.nonsense' }).read(place),
        'PB729',
        /does not accept your sign-in: permission denied/,
      );
    });

    it('says that a token has ended, and takes the next one at once', async () => {
      await admin.put(data, { token: kept });
      const environment = { T: await admin.token({ policies: ['crm'] }) };
      const store = open(environment);
      assert.equal((await store.read(place)).secret.reveal(), kept);
      await admin.revoke(environment.T);
      await refused(store.read(place), 'PB729', /Get a new token/);
      environment.T = await admin.token({ policies: ['crm'] });
      assert.equal((await store.read(place)).secret.reveal(), kept);
    });

    it('says that a token has expired', async () => {
      await admin.put(data, { token: kept });
      const store = open({ T: await admin.token({ policies: ['crm'], ttl: '1s' }) });
      assert.equal((await store.read(place)).secret.reveal(), kept);
      const code = async () =>
        store.read(place).then(
          () => '',
          (problem: Problem) => problem.code,
        );
      await until('the token has ended', async () => (await code()) !== '');
      assert.equal(await code(), 'PB729');
    });

    it('says that there is nothing to sign in with', async () => {
      await refused(open({}).read(place), 'PB737', /environment variable T is not set/);
    });

    it('says that the server is sealed, and works again when it is opened', async () => {
      await admin.put(data, { token: kept });
      const store = await withToken('crm');
      await admin.call('PUT', 'sys/seal');
      await refused(store.read(place), 'PB728', /is sealed/);
      await refused(store.write(place, new Secret(rotated), 1), 'PB728', /Nothing was changed/);
      await admin.call('PUT', 'sys/unseal', { key: server.unsealKey });
      assert.equal((await store.read(place)).secret.reveal(), kept);
    });

    it('looks in its namespace only', async () => {
      await admin.call('PUT', 'sys/namespaces/eng', {});
      await admin.call('POST', 'sys/mounts/kv/eng', { type: 'kv', options: { version: '2' } }, 'eng');
      const inside = { ...place, mount: 'kv/eng' };
      await admin.put('kv/eng/data/apps/crm', { token: kept }, 'eng');
      const environment = { T: await admin.token({ policies: ['root'] }) };
      assert.equal((await open(environment, { namespace: 'eng' }).read(inside)).secret.reveal(), kept);
      await refused(open(environment).read(inside), 'PB731', /nothing at kv\/eng\/apps\/crm/);
      await refused(open(environment, { namespace: 'none' }).read(inside), 'PB731', /namespace/);
    });

    describe('signing in by AppRole', () => {
      let environment: NodeJS.ProcessEnv;
      const auth = { method: 'approle', roleId: 'env:ROLE', secretId: 'env:SECRET_ID' };
      beforeEach(async () => {
        await admin.put(data, { token: kept });
        await admin.call('POST', 'sys/auth/approle', { type: 'approle' });
        const role = { token_policies: 'crm', token_ttl: '60s', token_max_ttl: '3600s', secret_id_num_uses: 1 };
        await admin.call('POST', 'auth/approle/role/crm', role);
        environment = { ROLE: await admin.roleId('crm'), SECRET_ID: await admin.secretId('crm') };
      });

      it('uses one sign-in for all who ask', async () => {
        const store = open(environment, { auth });
        const all = await Promise.all([1, 2, 3].map(() => store.read(place)));
        assert.deepEqual(new Set(all.map(({ secret }) => secret.reveal())), new Set([kept]));
        await store.write(place, new Secret(rotated), 1);
        await refused(open(environment, { auth }).read(place), 'PB729', /invalid role or secret ID.*new secret id/);
      });

      it('says what is refused', async () => {
        const store = open({ ...environment, SECRET_ID: 'none' }, { auth });
        await refused(store.read(place), 'PB729', /invalid role or secret ID/);
        await refused(open({ ROLE: 'x' }, { auth }).read(place), 'PB737', /variable SECRET_ID is not set/);
      });
    });
  });
}
