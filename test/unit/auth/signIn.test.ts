import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { oauthClient } from '../../../src/auth/client.ts';
import { deliverPasted } from '../../../src/auth/redirect/paste.ts';
import type { CallbackMailbox } from '../../../src/auth/redirect/receiver.ts';
import { type SignInSurroundings, signIn } from '../../../src/auth/signIn.ts';
import type { Connector } from '../../../src/model/connector.ts';
import { Cancelled } from '../../../src/model/problem.ts';
import { Secret } from '../../../src/model/secret.ts';
import { testConnector } from '../../support/connectors.ts';
import { revealed } from '../../support/credentials.ts';
import { json, localServer } from '../../support/localServer.ts';

const tokens = { access_token: 'at', token_type: 'Bearer', refresh_token: 'rt', expires_in: 3600, scope: 'api' };

describe('signIn', () => {
  const server = localServer();

  /** Signs in with a browser that comes back with what `back` makes of the address that was opened. */
  function run(
    back: (opened: URL) => string | undefined,
    options: {
      connector?: Connector;
      around?: Partial<SignInSurroundings>;
      parameters?: Record<string, string>;
      clientSecret?: Secret;
      loginHint?: string;
    } = {},
  ) {
    let box: CallbackMailbox | undefined;
    const { connector = testConnector(), clientSecret } = options;
    const parameters = { siteUrl: server().origin, ...options.parameters };
    return signIn(
      { scopes: ['openid', 'api'], ...(options.loginHint ? { loginHint: options.loginHint } : {}) },
      {
        application: connector.name,
        client: () => oauthClient(connector, parameters, clientSecret ? { clientSecret } : {}),
        openRedirect: async (mailbox) => {
          box = mailbox;
          return { uri: 'http://127.0.0.1:4711/callback/test', dispose: () => {} };
        },
        openBrowser: async (url) => {
          const address = back(new URL(url));
          if (address) box?.deliver(new URL(address));
          return true;
        },
        ...options.around,
      },
    );
  }

  const answer = (opened: URL, more = '') =>
    `http://127.0.0.1:4711/callback/test?code=the-code&state=${opened.searchParams.get('state')}${more}`;

  beforeEach(() => {
    server().answer = (_, response) => json(response, tokens);
  });

  it('asks with state, PKCE and what the person chose, and trades the code', async () => {
    let opened = new URL('http://x');
    const credential = await run(
      (url) => {
        opened = url;
        return answer(url, `&iss=${server().origin}`);
      },
      { loginHint: 'me@acme.test' },
    );
    assert.deepEqual(revealed(credential), {
      kind: 'oauth',
      accessToken: 'at',
      refreshToken: 'rt',
      expiresAt: credential.expiresAt,
      lifetimeMs: 3_600_000,
      scopes: ['api'],
    });
    const asked = Object.fromEntries(opened.searchParams);
    assert.deepEqual(
      { ...asked, state: undefined, code_challenge: undefined },
      {
        response_type: 'code',
        client_id: 'built-in',
        redirect_uri: 'http://127.0.0.1:4711/callback/test',
        scope: 'openid api',
        code_challenge_method: 'S256',
        login_hint: 'me@acme.test',
        state: undefined,
        code_challenge: undefined,
      },
    );
    const sent = Object.fromEntries(new URLSearchParams(server().requests[0]?.body));
    assert.deepEqual(
      [sent['code'], sent['redirect_uri'], sent['client_id']],
      ['the-code', asked['redirect_uri'], 'built-in'],
    );
    const challenge = createHash('sha256')
      .update(sent['code_verifier'] ?? '')
      .digest('base64url');
    assert.equal(challenge, asked['code_challenge']);
    assert.ok((asked['state']?.length ?? 0) >= 32);
  });

  it('proves an own app by its secret, in the body or as Basic', async () => {
    const own = { parameters: { clientId: 'own' }, clientSecret: new Secret('shh') };
    await run(answer, own);
    const body = new URLSearchParams(server().requests[0]?.body);
    assert.deepEqual([body.get('client_id'), body.get('client_secret')], ['own', 'shh']);
    const connector = testConnector();
    if (connector.oauth) connector.oauth.tokenAuth = 'basic';
    await run(answer, { ...own, connector });
    const header = server().requests[1]?.headers.authorization ?? '';
    assert.equal(Buffer.from(header.replace('Basic ', ''), 'base64').toString(), 'own:shh');
  });

  it('leaves PKCE out for a provider that it breaks, and joins scopes as the provider wants', async () => {
    const connector = testConnector();
    Object.assign(connector.oauth ?? {}, {
      pkce: 'breaks',
      scopeSeparator: ',',
      authorizeParams: { prompt: 'consent' },
      tokenParams: { audience: 'x' },
    });
    let opened = new URL('http://x');
    await run(
      (url) => {
        opened = url;
        return answer(url);
      },
      { connector },
    );
    assert.deepEqual(
      [opened.searchParams.get('code_challenge'), opened.searchParams.get('scope'), opened.searchParams.get('prompt')],
      [null, 'openid,api', 'consent'],
    );
    const body = new URLSearchParams(server().requests[0]?.body);
    assert.deepEqual([body.get('code_verifier'), body.get('audience')], [null, 'x']);
  });

  it('refuses an answer of another issuer (PB204), and sends no code to anybody', async () => {
    await assert.rejects(
      run((url) => answer(url, '&iss=https://evil.example')),
      { code: 'PB204' },
    );
    const vague = testConnector();
    if (vague.oauth) delete vague.oauth.issuer;
    await assert.rejects(
      run((url) => answer(url, '&iss=https://evil.example'), { connector: vague }),
      { code: 'PB204' },
    );
    assert.deepEqual(server().requests, []);
    await run((url) => answer(url, `&iss=${server().origin}/realms/x`), { connector: vague });
  });

  it('does not use an answer with another state, and takes the right one afterwards', async () => {
    let forged = 0;
    let opened = new URL('http://x');
    await run(
      (url) => {
        opened = url;
        return undefined;
      },
      {
        around: {
          onForged: () => forged++,
          onWaiting: (mailbox) => {
            assert.throws(() => deliverPasted('http://x/?code=evil&state=evil', mailbox, 'Test App'), {
              code: 'PB203',
            });
            deliverPasted(answer(opened), mailbox, 'Test App');
          },
        },
      },
    );
    assert.equal(forged, 1);
    assert.deepEqual(
      server().requests.map(({ body }) => new URLSearchParams(body).get('code')),
      ['the-code'],
    );
  });

  for (const [error, code] of [
    ['access_denied', 'PB201'],
    ['server_error', 'PB401'],
    ['invalid_scope', 'PB208'],
    ['unauthorized_client', 'PB210'],
  ] as const) {
    it(`says ${code} for ${error}`, async () => {
      const back = (url: URL) =>
        `http://x/?error=${error}&error_description=secret-text&state=${url.searchParams.get('state')}`;
      await assert.rejects(
        run(back),
        (problem: Error & { code: string }) => problem.code === code && !problem.message.includes('secret-text'),
      );
      assert.deepEqual(server().requests, []);
    });
  }

  for (const [body, status, code] of [
    [{ error: 'invalid_grant' }, 400, 'PB208'],
    [{ error: 'invalid_client' }, 401, 'PB210'],
    [{ error: 'x' }, 503, 'PB401'],
    [{ token_type: 'Bearer' }, 200, 'PB404'],
  ] as const) {
    it(`says ${code} where the code is answered with ${status} ${JSON.stringify(body)}`, async () => {
      server().answer = (_, response) => json(response, body, status);
      await assert.rejects(run(answer), { code });
    });
  }

  it('takes a bent answer of a provider that is known for it, and of a server that nobody described', async () => {
    server().answer = (_, response) => response.end('access_token=at&scope=repo%2Cgist');
    const lenient = testConnector();
    if (lenient.oauth) lenient.oauth.lenient = true;
    assert.deepEqual((await run(answer, { connector: lenient })).scopes, ['repo', 'gist']);
    await assert.rejects(run(answer), { code: 'PB404' });
  });

  it('says PB211 where no browser opens, and stops listening in every case', async () => {
    let disposed = 0;
    const openRedirect = async () => ({ uri: 'http://127.0.0.1:1/x', dispose: () => void disposed++ });
    await assert.rejects(run(answer, { around: { openRedirect, openBrowser: async () => false } }), { code: 'PB211' });
    const cancel = new AbortController();
    const waiting = run(() => undefined, {
      around: { openRedirect, onWaiting: () => cancel.abort(), signal: cancel.signal },
    });
    await assert.rejects(waiting, Cancelled);
    await assert.rejects(run(answer, { around: { signal: AbortSignal.abort() } }), Cancelled);
    assert.equal(disposed, 2);
  });

  it('has no app to sign in through where neither the connector nor the person has one (PB502)', async () => {
    const connector = testConnector();
    if (connector.oauth) delete connector.oauth.client;
    await assert.rejects(run(answer, { connector }), { code: 'PB502' });
  });

  it('goes over plain http to this computer alone', async () => {
    await assert.rejects(run(answer, { parameters: { siteUrl: 'http://acme.example' } }), { code: 'PB501' });
  });
});
