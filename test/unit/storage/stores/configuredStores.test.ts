import assert from 'node:assert/strict';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../../../src/model/problem.ts';
import { ConfiguredStores } from '../../../../src/storage/stores/configuredStores.ts';
import { environmentConfig, readVaultConfig } from '../../../../src/storage/stores/settings.ts';
import { json, localServer } from '../../../support/localServer.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';

const vault = {
  type: 'hashicorp-vault',
  address: 'https://vault.acme.example:8200/',
  auth: { method: 'token', token: 'env:VAULT_TOKEN' },
};

describe('what a setting says of a store', () => {
  it('is read', () => {
    assert.deepEqual(readVaultConfig('team', { ...vault, namespace: 'eng' }), {
      address: 'https://vault.acme.example:8200',
      namespace: 'eng',
      auth: { method: 'token', token: [{ kind: 'env', name: 'VAULT_TOKEN' }] },
    });
    const auth = { method: 'approle', roleId: 'a-role', secretId: 'file:/run/secret-id' };
    assert.deepEqual(readVaultConfig('team', { ...vault, type: 'openbao', auth }).auth, {
      method: 'approle',
      mount: 'approle',
      roleId: 'a-role',
      secretId: { kind: 'file', path: '/run/secret-id' },
    });
    const prefixed = { ...vault, address: 'http://127.0.0.1:8200/behind/a/proxy/' };
    assert.equal(readVaultConfig('team', prefixed).address, 'http://127.0.0.1:8200/behind/a/proxy');
  });

  for (const [why, setting] of [
    [/“team” must be an object/, 'https://vault.acme.example'],
    [/“type” must be one of/, { ...vault, type: 'consul' }],
    [/“address” is missing/, { ...vault, address: undefined }],
    [/must begin with https/, { ...vault, address: 'http://vault.acme.example' }],
    [/must begin with https/, { ...vault, address: 'vault.acme.example:8200' }],
    [/neither password nor query/, { ...vault, address: 'https://me:plain-secret@vault.acme.example' }],
    [/neither password nor query/, { ...vault, address: 'https://vault.acme.example?token=plain-secret' }],
    [/“auth” is missing/, { ...vault, auth: undefined }],
    [/“token” is neither “env:NAME” nor “file:\/path”/, { ...vault, auth: { method: 'token', token: 'plain-secret' } }],
    [/“secretId” is neither/, { ...vault, auth: { method: 'approle', roleId: 'a', secretId: 'plain-secret' } }],
    [/“auth.mount”/, { ...vault, auth: { method: 'approle', mount: '../x', roleId: 'a', secretId: 'env:S' } }],
    [/“auth.method”/, { ...vault, auth: { method: 'ldap' } }],
    [/key that is not known: skipVerify/, { ...vault, skipVerify: true }],
    [/“namespace”/, { ...vault, namespace: 'a\nb' }],
  ] as const) {
    it(`is refused: ${why.source.slice(0, 60)}`, () => {
      assert.throws(
        () => readVaultConfig('team', setting),
        (problem: Problem) => {
          assert.equal(problem.code, 'PB726');
          assert.match(problem.message, why);
          assert.doesNotMatch(problem.message, /plain-secret/);
          return true;
        },
      );
    });
  }
});

describe('the stores of a person', () => {
  it('are those of the setting, and the one of the environment', async () => {
    let setting: unknown = { team: vault };
    const stores = new ConfiguredStores(() => setting, { VAULT_ADDR: 'https://vault.acme.example' });
    assert.deepEqual(await stores.names(), ['default', 'team']);
    const team = await stores.open('team');
    assert.equal(await stores.open('team'), team);
    assert.notEqual(await stores.open('default'), team);
    setting = { team: { ...vault, namespace: 'eng' } };
    assert.notEqual(await stores.open('team'), team);
    setting = undefined;
    await assert.rejects(stores.open('team'), { code: 'PB725' });
    setting = [];
    await assert.rejects(stores.open('team'), { code: 'PB726' });
  });

  it('are none where nothing was said', async () => {
    const stores = new ConfiguredStores(() => ({}), {});
    assert.deepEqual(await stores.names(), []);
    for (const name of ['default', 'team', 'constructor', '__proto__'])
      await assert.rejects(stores.open(name), { code: 'PB725' });
  });

  it('are found as the command lines of Vault and OpenBao find theirs', () => {
    const found = environmentConfig({ VAULT_ADDR: 'http://127.0.0.1:8200', VAULT_NAMESPACE: 'eng' });
    assert.equal(found?.address, 'http://127.0.0.1:8200');
    assert.equal(found?.namespace, 'eng');
    const places = (environment: NodeJS.ProcessEnv) => {
      const auth = environmentConfig(environment)?.auth;
      return auth?.method === 'token' && auth.token.map((place) => ('name' in place ? place.name : place.path));
    };
    assert.deepEqual(places({ VAULT_ADDR: 'https://a.example' }), ['BAO_TOKEN', 'VAULT_TOKEN', '~/.vault-token']);
    assert.deepEqual(places({ BAO_ADDR: 'https://a.example' }), ['BAO_TOKEN', 'VAULT_TOKEN', '~/.vault-token']);
    const both = { BAO_ADDR: 'https://bao.acme.example', VAULT_ADDR: 'https://vault.acme.example' };
    assert.equal(environmentConfig(both)?.address, 'https://bao.acme.example');
    assert.deepEqual(places(both), ['BAO_TOKEN', '~/.vault-token']);
    assert.equal(environmentConfig({ ...both, VAULT_NAMESPACE: 'eng' })?.namespace, undefined);
    assert.equal(environmentConfig({ VAULT_ADDR: '' }), undefined);
    assert.throws(() => environmentConfig({ VAULT_ADDR: 'http://vault.acme.example' }), { code: 'PB726' });
  });

  describe('sign in with a file', () => {
    const server = localServer();
    const directory = temporaryDirectory();
    const place = { mount: 'secret', path: 'crm', field: 'token' };

    async function read(file: string) {
      const auth = { method: 'token', token: `file:${file}` };
      const stores = new ConfiguredStores(() => ({ team: { ...vault, address: server().origin, auth } }), {});
      return (await stores.open('team')).read(place);
    }

    it('that its owner alone can read', async () => {
      server().answer = (_, response) =>
        json(response, { data: { data: { token: 'what-was-asked' }, metadata: { version: 1 } } });
      await mkdir(join(directory.path, 'home'));
      const file = join(directory.path, 'home', '.vault-token');
      await assert.rejects(read(file), { code: 'PB737', message: /ENOENT/ });
      await writeFile(file, 'token-of-the-file\n', { mode: 0o600 });
      assert.equal((await read(file)).secret.reveal(), 'what-was-asked');
      assert.equal(server().requests[0]?.headers['x-vault-token'], 'token-of-the-file');
      if (process.platform === 'win32') return;
      await chmod(file, 0o644);
      await assert.rejects(read(file), { code: 'PB737', message: /read by others/ });
      assert.equal(server().requests.length, 1);
    });
  });
});
