import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Acme, startAcme } from '../../../examples/acme/acme.ts';
import { ownAppRedirectUris } from '../../../examples/acme/clients.ts';
import { authorizationServer, oauthClient } from '../../../src/auth/client.ts';
import { checkHealth } from '../../../src/auth/health.ts';
import { callbackPath, fixedPorts } from '../../../src/auth/redirect/address.ts';
import { listenOnLoopback } from '../../../src/auth/redirect/loopback.ts';
import { revoke } from '../../../src/auth/revoke.ts';
import { signIn } from '../../../src/auth/signIn.ts';
import { readConnector } from '../../../src/catalog/readConnector.ts';
import type { Connector } from '../../../src/model/connector.ts';
import { Secret } from '../../../src/model/secret.ts';
import { ConnectionReader } from '../../../src/storage/connectionReader.ts';
import { makeToken, signInByFetch } from '../../support/acmeBrowser.ts';

const repository = join(import.meta.dirname, '../../..');

describe('acme: what Patchbay knows about it', () => {
  let acme: Acme;
  let connector: Connector;
  let parameters: Record<string, string>;
  before(async () => {
    acme = await startAcme();
    parameters = { siteUrl: acme.url };
    const file = 'src/catalog/connectors/acme.jsonc';
    const read = readConnector(await readFile(join(repository, file), 'utf8'), file);
    assert.ok(read.connector, JSON.stringify(read.mistakes));
    connector = read.connector;
  });
  after(() => acme.close());

  it('is what Acme says of itself', async () => {
    assert.ok(connector.oauth);
    const said = (await (await fetch(`${acme.url}/.well-known/openid-configuration`)).json()) as Record<
      string,
      unknown
    >;
    for (const [name, value] of Object.entries(authorizationServer(connector.oauth, parameters))) {
      assert.equal(said[name], value, name);
    }
    for (const { name } of connector.oauth.scopes)
      assert.ok((said['scopes_supported'] as string[]).includes(name), name);
    assert.equal(said['authorization_response_iss_parameter_supported'], true);
    assert.deepEqual(said['code_challenge_methods_supported'], ['S256']);
    const registered = fixedPorts.map((port) => `http://127.0.0.1:${port}${callbackPath('acme')}`);
    assert.deepEqual(ownAppRedirectUris, registered);
  });

  it('is enough to sign in with the browser, to see whose the account is, and to give the grant back', async () => {
    const client = await oauthClient(connector, parameters);
    assert.ok(connector.oauth);
    const facts = connector.oauth;
    const asked = facts.scopes.filter(({ required, preselected }) => required || preselected).map(({ name }) => name);
    const credential = await signIn(
      { scopes: asked, loginHint: 'grace@acme.example' },
      {
        application: connector.name,
        client: async () => client,
        openRedirect: (mailbox) => listenOnLoopback('acme', facts, mailbox),
        openBrowser: async (url) => {
          const end = await fetch(await signInByFetch(url, 'grace@acme.example'));
          return end.status === 200;
        },
      },
    );
    assert.ok(credential.refreshToken);
    const health = await checkHealth(connector, parameters, 'oauth2', credential);
    assert.deepEqual([health.status, 'account' in health && health.account], ['ok', 'grace@acme.example']);
    assert.deepEqual(await revoke(client, credential), { status: 'revoked' });
    assert.equal(acme.records.snapshot().grants.at(-1)?.revokedBy, 'client');
    assert.equal((await checkHealth(connector, parameters, 'oauth2', credential)).status, 'failed');
  });

  it('is enough to check a token and a key, with the day on which they end', async () => {
    const day = new Date(Date.now() + 6 * 86_400_000).toISOString().slice(0, 10);
    for (const [type, page] of [
      ['pat', 'tokens'],
      ['apiKey', 'keys'],
    ] as const) {
      assert.equal(connector[type]?.createUrl, `{siteUrl}/${page}`);
      const token = await makeToken(acme.url, 'ada@acme.example', page, { name: 'Checked', expires: day });
      assert.ok(connector[type]?.startsWith?.some((start) => token.startsWith(start)));
      const health = await checkHealth(connector, parameters, type, { kind: 'token', token: new Secret(token) });
      const expected = { status: 'ok', account: 'ada@acme.example', expiresAt: `${day}T00:00:00.000Z` };
      assert.deepEqual(health, expected);
    }
  });

  it('stands in a demo workspace without a mistake', async () => {
    const directory = join(repository, 'examples/workspace/.patchbay/folders');
    const { folders, connections, problems } = await new ConnectionReader().read([{ kind: 'shared', directory }]);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [...folders.values()].map(({ path }) => path.join('/')),
      ['Finance', 'Finance/Payables'],
    );
    const [connection, ...others] = [...connections.values()];
    assert.equal(others.length, 0);
    assert.equal(connection?.connector, 'acme');
    assert.equal(connection.parameters['siteUrl'], connector.parameters[0]?.default);
    assert.deepEqual(connection.credential, { kind: 'eachMember' });
  });
});
