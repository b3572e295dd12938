import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import * as oauth from 'oauth4webapi';
import { type Acme, startAcme } from '../../../examples/acme/acme.ts';
import { apiRequest, bearer, tokenRequest } from '../../support/acmeTokens.ts';

const service = { clientId: 'acme-service', clientSecret: 'acme-service-secret' };

describe('acme: service accounts', () => {
  let acme: Acme;
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  before(async () => {
    acme = await startAcme({ robotJwk: { ...publicKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' } });
  });
  after(() => acme.close());

  it('gives a token for a client id and a secret, and says whose it is', async () => {
    const { status, body } = await tokenRequest(acme.url, service, { grant_type: 'client_credentials', scope: 'api' });
    assert.deepEqual([status, body.scope, body.refresh_token], [200, 'api', undefined]);
    const me = await apiRequest(acme.url, 'me', bearer(body.access_token ?? ''));
    assert.deepEqual([me.body['email'], me.body['client']], ['acme-service@service.acme.example', 'acme-service']);
    const ticket = await apiRequest(acme.url, 'tickets', bearer(body.access_token ?? ''), {
      method: 'POST',
      body: '{"title":"x"}',
    });
    assert.equal(ticket.status, 403);
  });

  it('refuses a wrong secret, a scope that it may not have, and a client of people', async () => {
    const wrong = { ...service, clientSecret: 'wrong' };
    assert.equal(
      (await tokenRequest(acme.url, wrong, { grant_type: 'client_credentials' })).body.error,
      'invalid_client',
    );
    const scope = { grant_type: 'client_credentials', scope: 'openid' };
    assert.equal((await tokenRequest(acme.url, service, scope)).body.error, 'invalid_scope');
    const demo = await tokenRequest(acme.url, { clientId: 'patchbay-demo' }, { grant_type: 'client_credentials' });
    assert.notEqual(demo.status, 200);
  });

  it('gives a token for a signed assertion (`private_key_jwt`), and not for one of another key', async () => {
    const insecure = { [oauth.allowInsecureRequests]: true };
    const server = { issuer: acme.url, token_endpoint: `${acme.url}/oauth/token` };
    const ask = async (key: typeof privateKey) => {
      const pkcs8 = key.export({ format: 'der', type: 'pkcs8' });
      const signing = await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'ECDSA', namedCurve: 'P-256' }, false, [
        'sign',
      ]);
      const authentication = oauth.PrivateKeyJwt(signing);
      const client = { client_id: 'acme-robot' };
      const parameters = new URLSearchParams({ scope: 'api tickets:write' });
      return oauth.clientCredentialsGrantRequest(server, client, authentication, parameters, insecure);
    };
    const tokens = await oauth.processClientCredentialsResponse(
      server,
      { client_id: 'acme-robot' },
      await ask(privateKey),
    );
    const headers = bearer(tokens.access_token);
    const ticket = await apiRequest(acme.url, 'tickets', headers, {
      method: 'POST',
      body: '{"title":"Oil the robot"}',
    });
    assert.deepEqual([ticket.status, ticket.body['createdBy']], [201, 'acme-robot@service.acme.example']);
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    assert.equal((await ask(other.privateKey)).status, 401);
  });

  it('introspects the tokens of the client that asks', async () => {
    const { body } = await tokenRequest(acme.url, service, { grant_type: 'client_credentials', scope: 'api' });
    const introspect = async (client: Record<string, string>) => {
      const form = new URLSearchParams({ token: body.access_token ?? '', ...client });
      return (await (await fetch(`${acme.url}/oauth/introspect`, { method: 'POST', body: form })).json()) as {
        active: boolean;
      };
    };
    const own = await introspect({ client_id: service.clientId, client_secret: service.clientSecret });
    assert.equal(own.active, true);
    assert.equal((await introspect({ client_id: 'acme-byoa', client_secret: 'acme-byoa-secret' })).active, false);
  });
});

describe('acme: password grant', () => {
  let acme: Acme;
  before(async () => {
    acme = await startAcme();
  });
  after(() => acme.close());
  const ask = (values: Record<string, string>) =>
    tokenRequest(
      acme.url,
      { clientId: 'patchbay-demo' },
      { grant_type: 'password', username: 'ada@acme.example', ...values },
    );

  it('gives tokens, and a refresh token only where one is asked for', async () => {
    const short = await ask({ password: 'demo', scope: 'api' });
    assert.deepEqual([short.status, short.body.refresh_token], [200, undefined]);
    const { body } = await ask({ password: 'demo', scope: 'api offline_access' });
    assert.equal((await apiRequest(acme.url, 'me', bearer(body.access_token ?? ''))).body['email'], 'ada@acme.example');
    const again = { grant_type: 'refresh_token', refresh_token: body.refresh_token ?? '' };
    assert.equal((await tokenRequest(acme.url, { clientId: 'patchbay-demo' }, again)).status, 200);
  });

  it('refuses a wrong password, and a client that may not use it', async () => {
    assert.equal((await ask({ password: 'wrong' })).body.error, 'invalid_grant');
    const refused = await tokenRequest(acme.url, service, {
      grant_type: 'password',
      username: 'ada@acme.example',
      password: 'demo',
    });
    assert.equal(refused.status, 400);
  });
});
