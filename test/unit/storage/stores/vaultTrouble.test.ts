import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Cancelled, type Problem } from '../../../../src/model/problem.ts';
import { Secret } from '../../../../src/model/secret.ts';
import { maxBodyBytes } from '../../../../src/storage/network/http.ts';
import { KvV2 } from '../../../../src/storage/stores/kvV2.ts';
import { localServer } from '../../../support/localServer.ts';
import { remember } from '../../../support/secrets.ts';
import { until } from '../../../support/until.ts';
import { VaultAdmin } from '../../../support/vault/vaultAdmin.ts';
import { VaultStub } from '../../../support/vault/vaultStub.ts';

describe('a Vault in trouble (a stub)', () => {
  const elsewhere = localServer();
  const place = { mount: 'secret', path: 'crm', field: 'token' };
  const kept = remember(`kept-${randomUUID()}`);
  let vault: VaultStub;
  let store: KvV2;
  let admin: VaultAdmin;

  beforeEach(async () => {
    vault = new VaultStub();
    await vault.start();
    store = openAt(vault.origin);
    admin = new VaultAdmin({ address: vault.origin, rootToken: vault.rootToken });
    await admin.put('secret/data/crm', { token: kept });
    vault.requests.length = 0;
  });
  afterEach(() => vault.stop());

  function openAt(address: string): KvV2 {
    const config = { address, auth: { method: 'token' as const, token: [{ kind: 'env' as const, name: 'T' }] } };
    return new KvV2(config, { store: 'team', environment: { T: vault.rootToken }, now: Date.now });
  }

  async function refused(work: Promise<unknown>, code: string, words: RegExp): Promise<void> {
    const problem = await work.then(
      () => assert.fail('it was done'),
      (error: Problem) => error,
    );
    assert.equal(problem.code, code, String(problem));
    assert.match(problem.toSentence(), words);
    assert.ok(!problem.toSentence().includes(kept) && !problem.toSentence().includes(vault.rootToken));
  }

  const asked = () => vault.requests.map(({ method, url }) => `${method} ${url.pathname.slice('/v1/'.length)}`);

  it('follows a standby to the same server, by the same token', async () => {
    vault.meddle = ({ url }, response) => {
      if (url.searchParams.has('again')) return false;
      response.writeHead(307, { Location: `${url.pathname}?again=1` }).end();
      return true;
    };
    assert.equal((await store.read(place)).secret.reveal(), kept);
  });

  it('does not follow it to another server: the token stays here', async () => {
    vault.activeNode = elsewhere().origin;
    await refused(store.read(place), 'PB738', new RegExp(`leads on to ${elsewhere().origin}.*not sent`));
    await refused(store.write(place, new Secret('a new secret'), 1), 'PB738', /not sent/);
    vault.activeNode = vault.origin.replace('127.0.0.1', 'localhost');
    await refused(store.read(place), 'PB738', /localhost/);
    assert.deepEqual(elsewhere().requests, []);
  });

  it('does not go round in circles', async () => {
    vault.activeNode = vault.origin;
    await refused(store.read(place), 'PB735', /HTTP 307/);
    assert.equal(vault.requests.length, 4);
  });

  for (const [status, words] of [
    [429, /is a standby, and its active one does not answer/],
    [472, /copy for disasters/],
    [473, /performance standby/],
    [474, /cannot reach its active one/],
    [501, /never initialised/],
    [530, /removed from its cluster/],
    [200, /no active Vault instance found/],
  ] as const) {
    it(`says what it is where its health is ${status}`, async () => {
      vault.activeNode = '';
      vault.health = status;
      await refused(store.read(place), 'PB727', words);
      const health = vault.requests.at(-1);
      assert.deepEqual([health?.url.pathname, health?.headers['x-vault-token']], ['/v1/sys/health', undefined]);
    });
  }

  it('is asked again by what only reads, where the failure may pass', async () => {
    for (const status of [429, 412, 500, 502]) {
      let failures = 2;
      vault.meddle = (_, response) => {
        if (failures-- <= 0) return false;
        response.writeHead(status).end('<html>not now</html>');
        return true;
      };
      assert.equal((await store.read(place)).secret.reveal(), kept, String(status));
    }
  });

  it('is not asked again while it is sealed', async () => {
    vault.sealed = true;
    for (let i = 0; i < 8; i++) await refused(store.read(place), 'PB728', /is sealed/);
    assert.equal(vault.requests.length, 8);
    vault.sealed = false;
    assert.equal((await store.read(place)).secret.reveal(), kept);
  });

  it('is left alone after failures in a row', async () => {
    vault.meddle = (_, response) => {
      response.writeHead(500).end();
      return true;
    };
    for (let i = 0; i < 4; i++) await store.read(place).catch(() => {});
    const before = vault.requests.length;
    await refused(store.read(place), 'PB727', /left alone for a minute/);
    assert.equal(vault.requests.length, before);
  });

  it('is not there, or not a Vault', async () => {
    await refused(openAt(elsewhere().origin).read(place), 'PB735', /HTTP 200/);
    elsewhere().answer = (_, response) => response.end('<html>Log in to the Wi-Fi</html>');
    await refused(openAt(elsewhere().origin).read(place), 'PB735', /Check its address/);
    elsewhere().answer = (_, response) => response.end('{"data":{"data":"none"}}');
    await refused(openAt(elsewhere().origin).read(place), 'PB735', /HTTP 200/);
    const { origin } = elsewhere();
    await elsewhere().stop();
    await refused(openAt(origin).read(place), 'PB727', /ECONNREFUSED/);
  });

  it('cannot fill the memory, nor the screen', async () => {
    vault.meddle = (_, response) => {
      response.end(JSON.stringify({ data: 'x'.repeat(maxBodyBytes) }));
      return true;
    };
    await refused(store.read(place), 'PB735', /too large/);
    vault.meddle = (_, response) => {
      response.writeHead(400, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ errors: ['no '.repeat(10_000), vault.rootToken] }));
      return true;
    };
    const problem = await store.read(place).catch((error: Problem) => error);
    assert.ok(String(problem).length < 500);
  });

  it('is not sent what is no token', async () => {
    const odd = new KvV2(
      { address: vault.origin, auth: { method: 'token', token: [{ kind: 'env', name: 'T' }] } },
      { store: 'team', environment: { T: `${vault.rootToken}\n${kept}` }, now: Date.now },
    );
    await refused(odd.read(place), 'PB737', /what lies there is no token/);
    assert.deepEqual(vault.requests, []);
  });

  it('repeats no secret that an error of it holds', async () => {
    vault.meddle = (_, response) => {
      response.writeHead(400).end(JSON.stringify({ errors: [`cannot use ${vault.rootToken}`] }));
      return true;
    };
    await refused(store.read(place), 'PB735', /cannot use <secret/);
  });

  it('lets a person go who cancels', async () => {
    vault.meddle = () => true;
    const cancel = new AbortController();
    const reading = store.read(place, cancel.signal);
    await until('it was asked', () => vault.requests.length > 0);
    cancel.abort();
    await assert.rejects(reading, Cancelled);
    await assert.rejects(store.read(place, cancel.signal), Cancelled);
  });

  it('tells an ended token by the words of newer servers', async () => {
    vault.saysInvalidToken = true;
    vault.now = () => Date.now() + 2e12;
    await refused(store.read(place), 'PB729', /permission denied; invalid token/);
  });

  describe('while a secret is written', () => {
    const written = remember(`written-${randomUUID()}`);

    it('holds against a write between the look and the write', async () => {
      vault.beforeWrite = () => {
        vault.beforeWrite = () => {};
        vault.write('crm', JSON.stringify({ data: { token: kept, more: 1 } }));
      };
      await refused(store.write(place, new Secret(written), 1), 'PB734', /Nothing was overwritten/);
      assert.deepEqual((await admin.get('secret/data/crm')).data, { token: kept, more: 1 });
    });

    it('sends it once, and looks whether it arrived', async () => {
      let broken = 0;
      vault.meddle = ({ method, body }, response) => {
        if (method !== 'POST') return false;
        broken++;
        vault.write('crm', body);
        response.destroy();
        return true;
      };
      assert.equal(await store.write(place, new Secret(written), 1), 2);
      assert.equal(broken, 1);
    });

    it('says that nothing was written, or that somebody else wrote, where the answer did not come', async () => {
      vault.meddle = ({ method }, response) => {
        if (method === 'POST') response.destroy();
        return method === 'POST';
      };
      await refused(store.write(place, new Secret(written), 1), 'PB727', /Nothing was changed/);
      vault.meddle = ({ method }, response) => {
        if (method !== 'POST') return false;
        vault.write('crm', JSON.stringify({ data: { token: kept } }));
        response.destroy();
        return true;
      };
      await refused(store.write(place, new Secret(written), 1), 'PB734', /meanwhile/);
    });

    it('says that it does not know', async () => {
      let gone = false;
      vault.meddle = ({ method }, response) => {
        gone ||= method === 'POST';
        if (gone) response.destroy();
        return gone;
      };
      await refused(store.write(place, new Secret(written), 1), 'PB739', /does not say whether it was/);
    });

    it('refuses an answer that says no version', async () => {
      vault.meddle = ({ method }, response) => {
        if (method === 'POST') response.end('{"data":{}}');
        return method === 'POST';
      };
      await refused(store.write(place, new Secret(written), 1), 'PB735', /HTTP 200/);
    });
  });

  it('is asked for nothing but what is needed', async () => {
    await store.read(place);
    await store.write(place, new Secret(kept), await store.version(place));
    assert.deepEqual(asked(), [
      ...['GET secret/data/crm', 'GET secret/data/crm', 'GET secret/data/crm', 'POST secret/data/crm'],
    ]);
    assert.ok(vault.requests.every(({ headers }) => headers['x-vault-request'] === 'true'));
  });
});
