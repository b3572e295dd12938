import assert from 'node:assert/strict';
import { type ControlledAcme, startAcme } from '../../../examples/acme/acme.ts';
import type { Reconnected } from '../../../src/connections/activity.ts';
import { checkConnection } from '../../../src/connections/check.ts';
import { createConnection } from '../../../src/connections/create.ts';
import { useCredential } from '../../../src/connections/credential.ts';
import { reconnectConnection } from '../../../src/connections/reconnect.ts';
import { giveBackReplaced } from '../../../src/connections/replaced.ts';
import type { AuthType } from '../../../src/model/authType.ts';
import type { Connection } from '../../../src/model/connection.ts';
import type { Credential, OAuthCredential } from '../../../src/model/credential.ts';
import { Secret } from '../../../src/model/secret.ts';
import { makeToken } from '../../support/acmeBrowser.ts';
import { testConnector } from '../../support/connectors.ts';
import { quietly, type TestParts, testParts } from '../../support/testParts.ts';

describe('connections: what a reconnect does with the old grant', () => {
  let acme: ControlledAcme;
  let parts: TestParts;
  let reconnected: Reconnected[];

  before(async () => {
    acme = await startAcme({ control: true });
  });
  after(() => acme.close());
  beforeEach(async () => {
    parts = await testParts();
    reconnected = [];
    parts.activity.onDidReconnect((one) => reconnected.push(one));
  });
  afterEach(async () => {
    await acme.control.reset();
    await parts.close();
  });

  const add = (authType: AuthType, values: Record<string, string>) =>
    createConnection(
      parts,
      {
        folder: 'personal',
        connector: 'acme',
        authType,
        name: '',
        accountKind: 'personal',
        values: { siteUrl: acme.url, ...values },
        scopes: ['offline_access'],
      },
      quietly(),
    );
  const addOwnApp = () => add('byoa', { clientId: 'acme-byoa', clientSecret: 'acme-byoa-secret' });
  const reconnect = async (connection: Connection, values: Record<string, string> = {}) => {
    await reconnectConnection(parts, connection.id, { values }, quietly());
    return reconnected.at(-1)?.replaced;
  };
  /** Whose end is noted, in the order of the sign-ins. */
  const ended = () =>
    acme.records
      .snapshot()
      .grants.slice(-2)
      .map(({ revokedBy }) => revokedBy);

  it('gives the old one back, after the new one is kept', async () => {
    const connection = await addOwnApp();
    assert.deepEqual(await reconnect(connection), { status: 'revoked' });
    assert.deepEqual(ended(), ['client', undefined]);
    assert.deepEqual(reconnected[0]?.before, { status: 'connected' });
    assert.equal((await checkConnection(parts, connection.id)).grant.status, 'connected');
    await useCredential(parts, connection.id, { force: true });
    const lines = await parts.audit.latest(20, connection.id);
    assert.ok(
      lines.some(({ action, outcome, detail }) => `${action} ${outcome} ${detail}` === 'revoke revoked replaced'),
    );
  });

  it('is no less connected where the provider does not take it back, and says so', async () => {
    const connection = await addOwnApp();
    await acme.control.fail({
      endpoint: 'revoke',
      times: 2,
      fault: { kind: 'answer', status: 503, body: '{}' },
    });
    const replaced = await reconnect(connection);
    assert.equal(replaced?.status, 'failed');
    assert.deepEqual(ended(), [undefined, undefined]);
    assert.equal((await checkConnection(parts, connection.id)).grant.status, 'connected');
  });

  it('gives nothing back where the sign-in again failed', async () => {
    const connection = await addOwnApp();
    parts.person = 'grace@acme.example';
    await assert.rejects(reconnect(connection), { code: 'PB209' });
    assert.deepEqual(ended(), [undefined, 'client'], 'the new one went, the old one stays');
    assert.equal(reconnected.length, 0);
  });

  it('proves itself with the secret that the app has now', async () => {
    const connection = await addOwnApp();
    const read = await parts.vault.get(connection.id);
    assert.ok(read.status === 'found' && read.credential.kind === 'oauth');
    const credential = { ...read.credential, clientSecret: new Secret('the-secret-of-yesterday') };
    const generation = await parts.vault.put(connection.id, credential, read.generation);
    parts.cache.delete(connection.id);
    await parts.states.patch(connection.id, { generation, grant: { status: 'appProblem', detail: 'invalid_client' } });
    assert.deepEqual(await reconnect(connection, { clientSecret: 'acme-byoa-secret' }), { status: 'revoked' });
  });

  it('leaves a pasted token to the person, and says nothing of one that was pasted again', async () => {
    const token = await makeToken(acme.url, 'ada@acme.example', 'tokens');
    const connection = await add('pat', { token });
    assert.deepEqual(await reconnect(connection, { token }), { status: 'same' });
    const other = await makeToken(acme.url, 'ada@acme.example', 'tokens');
    assert.deepEqual(await reconnect(connection, { token: other }), { status: 'pasted' });
  });

  it('has nothing to give back where the credential was lost', async () => {
    const connection = await addOwnApp();
    await parts.vault.delete(connection.id);
    await parts.states.remove(connection.id);
    parts.cache.delete(connection.id);
    const replaced = await reconnect(connection, { clientSecret: 'acme-byoa-secret' });
    assert.deepEqual(replaced, { status: 'noCredential' });
  });

  describe('where it would end the new one too', () => {
    const siteUrl = 'https://one.example';
    const oauth = { authorizeUrl: '{siteUrl}/a', tokenUrl: '{siteUrl}/t', revokeUrl: '{siteUrl}/r' };
    const connection = { parameters: { siteUrl, clientId: 'mine' } } as unknown as Connection;
    const signedIn = (access: string, refresh?: string): OAuthCredential => ({
      kind: 'oauth',
      accessToken: new Secret(access),
      ...(refresh ? { refreshToken: new Secret(refresh) } : {}),
      scopes: [],
    });
    const replace = (facts: object, old: Credential, fresh: Credential) =>
      giveBackReplaced({ connector: testConnector({ oauth: { ...oauth, ...facts } }), connection }, old, fresh);

    it('keeps still at a provider that ends all of an account', async () => {
      const answer = await replace({ revokes: 'account' }, signedIn('access-1', 'refresh-1'), signedIn('access-2'));
      assert.deepEqual(answer, { status: 'endsAll' });
    });

    it('keeps still where the provider gave the same token again', async () => {
      for (const fresh of [signedIn('access-1', 'refresh-2'), signedIn('access-2', 'refresh-1')]) {
        assert.deepEqual(await replace({}, signedIn('access-1', 'refresh-1'), fresh), { status: 'same' });
      }
    });
  });
});
