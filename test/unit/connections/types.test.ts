import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type ControlledAcme, startAcme } from '../../../examples/acme/acme.ts';
import { checkConnection } from '../../../src/connections/check.ts';
import { type CreateRequest, createConnection } from '../../../src/connections/create.ts';
import { useCredential } from '../../../src/connections/credential.ts';
import { reconnectConnection } from '../../../src/connections/reconnect.ts';
import { reconnectFields } from '../../../src/connections/reconnectFields.ts';
import { removeConnection } from '../../../src/connections/remove.ts';
import { connectionState } from '../../../src/connections/state.ts';
import type { Connection } from '../../../src/model/connection.ts';
import type { OAuthCredential } from '../../../src/model/credential.ts';
import { AcmeBrowser, approveDevice } from '../../support/acmeBrowser.ts';
import { apiRequest, bearer } from '../../support/acmeTokens.ts';
import { changedCatalog, pollOften, robotKey, withCode } from '../../support/acmeTypes.ts';
import { remember } from '../../support/secrets.ts';
import { quietly, type TestParts, testParts } from '../../support/testParts.ts';

describe('connections: every authentication type against Acme', () => {
  const robot = robotKey();
  let acme: ControlledAcme;
  let parts: TestParts;

  before(async () => {
    acme = await startAcme({ control: true, robotJwk: robot.publicJwk });
  });
  after(() => acme.close());
  beforeEach(async () => {
    parts = await testParts();
  });
  afterEach(async () => {
    await acme.control.reset();
    await parts.close();
  });

  const request = (
    authType: CreateRequest['authType'],
    values: Record<string, string>,
    scopes: string[] = [],
  ): CreateRequest => ({
    folder: 'personal',
    connector: 'acme',
    authType,
    name: '',
    accountKind: 'personal',
    values: { siteUrl: acme.url, ...values },
    scopes,
  });
  const service = () => request('clientCredentials', { clientId: 'acme-service', clientSecret: 'acme-service-secret' });
  const person = (scopes: string[]) => request('password', { username: 'ada@acme.example', password: 'demo' }, scopes);
  const code = (expected: string, field?: string) => (error: { code?: string; field?: string }) => {
    assert.deepEqual([error.code, error.field ?? undefined], [expected, field ?? error.field]);
    return true;
  };
  const counted = (grantType: string) => acme.records.counts()[grantType] ?? 0;

  async function credential(connection: Connection, force = false): Promise<OAuthCredential> {
    const { stored } = await useCredential(parts, connection.id, { force });
    assert.ok(stored.credential.kind === 'oauth');
    return stored.credential;
  }

  /** Renews, and gives the grant back; both at Acme, and nothing secret in the file before. */
  async function renewAndDelete(connection: Connection, grantType: string, secrets: string[]): Promise<void> {
    const file = await readFile(connection.file, 'utf8');
    for (const secret of secrets) assert.ok(!file.includes(secret));
    const before = await credential(connection);
    const count = counted(grantType);
    const after = await credential(connection, true);
    assert.equal(counted(grantType), count + 1);
    assert.notEqual(after.accessToken.reveal(), before.accessToken.reveal());
    assert.equal((await checkConnection(parts, connection.id)).grant.status, 'connected');
    const farewell = await (await removeConnection(parts, connection.id)).finish();
    assert.deepEqual(farewell, { status: 'revoked' });
    assert.equal((await apiRequest(acme.url, 'me', bearer(after.accessToken.reveal()))).status, 401);
    assert.equal((await parts.vault.get(connection.id)).status, 'missing');
  }

  describe('client credentials', () => {
    it('acts as the app, and asks again where others refresh', async () => {
      const connection = await createConnection(parts, service(), quietly());
      assert.deepEqual([connection.account, connection.scopes], ['acme-service@service.acme.example', ['api']]);
      assert.equal(connectionState(parts.states, connection).local?.renewable, true);
      await renewAndDelete(connection, 'client_credentials', ['acme-service-secret']);
    });

    for (const [form, key] of [
      ['PEM', robot.pem],
      ['PEM on one line', robot.pem.replaceAll('\n', '')],
      ['a JSON Web Key', robot.jwk],
    ] as const) {
      it(`signs its requests with a key, as ${form}`, async () => {
        const connection = await createConnection(
          parts,
          request('clientCredentials', { clientId: 'acme-robot', privateKey: key }, ['tickets:write']),
          quietly(),
        );
        assert.equal(connection.account, 'acme-robot@service.acme.example');
        await renewAndDelete(connection, 'client_credentials', [robot.pem.slice(40, 80), robot.jwk.slice(-20)]);
      });
    }

    it('refuses a wrong secret, another key, what is no key, and neither or both', async () => {
      const create = (values: Record<string, string>) =>
        createConnection(parts, request('clientCredentials', { clientId: 'acme-robot', ...values }), quietly());
      await assert.rejects(create({ clientSecret: remember('not-the-secret-of-it') }), code('PB210'));
      await assert.rejects(create({ privateKey: robotKey().pem }), code('PB210'));
      await assert.rejects(create({ privateKey: '{"kty":"EC"}' }), code('PB501', 'privateKey'));
      await assert.rejects(create({}), code('PB501', 'clientSecret'));
      await assert.rejects(create({ clientSecret: 'x', privateKey: robot.pem }), code('PB501', 'privateKey'));
      assert.deepEqual(await parts.vault.keys(), []);
    });

    it('reconnects without asking for anything, and with a new secret once the app is refused', async () => {
      const connection = await createConnection(parts, service(), quietly());
      assert.deepEqual(await reconnectFields(parts, connection.id), []);
      await reconnectConnection(parts, connection.id, { values: {} }, quietly());
      await parts.states.patch(connection.id, { grant: { status: 'appProblem', detail: 'invalid_client' } });
      const asked = await reconnectFields(parts, connection.id);
      assert.deepEqual(
        asked.map(({ name }) => name),
        ['clientSecret', 'privateKey'],
      );
      const nothing = reconnectConnection(parts, connection.id, { values: {} }, quietly());
      await assert.rejects(nothing, code('PB501', 'clientSecret'));
      const values = { clientSecret: 'acme-service-secret' };
      await reconnectConnection(parts, connection.id, { values }, quietly());
      assert.equal(connectionState(parts.states, connection).grant.status, 'connected');
    });
  });

  describe('password', () => {
    it('keeps no password where there is a refresh token', async () => {
      const connection = await createConnection(parts, person(['offline_access']), quietly());
      assert.equal(connection.account, 'ada@acme.example');
      const { password, refreshToken } = await credential(connection);
      assert.ok(refreshToken && !password);
      await renewAndDelete(connection, 'refresh_token', []);
    });

    it('keeps it where nothing else renews the token, and asks with it again', async () => {
      const connection = await createConnection(parts, person([]), quietly());
      const { password, refreshToken } = await credential(connection);
      assert.ok(password && !refreshToken);
      await renewAndDelete(connection, 'password', []);
    });

    it('says beside the field that user name or password are wrong, and keeps nothing', async () => {
      for (const values of [{ password: 'wrong' }, { username: 'nobody@acme.example' }]) {
        const wrong = { ...person([]), values: { ...person([]).values, ...values } };
        await assert.rejects(createConnection(parts, wrong, quietly()), code('PB408', 'password'));
      }
      assert.equal((await parts.files.snapshot()).connections.size, 0);
    });

    it('asks for the password to reconnect, and for nothing else', async () => {
      const connection = await createConnection(parts, person([]), quietly());
      const fields = await reconnectFields(parts, connection.id);
      assert.deepEqual(
        fields.map(({ name }) => name),
        ['password'],
      );
      await reconnectConnection(parts, connection.id, { values: { password: 'demo' } }, quietly());
      const wrong = reconnectConnection(parts, connection.id, { values: { password: 'wrong' } }, quietly());
      await assert.rejects(wrong, code('PB408', 'password'));
    });
  });

  describe('basic', () => {
    const basic = (values: Record<string, string> = {}) =>
      request('basic', { username: 'grace@acme.example', password: 'demo', ...values });

    it('sends user name and password with each request', async () => {
      const connection = await createConnection(parts, basic(), quietly());
      assert.deepEqual([connection.account, connection.scopes], ['grace@acme.example', undefined]);
      assert.ok(!('password' in connection.parameters));
      assert.equal((await checkConnection(parts, connection.id)).grant.status, 'connected');
      assert.equal(acme.records.snapshot().api.at(-1)?.kind, 'basic');
      assert.deepEqual(await (await removeConnection(parts, connection.id)).finish(), { status: 'notOffered' });
      assert.equal((await parts.vault.get(connection.id)).status, 'missing');
    });

    it('says beside the field what is wrong', async () => {
      await assert.rejects(createConnection(parts, basic({ password: 'wrong' }), quietly()), code('PB408', 'password'));
      await assert.rejects(createConnection(parts, basic({ username: 'a:b' }), quietly()), code('PB501', 'username'));
      await assert.rejects(createConnection(parts, basic({ password: '' }), quietly()), code('PB501', 'password'));
    });

    it('does not take the spaces of a password for a mistake', async () => {
      await assert.rejects(
        createConnection(parts, basic({ password: ' demo ' }), quietly()),
        code('PB408', 'password'),
        'it went to Acme as it was typed',
      );
    });
  });

  describe('device code', () => {
    const device = () => request('deviceCode', {}, ['offline_access']);

    it('shows a code, waits for the person, and gets a refresh token', async () => {
      await pollOften(acme);
      const said: string[] = [];
      const progress = withCode(({ verificationUri, userCode }) =>
        approveDevice(verificationUri, userCode, 'grace@acme.example'),
      );
      const connection = await createConnection(parts, device(), { ...progress, report: (text) => said.push(text) });
      assert.equal(connection.account, 'grace@acme.example');
      assert.match(said.join('\n'), /enter the code \w{4}-\w{4} at http:\/\/127\.0\.0\.1:\d+\/device/);
      assert.ok((await credential(connection)).refreshToken);
      await renewAndDelete(connection, 'refresh_token', []);
    });

    it('says that access was denied, or that the code ran out', async () => {
      await pollOften(acme);
      const deny = withCode(async ({ verificationUriComplete = '' }) => {
        const browser = new AcmeBrowser(acme.url);
        await browser.open(verificationUriComplete);
        await browser.press('No, cancel');
      });
      await assert.rejects(createConnection(parts, device(), deny), code('PB201'));
      await acme.control.set({ deviceCodeSeconds: 1 });
      await pollOften(acme);
      await assert.rejects(createConnection(parts, device(), quietly()), code('PB213'));
      assert.deepEqual(await parts.vault.keys(), []);
    });

    it('waits an outage out', async () => {
      await pollOften(acme);
      await acme.control.fail({ endpoint: 'token', times: 2, fault: { kind: 'drop' } });
      const approve = withCode(({ verificationUriComplete = '', userCode }) =>
        approveDevice(verificationUriComplete, userCode, 'ada@acme.example'),
      );
      assert.equal((await createConnection(parts, device(), approve)).account, 'ada@acme.example');
    });

    it('reconnects with a new code, and stops at another account', async () => {
      const as = (account: string) =>
        withCode(({ verificationUri, userCode }) => approveDevice(verificationUri, userCode, account));
      await pollOften(acme);
      const connection = await createConnection(parts, device(), as('ada@acme.example'));
      assert.deepEqual(await reconnectFields(parts, connection.id), []);
      await pollOften(acme);
      await reconnectConnection(parts, connection.id, { values: {} }, as('ada@acme.example'));
      await pollOften(acme);
      const other = reconnectConnection(parts, connection.id, { values: {} }, as('grace@acme.example'));
      await assert.rejects(other, code('PB209'));
    });
  });

  describe('a client that registers itself', () => {
    beforeEach(() => {
      parts.catalog = changedCatalog(parts.catalog, (connector) => {
        const { client: _, ...oauth } = connector.oauth ?? assert.fail();
        return { ...connector, oauth };
      });
    });

    it('signs in where nobody set up an app, refreshes and gives back as that client', async () => {
      const connection = await createConnection(parts, request('oauth2', {}, ['offline_access']), quietly());
      const { clientId } = await credential(connection);
      assert.ok(clientId && clientId !== 'patchbay-demo');
      assert.ok(!(await readFile(connection.file, 'utf8')).includes(clientId));
      const grants = acme.records.snapshot().grants.filter(({ client }) => client === clientId);
      assert.equal(grants.length, 1);
      await renewAndDelete(connection, 'refresh_token', []);
    });

    it('registers anew to reconnect, for another redirect URI', async () => {
      const connection = await createConnection(parts, request('oauth2', {}, ['offline_access']), quietly());
      const first = await credential(connection);
      assert.deepEqual(await reconnectFields(parts, connection.id), []);
      await reconnectConnection(parts, connection.id, { values: {} }, quietly());
      assert.notEqual((await credential(connection)).clientId, first.clientId);
    });
  });
});
