import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { type ControlledAcme, startAcme } from '../../../examples/acme/acme.ts';
import { checkConnection } from '../../../src/connections/check.ts';
import { type CreateRequest, createConnection } from '../../../src/connections/create.ts';
import { useCredential } from '../../../src/connections/credential.ts';
import { reconnectConnection } from '../../../src/connections/reconnect.ts';
import { reconnectFields } from '../../../src/connections/reconnectFields.ts';
import { removeConnection } from '../../../src/connections/remove.ts';
import { connectionState } from '../../../src/connections/state.ts';
import { Cancelled } from '../../../src/model/problem.ts';
import { makeToken, signInByFetch } from '../../support/acmeBrowser.ts';
import { quietly, type TestParts, testParts } from '../../support/testParts.ts';

describe('connections: the life of a connection against Acme', () => {
  let acme: ControlledAcme;
  let parts: TestParts;

  before(async () => {
    acme = await startAcme({ control: true });
  });
  after(() => acme.close());
  beforeEach(async () => {
    parts = await testParts();
  });
  afterEach(() => parts.close());

  const request = (changes: Partial<CreateRequest> = {}): CreateRequest => ({
    folder: 'personal',
    connector: 'acme',
    authType: 'byoa',
    name: '',
    accountKind: 'personal',
    values: { siteUrl: acme.url, clientId: 'acme-byoa', clientSecret: 'acme-byoa-secret' },
    scopes: ['offline_access'],
    ...changes,
  });
  const code = (expected: string) => (error: { code?: string }) => {
    assert.equal(error.code, expected);
    return true;
  };

  it('adds one with an own app, names it after the account and writes no secret to its file', async () => {
    const connection = await createConnection(parts, request(), quietly());
    assert.equal(connection.name, 'ada@acme.example');
    assert.equal(connection.account, 'ada@acme.example');
    assert.equal(connection.createdBy, 'tester@acme.example');
    assert.equal(connection.isDefault, true);
    const file = await readFile(connection.file, 'utf8');
    assert.ok(!file.includes('acme-byoa-secret'));
    assert.equal(connectionState(parts.states, connection).grant.status, 'connected');
    assert.deepEqual(await parts.recent.keys(), ['acme']);
    const { stored } = await useCredential(parts, connection.id);
    assert.ok(stored.credential.kind === 'oauth' && stored.credential.refreshToken);
  });

  it('gives the very first connection the name that was asked for', async () => {
    const connection = await createConnection(parts, request({ name: ' Help desk ' }), quietly());
    assert.equal(connection.name, 'Help desk');
  });

  it('adds one with Patchbay’s own client and one with a token, and gives a second one a free name', async () => {
    const first = await createConnection(
      parts,
      request({ authType: 'oauth2', values: { siteUrl: acme.url } }),
      quietly(),
    );
    const token = await makeToken(acme.url, 'ada@acme.example', 'tokens');
    const pat = request({ authType: 'pat', values: { siteUrl: acme.url, token }, scopes: [] });
    const second = await createConnection(parts, pat, quietly());
    assert.deepEqual([first.name, second.name], ['ada@acme.example', 'ada@acme.example 2']);
    assert.equal(second.isDefault, false);
    await assert.rejects(createConnection(parts, { ...pat, name: first.name }, quietly()), code('PB107'));
  });

  it('refuses a wrong token, a wrong secret and a denied sign-in, and keeps nothing', async () => {
    const pat = request({ authType: 'pat', values: { siteUrl: acme.url, token: 'acme_pat_wrong' }, scopes: [] });
    await assert.rejects(createConnection(parts, pat, quietly()), code('PB402'));
    const wrong = request({ values: { siteUrl: acme.url, clientId: 'acme-byoa', clientSecret: 'wrong-secret' } });
    await assert.rejects(createConnection(parts, wrong, quietly()), code('PB210'));
    parts.browse = async (url) => {
      await fetch(await signInByFetch(url, parts.person, { decision: 'deny' }));
    };
    await assert.rejects(createConnection(parts, request(), quietly()), code('PB201'));
    assert.equal((await parts.files.snapshot()).connections.size, 0);
    assert.deepEqual(await parts.vault.keys(), []);
  });

  it('ignores a forged answer and takes the true one', async () => {
    parts.browse = async (url) => {
      const answer = new URL(await signInByFetch(url, parts.person));
      const forged = new URL(answer);
      forged.searchParams.set('state', 'forged');
      assert.equal((await fetch(forged)).status, 400);
      assert.equal((await fetch(answer)).status, 200);
    };
    await createConnection(parts, request(), quietly());
    assert.ok(parts.logged.some((line) => line.includes('PB203')));
  });

  it('refuses the answer of another issuer', async () => {
    parts.browse = async (url) => {
      const answer = new URL(await signInByFetch(url, parts.person));
      answer.searchParams.set('iss', 'http://127.0.0.1:1');
      await fetch(answer);
    };
    await assert.rejects(createConnection(parts, request(), quietly()), code('PB204'));
  });

  it('takes a pasted address, and says what is wrong with another', async () => {
    let deliver: (text: string) => void = () => assert.fail('nothing may be pasted');
    parts.browse = async (url) => {
      const answer = await signInByFetch(url, parts.person);
      assert.throws(() => deliver('http://127.0.0.1/'), code('PB205'));
      assert.throws(() => deliver(answer.replace(/state=[^&]+/, 'state=other')), code('PB203'));
      deliver(answer);
      assert.throws(() => deliver(answer), code('PB206'));
    };
    const progress = { ...quietly(), onPaste: (given: (text: string) => void) => (deliver = given) };
    await createConnection(parts, request({ way: 'paste' }), progress);
  });

  it('can be cancelled while the browser is open', async () => {
    const cancel = new AbortController();
    parts.browse = async () => cancel.abort();
    await assert.rejects(createConnection(parts, request(), quietly(cancel.signal)), Cancelled);
  });

  it('reconnects with the same id, needs no secret again, and refuses another account', async () => {
    const connection = await createConnection(parts, request(), quietly());
    assert.deepEqual(await reconnectFields(parts, connection.id), []);
    const again = await reconnectConnection(parts, connection.id, { values: {} }, quietly());
    assert.equal(again.id, connection.id);
    const before = await parts.vault.get(connection.id);
    assert.ok(before.status === 'found' && before.generation === 2);
    parts.person = 'grace@acme.example';
    await assert.rejects(reconnectConnection(parts, connection.id, { values: {} }, quietly()), code('PB209'));
    const after = await parts.vault.get(connection.id);
    assert.ok(after.status === 'found' && after.generation === 2, 'nothing was changed');
    const grants = acme.records.snapshot().grants.filter(({ account }) => account === 'grace@acme.example');
    assert.ok(grants.length > 0 && grants.every(({ revokedAt }) => revokedAt), 'what was obtained is given back');
  });

  it('checks: a revoked grant needs a sign-in, a provider that is down is no reason to throw anything away', async () => {
    const connection = await createConnection(parts, request(), quietly());
    assert.equal((await checkConnection(parts, connection.id)).grant.status, 'connected');
    await acme.control.down();
    await assert.rejects(checkConnection(parts, connection.id), code('PB401'));
    assert.equal(connectionState(parts.states, connection).provider.status, 'degraded');
    assert.equal(connectionState(parts.states, connection).grant.status, 'connected');
    await acme.control.up();
    assert.equal((await checkConnection(parts, connection.id)).provider.status, 'reachable');
    await acme.control.revoke();
    await assert.rejects(checkConnection(parts, connection.id), code('PB303'));
    const { grant } = connectionState(parts.states, connection);
    assert.deepEqual(grant, { status: 'needsSignIn', reason: 'revoked' });
    assert.equal((await parts.vault.get(connection.id)).status, 'found', 'nothing was deleted');
    await reconnectConnection(parts, connection.id, { values: {} }, quietly());
    assert.equal((await checkConnection(parts, connection.id)).grant.status, 'connected');
  });

  it('sends nothing to an address that a changed file names', async () => {
    const connection = await createConnection(parts, request(), quietly());
    const other = await startAcme({ control: true });
    try {
      const text = await readFile(connection.file, 'utf8');
      await writeFile(connection.file, text.replaceAll(acme.url, other.url));
      await parts.files.reload();
      await assert.rejects(checkConnection(parts, connection.id), code('PB308'));
      await assert.rejects(useCredential(parts, connection.id), code('PB308'));
      assert.deepEqual(
        (await reconnectFields(parts, connection.id)).map(({ name }) => name),
        ['clientSecret'],
        'the secret of the app is asked for again',
      );
      const farewell = await (await removeConnection(parts, connection.id)).finish();
      assert.equal(farewell.status, 'failed');
      const { api, tokenRequests, revocations } = other.records.snapshot();
      assert.deepEqual([...api, ...tokenRequests, ...revocations], []);
    } finally {
      await other.close();
    }
  });

  it('takes an address with a slash at its end', async () => {
    const values = { ...request().values, siteUrl: `${acme.url}/` };
    const connection = await createConnection(parts, request({ values }), quietly());
    assert.equal(connection.parameters['siteUrl'], acme.url);
  });

  it('deletes with Undo, then for good: the grant is revoked and the secret gone', async () => {
    const connection = await createConnection(parts, request(), quietly());
    const removal = await removeConnection(parts, connection.id);
    assert.equal((await parts.files.snapshot()).connections.size, 0);
    await removal.undo();
    assert.equal((await checkConnection(parts, connection.id)).grant.status, 'connected');
    assert.deepEqual(await removal.finish(), { status: 'undone' });
    const again = await removeConnection(parts, connection.id);
    assert.deepEqual(await again.finish(), { status: 'revoked' });
    assert.equal((await parts.vault.get(connection.id)).status, 'missing');
    assert.ok(acme.records.snapshot().grants.at(-1)?.revokedAt);
  });

  it('keeps every secret out of the log and the audit log', async () => {
    const connection = await createConnection(parts, request(), quietly());
    await checkConnection(parts, connection.id);
    const { stored } = await useCredential(parts, connection.id);
    assert.ok(stored.credential.kind === 'oauth');
    await parts.audit.flush();
    const seen = `${await readFile(parts.audit.file, 'utf8')}${parts.logged.join('\n')}`;
    const { accessToken, refreshToken, clientSecret } = stored.credential;
    for (const secret of [accessToken, refreshToken, clientSecret]) {
      assert.ok(secret && !seen.includes(secret.reveal()));
    }
    assert.deepEqual(await parts.audit.verify(), { status: 'whole', lines: seen.split('\n').filter(Boolean).length });
  });
});
