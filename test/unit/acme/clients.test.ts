import assert from 'node:assert/strict';
import { AcmeBrowser, signInByFetch, text } from '../../support/acmeBrowser.ts';
import {
  type App,
  apiRequest,
  authorizeRequest,
  bearer,
  demoApp,
  ownApp,
  signInForTokens,
} from '../../support/acmeTokens.ts';
import { withAcme } from '../../support/withAcme.ts';

/** Whether Acme would send a browser back to this address. */
async function accepts(acmeUrl: string, app: App): Promise<boolean> {
  const { html } = await new AcmeBrowser(acmeUrl).open(authorizeRequest(acmeUrl, app).url);
  if (html.includes('Sign in to Acme')) return true;
  assert.match(text(html), /redirect_uri did not match/);
  return false;
}

const editorAddresses = [
  'http://127.0.0.1:8000/stable-0123abc/callback?vscode-reqid=7&vscode-scheme=code-oss',
  'vscode://patchbay.patchbay/callback/acme',
  'cursor://patchbay.patchbay/callback/acme?windowId=1',
];

describe('acme: clients', () => {
  it('takes any loopback port and any address of the editor for the demo’s clients', () =>
    withAcme({ redirectUris: ['https://editor.example/callback'] }, async (acme) => {
      for (const app of [demoApp, ownApp]) {
        for (const redirectUri of [
          'http://127.0.0.1:1234/callback/acme',
          'http://localhost:1/callback/acme',
          ...editorAddresses,
        ]) {
          assert.ok(await accepts(acme.url, { ...app, redirectUri }), redirectUri);
        }
      }
      assert.ok(await accepts(acme.url, { ...ownApp, redirectUri: 'https://editor.example/callback' }));
      for (const redirectUri of [
        'http://127.0.0.1.evil.example/callback/acme',
        'https://evil.example/callback/acme',
        'http://me@127.0.0.1:1/callback/acme',
        'vscode://other.extension/callback/acme',
        'https://patchbay.patchbay/callback',
      ]) {
        assert.equal(await accepts(acme.url, { ...ownApp, redirectUri }), false, redirectUri);
        assert.equal(await accepts(acme.url, { ...demoApp, redirectUri }), false, redirectUri);
      }
    }));

  it('compares as a real provider does, where it is told to', () =>
    withAcme({ strictRedirects: true }, async (acme) => {
      const at = (app: App, redirectUri: string) => accepts(acme.url, { ...app, redirectUri });
      assert.ok(await at(demoApp, 'http://127.0.0.1:1234/callback/acme'));
      assert.ok(await at(demoApp, 'http://localhost:1234/callback/acme'));
      assert.ok(await at(ownApp, 'http://127.0.0.1:41895/callback/acme'));
      assert.equal(await at(ownApp, 'http://127.0.0.1:1234/callback/acme'), false);
      for (const address of editorAddresses) assert.equal(await at(demoApp, address), false);
    }));

  it('registers clients dynamically (RFC 7591)', () =>
    withAcme({}, async (acme) => {
      const response = await fetch(`${acme.url}/oauth/register`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          client_name: 'Registered by a test',
          application_type: 'native',
          token_endpoint_auth_method: 'none',
          redirect_uris: ['http://127.0.0.1/callback/acme'],
          grant_types: ['authorization_code', 'refresh_token'],
        }),
      });
      assert.equal(response.status, 201);
      const { client_id: clientId } = (await response.json()) as { client_id: string };
      const app = { clientId, redirectUri: 'http://127.0.0.1:4321/callback/acme' };
      const { accessToken, refreshToken } = await signInForTokens(acme.url, 'ada@acme.example', { app });
      assert.ok(refreshToken);
      assert.equal((await apiRequest(acme.url, 'me', bearer(accessToken))).body['client'], clientId);
      assert.equal(await accepts(acme.url, { ...app, redirectUri: editorAddresses[0] ?? '' }), false);
    }));

  it('takes pushed authorization requests (RFC 9126)', () =>
    withAcme({}, async (acme) => {
      const { searchParams } = new URL(authorizeRequest(acme.url, demoApp).url);
      const pushed = await fetch(`${acme.url}/oauth/par`, { method: 'POST', body: searchParams });
      assert.equal(pushed.status, 201);
      const { request_uri } = (await pushed.json()) as { request_uri: string };
      const url = `${acme.url}/oauth/authorize?${new URLSearchParams({ client_id: demoApp.clientId, request_uri })}`;
      const back = new URL(await signInByFetch(url, 'ada@acme.example'));
      assert.equal(back.origin + back.pathname, demoApp.redirectUri);
      assert.ok(back.searchParams.get('code'));
    }));
});
