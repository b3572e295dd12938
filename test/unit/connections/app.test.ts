import assert from 'node:assert/strict';
import { type ControlledAcme, startAcme } from '../../../examples/acme/acme.ts';
import type { Broken } from '../../../src/connections/activity.ts';
import { appOf } from '../../../src/connections/app.ts';
import { createConnection } from '../../../src/connections/create.ts';
import { useCredential } from '../../../src/connections/credential.ts';
import { reconnectConnection } from '../../../src/connections/reconnect.ts';
import { reconnectFields } from '../../../src/connections/reconnectFields.ts';
import { shareAppSecret, waitingForApp } from '../../../src/connections/shareAppSecret.ts';
import { connectionState } from '../../../src/connections/state.ts';
import type { Connection } from '../../../src/model/connection.ts';
import type { OAuthCredential } from '../../../src/model/credential.ts';
import { Secret } from '../../../src/model/secret.ts';
import { testConnector } from '../../support/connectors.ts';
import { quietly, type TestParts, testParts } from '../../support/testParts.ts';

const invalidClient = JSON.stringify({ error: 'invalid_client' });

describe('the app of a connection', () => {
  const siteUrl = 'https://one.example';

  it('is its token host and client id', () => {
    const connector = testConnector();
    const app = (parameters: Record<string, string>, authType = 'byoa' as Connection['authType']) =>
      appOf(connector, { authType, parameters });
    assert.deepEqual(app({ siteUrl, clientId: 'mine' }), { host: 'one.example', clientId: 'mine' });
    assert.deepEqual(app({ siteUrl }, 'oauth2'), { host: 'one.example', clientId: 'built-in' });
    assert.equal(app({ siteUrl }, 'pat'), undefined);
    assert.equal(app({ clientId: 'mine' }), undefined, 'its address is not known');
  });

  it('is none where it was registered for the one connection', () => {
    const credential: OAuthCredential = {
      kind: 'oauth',
      accessToken: new Secret('a-token-of-it'),
      scopes: [],
      clientId: 'dcr',
    };
    assert.equal(appOf(testConnector(), { authType: 'oauth2', parameters: { siteUrl } }, credential), undefined);
  });
});

describe('connections: an app that is refused, against Acme', () => {
  let acme: ControlledAcme;
  let parts: TestParts;
  let broken: Broken[];

  before(async () => {
    acme = await startAcme({ control: true });
  });
  after(() => acme.close());
  beforeEach(async () => {
    parts = await testParts();
    broken = [];
    parts.activity.onDidBreak((one) => broken.push(one));
  });
  afterEach(async () => {
    await acme.control.reset();
    await parts.close();
  });

  const add = (name: string, authType: 'byoa' | 'oauth2' = 'byoa') =>
    createConnection(
      parts,
      {
        folder: 'personal',
        connector: 'acme',
        authType,
        name,
        accountKind: 'personal',
        values: {
          siteUrl: acme.url,
          ...(authType === 'byoa' ? { clientId: 'acme-byoa', clientSecret: 'acme-byoa-secret' } : {}),
        },
        scopes: ['offline_access'],
      },
      quietly(),
    );
  const grantOf = (connection: Connection) => connectionState(parts.states, connection).grant;
  const refuseApp = (times = 1) =>
    acme.control.fail({ endpoint: 'token', times, fault: { kind: 'answer', status: 401, body: invalidClient } });
  const renew = (connection: Connection) => useCredential(parts, connection.id, { by: 'background', force: true });
  const names = (connections: readonly Connection[]) => connections.map(({ name }) => name).sort();

  /** Puts the app's secret back to what it was before somebody replaced it at the provider. */
  async function giveSecret(connection: Connection, text: string): Promise<void> {
    const read = await parts.vault.get(connection.id);
    assert.ok(read.status === 'found' && read.credential.kind === 'oauth');
    const credential = { ...read.credential, clientSecret: new Secret(text) };
    const generation = await parts.vault.put(connection.id, credential, read.generation);
    parts.cache.delete(connection.id);
    await parts.states.patch(connection.id, { generation });
  }

  it('marks all of that app at once, says it once, and leaves others alone', async () => {
    const [a, b, c] = [await add('a'), await add('b'), await add('c')];
    const other = await add('other', 'oauth2');
    await refuseApp();
    await assert.rejects(renew(b), { code: 'PB210' });
    for (const one of [a, b, c]) assert.deepEqual(grantOf(one), { status: 'appProblem', detail: 'invalid_client' });
    assert.deepEqual(grantOf(other), { status: 'connected' });
    assert.equal(broken.length, 1);
    assert.deepEqual(names(broken[0]?.connections ?? []), ['a', 'b', 'c']);
    assert.deepEqual(broken[0]?.app, { host: new URL(acme.url).host, clientId: 'acme-byoa' });
    assert.equal(broken[0]?.by, 'background');
    await refuseApp();
    await assert.rejects(renew(a), { code: 'PB210' });
    assert.equal(broken.length, 1, 'what is known is not said again');
  });

  it('does not mark one that has another secret by now', async () => {
    const [old, fresh] = [await add('old'), await add('fresh')];
    await giveSecret(old, 'the-secret-of-yesterday');
    await assert.rejects(renew(old), { code: 'PB210' });
    assert.equal(grantOf(old).status, 'appProblem');
    assert.equal(grantOf(fresh).status, 'connected');
    assert.deepEqual(names(broken[0]?.connections ?? []), ['old']);
  });

  it('gives a new secret to the others of the app, and tries each', async () => {
    const all = [await add('a'), await add('b'), await add('c')];
    for (const one of all) await giveSecret(one, 'the-secret-of-yesterday');
    const [a, b, c] = all as [Connection, Connection, Connection];
    await assert.rejects(renew(a), { code: 'PB210' });
    assert.equal(grantOf(c).status, 'appProblem');
    const asked = (await reconnectFields(parts, a.id)).map(({ name }) => name);
    assert.deepEqual(asked, ['clientSecret']);
    await reconnectConnection(parts, a.id, { values: { clientSecret: 'acme-byoa-secret' } }, quietly());
    const waiting = await waitingForApp(parts, a.id);
    assert.deepEqual(names(waiting), ['b', 'c']);

    await acme.control.fail({ endpoint: 'token', times: 1, fault: { kind: 'html' } });
    const ids = waiting.map(({ id }) => id);
    const { mended, failed } = await shareAppSecret(parts, a.id, ids);
    assert.equal(mended.length, 1);
    assert.deepEqual(
      failed.map(({ problem }) => problem.code),
      ['PB404'],
    );
    for (const one of [b, c]) await renew(one);
    for (const one of all) assert.equal(grantOf(one).status, 'connected');
    assert.deepEqual(await waitingForApp(parts, a.id), []);
  });

  it('says what it cannot mend', async () => {
    const [a, b] = [await add('a'), await add('b')];
    await parts.vault.delete(b.id);
    parts.cache.delete(b.id);
    const { mended, failed } = await shareAppSecret(parts, a.id, [b.id]);
    assert.deepEqual(mended, []);
    assert.deepEqual(
      failed.map(({ problem }) => problem.code),
      ['PB303'],
    );
    await parts.vault.delete(a.id);
    await assert.rejects(shareAppSecret(parts, a.id, [b.id]), { code: 'PB303' });
  });
});
