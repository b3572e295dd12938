import assert from 'node:assert/strict';
import { applyCredential } from '../../../src/auth/apply.ts';
import { oauthClient } from '../../../src/auth/client.ts';
import { clientCredentials } from '../../../src/auth/grants/clientCredentials.ts';
import { refresh } from '../../../src/auth/grants/refresh.ts';
import { checkHealth } from '../../../src/auth/health.ts';
import { Learned } from '../../../src/auth/learned.ts';
import type { Connector } from '../../../src/model/connector.ts';
import { Secret } from '../../../src/model/secret.ts';
import { testConnector } from '../../support/connectors.ts';
import { tokenCredential } from '../../support/credentials.ts';
import { json, localServer } from '../../support/localServer.ts';

/** What some providers do otherwise than the standards say, as a record of the catalog says it. */
describe('quirks of providers', () => {
  const server = localServer();
  const secret = { clientSecret: new Secret('app-secret') };

  function connector(oauth: Partial<NonNullable<Connector['oauth']>>, more: Partial<Connector> = {}): Connector {
    const base = testConnector();
    assert.ok(base.oauth);
    return { ...base, ...more, oauth: { ...base.oauth, ...oauth } };
  }

  const client = (made: Connector, learned?: Learned) =>
    oauthClient(made, { siteUrl: server().origin, clientId: 'app', tenant: 'acme' }, secret, learned);

  it('a token request is written as JSON where the provider wants that', async () => {
    server().answer = (_, response) => json(response, { access_token: 'at', token_type: 'Bearer' });
    await clientCredentials(await client(connector({ bodyFormat: 'json' })), ['a', 'b']);
    const [request] = server().requests;
    assert.equal(request?.headers['content-type'], 'application/json');
    const body = JSON.parse(request?.body ?? '');
    assert.equal(body.grant_type, 'client_credentials');
    assert.equal(body.scope, 'a b');
  });

  it('extra parameters are filled from the connection', async () => {
    server().answer = (_, response) => json(response, { access_token: 'at', token_type: 'Bearer' });
    await clientCredentials(await client(connector({ tokenParams: { audience: 'https://{tenant}.example/' } })), []);
    assert.match(server().requests[0]?.body ?? '', /audience=https%3A%2F%2Facme\.example%2F/);
  });

  it('tokens may stand deeper in the answer, and have a life that it does not tell', async () => {
    server().answer = (_, response) =>
      json(response, { ok: true, access_token: 'bot', authed_user: { access_token: 'user', scope: 'x' } });
    const made = connector({ tokenPath: 'authed_user', accessTokenSeconds: 600 });
    const credential = await clientCredentials(await client(made), []);
    assert.equal(credential.accessToken.reveal(), 'user');
    assert.equal(credential.lifetimeMs, 600_000);
  });

  describe('parameters that are learned', () => {
    const instance = {
      ...(testConnector().parameters[0] as Connector['parameters'][number]),
      name: 'instanceUrl',
      format: 'url',
      hosts: ['*.force.example'],
      learnedFrom: { where: 'answer', name: 'instance_url' },
    } as const satisfies Connector['parameters'][number] as Connector['parameters'][number];
    const made = connector({}, { parameters: [...testConnector().parameters, instance] });
    const answering = (instance_url: string) => {
      server().answer = (_, response) => json(response, { access_token: 'at', token_type: 'Bearer', instance_url });
    };

    it('are taken from the answer', async () => {
      answering('https://eu1.force.example');
      const learned = new Learned(made);
      await clientCredentials(await client(made, learned), []);
      assert.deepEqual(learned.values, { instanceUrl: 'https://eu1.force.example' });
    });

    it('are refused where they lead to another host', async () => {
      for (const address of ['https://evil.example', 'http://eu1.force.example', 'https://x@eu1.force.example']) {
        answering(address);
        await assert.rejects(clientCredentials(await client(made, new Learned(made)), []), { code: 'PB405' }, address);
      }
    });

    it('cost no renewal its token, whatever the answer says', async () => {
      answering('https://evil.example');
      const { accessToken } = await refresh(await client(made), {
        kind: 'oauth',
        accessToken: new Secret('old'),
        refreshToken: new Secret('rt'),
        scopes: [],
      });
      assert.equal(accessToken.reveal(), 'at');
    });
  });

  describe('a key', () => {
    const placed = (placement: NonNullable<Connector['apiKey']>['placement'], api: Partial<Connector['api']> = {}) => {
      const base = testConnector();
      const made: Connector = { ...base, apiKey: { placement }, api: { ...base.api, ...api } };
      const request = { url: new URL('https://api.example/x'), headers: new Headers() };
      applyCredential(made, { email: 'a@b.example' }, 'apiKey', tokenCredential('k3y'), request);
      return request;
    };
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

    it('is one half of a Basic header', () => {
      const name = 'Authorization';
      const password = placed({ in: 'basicPassword', with: '{email}/token', name, prefix: '' });
      assert.equal(password.headers.get('authorization'), basic('a@b.example/token:k3y'));
      const user = placed({ in: 'basicUser', name, prefix: '' });
      assert.equal(user.headers.get('authorization'), basic('k3y:'));
    });

    it('goes with what the API wants with each request', () => {
      const { headers, url } = placed(
        { in: 'header', name: 'X-Key', prefix: '' },
        { headers: { 'Api-Version': '2026-01-01' }, query: { by: '{email}' } },
      );
      assert.equal(headers.get('x-key'), 'k3y');
      assert.equal(headers.get('api-version'), '2026-01-01');
      assert.equal(url.searchParams.get('by'), 'a@b.example');
    });
  });

  it('a health request may be a question in its body', async () => {
    server().answer = (_, response) => json(response, { data: { viewer: { email: 'a@b.example' } } });
    const base = testConnector();
    const made: Connector = {
      ...base,
      api: {
        ...base.api,
        health: {
          method: 'POST',
          path: '/graphql',
          body: { query: '{ viewer { email } }' },
          identity: ['data.viewer.email'],
        },
      },
    };
    const health = await checkHealth(made, { siteUrl: server().origin }, 'pat', tokenCredential('t'));
    assert.deepEqual(health, { status: 'ok', account: 'a@b.example' });
    const [request] = server().requests;
    assert.equal(request?.method, 'POST');
    assert.deepEqual(JSON.parse(request?.body ?? ''), { query: '{ viewer { email } }' });
  });
});
