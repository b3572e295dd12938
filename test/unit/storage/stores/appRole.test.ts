import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Cancelled } from '../../../../src/model/problem.ts';
import { KvV2 } from '../../../../src/storage/stores/kvV2.ts';
import { readVaultConfig } from '../../../../src/storage/stores/settings.ts';
import { remember } from '../../../support/secrets.ts';
import { until } from '../../../support/until.ts';
import { VaultAdmin } from '../../../support/vault/vaultAdmin.ts';
import { VaultStub } from '../../../support/vault/vaultStub.ts';

describe('a sign-in by AppRole (a stub)', () => {
  const place = { mount: 'secret', path: 'crm', field: 'token' };
  const kept = remember(`kept-${randomUUID()}`);
  let vault: VaultStub;
  let admin: VaultAdmin;
  let now = 0;
  let environment: NodeJS.ProcessEnv;

  beforeEach(async () => {
    now = Date.now();
    vault = new VaultStub();
    vault.now = () => now;
    await vault.start();
    admin = new VaultAdmin({ address: vault.origin, rootToken: vault.rootToken });
    await admin.put('secret/data/crm', { token: kept });
    await admin.policy('crm', { 'secret/data/*': ['read'] });
    await role({ token_ttl: '60s', token_max_ttl: '150s' });
  });
  afterEach(() => vault.stop());

  async function role(body: object): Promise<void> {
    await admin.call('POST', 'auth/approle/role/crm', { token_policies: 'crm', ...body });
    environment = { SECRET_ID: await admin.secretId('crm') };
    vault.requests.length = 0;
  }

  async function open(): Promise<KvV2> {
    const auth = { method: 'approle', roleId: await admin.roleId('crm'), secretId: 'env:SECRET_ID' };
    const setting = { type: 'hashicorp-vault', address: vault.origin, auth };
    vault.requests.length = 0;
    return new KvV2(readVaultConfig('team', setting), { store: 'team', environment, now: () => now });
  }

  /** What was asked since, without what was read. */
  const signedIn = () => {
    const paths = vault.requests.map(({ url }) => url.pathname.slice('/v1/'.length));
    vault.requests.length = 0;
    return paths.filter((path) => path.startsWith('auth/'));
  };

  it('is kept for its lease, renewed past two thirds, and made anew where no renewal reaches', async () => {
    const store = await open();
    await store.read(place);
    now += 39_000;
    await store.read(place);
    assert.deepEqual(signedIn(), ['auth/approle/login']);
    now += 2_000;
    await store.read(place);
    assert.deepEqual(signedIn(), ['auth/token/renew-self']);
    now += 61_000;
    await store.read(place);
    assert.deepEqual(signedIn(), ['auth/approle/login']);
  });

  it('is made anew at once where the server ended it', async () => {
    const store = await open();
    await store.read(place);
    vault.tokens.tokens.forEach((token, id) => {
      if (token.policies.includes('crm')) vault.tokens.tokens.delete(id);
    });
    signedIn();
    assert.equal((await store.read(place)).secret.reveal(), kept);
    assert.deepEqual(signedIn(), ['auth/token/lookup-self', 'auth/approle/login']);
  });

  it('is made anew where its renewal is refused', async () => {
    const store = await open();
    await store.read(place);
    signedIn();
    now += 41_000;
    vault.meddle = ({ url }, response) => {
      const isRenewal = url.pathname.endsWith('/renew-self');
      if (isRenewal) response.writeHead(403).end('{"errors":["permission denied"]}');
      return isRenewal;
    };
    assert.equal((await store.read(place)).secret.reveal(), kept);
    assert.deepEqual(signedIn(), ['auth/token/renew-self', 'auth/approle/login']);
  });

  it('does not hide that a policy does not allow it', async () => {
    await admin.policy('crm', {});
    await assert.rejects((await open()).read(place), { code: 'PB730' });
    assert.deepEqual(signedIn(), ['auth/approle/login']);
  });

  it('reads a new secret id where the last one was used up', async () => {
    await role({ token_ttl: '60s', token_max_ttl: '60s', secret_id_num_uses: 1 });
    const store = await open();
    await store.read(place);
    now += 61_000;
    await assert.rejects(store.read(place), { code: 'PB729' });
    environment['SECRET_ID'] = await admin.secretId('crm');
    assert.equal((await store.read(place)).secret.reveal(), kept);
  });

  it('goes on for the others where one of those who wait cancels', async () => {
    const store = await open();
    let letGo = () => {};
    vault.meddle = (request, response) => {
      if (!request.url.pathname.endsWith('/login')) return false;
      letGo = () => {
        vault.meddle = () => false;
        vault.answer(request, response);
      };
      return true;
    };
    const cancel = new AbortController();
    const first = store.read(place, cancel.signal);
    await until('it was asked', () => vault.requests.length > 0);
    const second = store.read(place);
    cancel.abort();
    await assert.rejects(first, Cancelled);
    letGo();
    assert.equal((await second).secret.reveal(), kept);
    assert.deepEqual(signedIn(), ['auth/approle/login']);
  });

  it('refuses an answer that is no sign-in', async () => {
    const store = await open();
    for (const auth of [null, { client_token: '' }, { client_token: 'two\nlines' }]) {
      vault.meddle = (_, response) => {
        response.end(JSON.stringify({ auth }));
        return true;
      };
      await assert.rejects(store.read(place), { code: 'PB735' });
    }
  });
});
