import assert from 'node:assert/strict';
import * as oauth from 'oauth4webapi';
import { type ControlledAcme, startAcme } from '../../../examples/acme/acme.ts';
import { AcmeBrowser, signInByFetch, text } from '../../support/acmeBrowser.ts';
import {
  apiRequest,
  authorizeRequest,
  bearer,
  demoApp,
  ownApp,
  signInForTokens,
  tokenRequest,
} from '../../support/acmeTokens.ts';

describe('acme: authorization code', () => {
  let acme: ControlledAcme;
  before(async () => {
    acme = await startAcme({ control: true });
  });
  after(() => acme.close());

  it('gives tokens to a client that knows nothing but the issuer', async () => {
    const insecure = { [oauth.allowInsecureRequests]: true };
    const issuer = new URL(acme.url);
    const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
    const client = { client_id: demoApp.clientId };
    const { url, verifier } = authorizeRequest(acme.url, demoApp);
    const back = new URL(await signInByFetch(url, 'grace@acme.example'));
    assert.equal(back.searchParams.get('iss'), acme.url);
    // Checks `state` and `iss`.
    const parameters = oauth.validateAuthResponse(server, client, back, 'state-of-a-test');
    const none = oauth.None();
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      none,
      parameters,
      demoApp.redirectUri,
      verifier,
      insecure,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response);
    assert.equal(oauth.getValidatedIdTokenClaims(tokens)?.sub, 'grace@acme.example');
    assert.equal(tokens.scope, 'openid offline_access api');
    assert.equal(tokens.expires_in, 3600);
    assert.ok(tokens.refresh_token);
    const me = await apiRequest(acme.url, 'me', bearer(tokens.access_token));
    assert.deepEqual([me.status, me.body['email'], me.body['name']], [200, 'grace@acme.example', 'Grace Lindqvist']);
  });

  it('works for an own app with its secret, and not without', async () => {
    const { accessToken } = await signInForTokens(acme.url, 'ada@acme.example', { app: ownApp });
    assert.equal((await apiRequest(acme.url, 'me', bearer(accessToken))).status, 200);
    const { status, body } = await tokenRequest(
      acme.url,
      { ...ownApp, clientSecret: 'wrong' },
      { grant_type: 'refresh_token' },
    );
    assert.deepEqual([status, body.error], [401, 'invalid_client']);
  });

  it('sends the person back with an error after Deny and after Cancel', async () => {
    for (const decision of ['deny', 'cancel'] as const) {
      const { url } = authorizeRequest(acme.url, demoApp);
      const { searchParams } = new URL(await signInByFetch(url, 'ada@acme.example', { decision }));
      assert.equal(searchParams.get('error'), 'access_denied');
      assert.equal(searchParams.get('state'), 'state-of-a-test');
      assert.equal(searchParams.get('iss'), acme.url);
    }
  });

  it('lets nobody in with a wrong password, and keeps whom they chose', async () => {
    const browser = new AcmeBrowser(acme.url);
    await browser.open(authorizeRequest(acme.url, demoApp).url);
    const { status, html } = await browser.signIn('tomas@acme.example', 'wrong');
    assert.equal(status, 401);
    assert.match(text(html), /This password is not right/);
    assert.match(html, /value="tomas@acme.example" required checked/);
  });

  it('asks a person who is signed in for consent alone, and lets them change the account', async () => {
    const browser = new AcmeBrowser(acme.url);
    const { url } = authorizeRequest(acme.url, demoApp);
    await signInByFetch(url, 'ada@acme.example', { browser });
    assert.match(text((await browser.open(url)).html), /You are Ada Okafor/);
    const back = await signInByFetch(url, 'grace@acme.example', { browser });
    assert.ok(new URL(back).searchParams.get('code'));
    assert.deepEqual(
      acme.records
        .snapshot()
        .grants.slice(-2)
        .map(({ account }) => account),
      ['ada@acme.example', 'grace@acme.example'],
    );
  });

  it('makes one grant of each sign-in, so that two connections of one person do not fall together', async () => {
    const browser = new AcmeBrowser(acme.url);
    const first = await signInForTokens(acme.url, 'ada@acme.example', { browser });
    const second = await signInForTokens(acme.url, 'ada@acme.example', { browser });
    const [one, two] = acme.records.snapshot().grants.slice(-2);
    assert.notEqual(one?.id, two?.id);
    await acme.control.revoke(one?.id);
    assert.equal((await apiRequest(acme.url, 'me', bearer(first.accessToken))).status, 401);
    assert.equal((await apiRequest(acme.url, 'me', bearer(second.accessToken))).status, 200);
  });

  it('gives no refresh token where the person was not asked (`prompt`)', async () => {
    const { url, verifier } = authorizeRequest(acme.url, demoApp, { prompt: '' });
    const code = new URL(await signInByFetch(url, 'ada@acme.example')).searchParams.get('code') ?? '';
    const exchange = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: demoApp.redirectUri,
      code_verifier: verifier,
    };
    const { body } = await tokenRequest(acme.url, demoApp, exchange);
    assert.deepEqual([body.refresh_token, body.scope], [undefined, 'openid api']);
  });

  it('takes a code once, and ends the grant when it comes again', async () => {
    const { url, verifier } = authorizeRequest(acme.url, demoApp);
    const code = new URL(await signInByFetch(url, 'ada@acme.example')).searchParams.get('code') ?? '';
    const exchange = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: demoApp.redirectUri,
      code_verifier: verifier,
    };
    const { body } = await tokenRequest(acme.url, demoApp, exchange);
    assert.equal((await tokenRequest(acme.url, demoApp, exchange)).body.error, 'invalid_grant');
    assert.equal((await apiRequest(acme.url, 'me', bearer(body.access_token ?? ''))).status, 401);
    assert.equal(acme.records.snapshot().grants.at(-1)?.revokedBy, 'reuse');
  });

  it('wants PKCE with S256, and the right verifier', async () => {
    const without = { code_challenge: '', code_challenge_method: '' };
    for (const extra of [without, { code_challenge_method: 'plain' }]) {
      const { url } = await new AcmeBrowser(acme.url).open(authorizeRequest(acme.url, demoApp, extra).url);
      assert.equal(new URL(url).searchParams.get('error'), 'invalid_request');
    }
    const code = new URL(
      await signInByFetch(authorizeRequest(acme.url, demoApp).url, 'ada@acme.example'),
    ).searchParams.get('code');
    const exchange = { grant_type: 'authorization_code', code: code ?? '', redirect_uri: demoApp.redirectUri };
    const { body } = await tokenRequest(acme.url, demoApp, { ...exchange, code_verifier: 'w'.repeat(43) });
    assert.equal(body.error, 'invalid_grant');
  });
});
