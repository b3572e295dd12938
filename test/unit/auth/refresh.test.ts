import assert from 'node:assert/strict';
import { oauthClient } from '../../../src/auth/client.ts';
import { classify } from '../../../src/auth/failure.ts';
import { isAlive, isFresh } from '../../../src/auth/freshness.ts';
import { refresh } from '../../../src/auth/grants/refresh.ts';
import { revoke } from '../../../src/auth/revoke.ts';
import type { OAuthCredential } from '../../../src/model/credential.ts';
import { Secret } from '../../../src/model/secret.ts';
import { testConnector } from '../../support/connectors.ts';
import { revealed } from '../../support/credentials.ts';
import { json, localServer } from '../../support/localServer.ts';

const old: OAuthCredential = {
  kind: 'oauth',
  accessToken: new Secret('old-at'),
  refreshToken: new Secret('old-rt'),
  clientSecret: new Secret('shh'),
  expiresAt: 1,
  scopes: ['api'],
};

describe('refresh', () => {
  const server = localServer();
  const client = (changes: object = {}) => {
    const connector = testConnector();
    Object.assign(connector.oauth ?? {}, changes);
    return oauthClient(connector, { siteUrl: server().origin, clientId: 'own' }, old);
  };

  it('trades the refresh token for new ones, proving the app', async () => {
    server().answer = (_, response) =>
      json(response, { access_token: 'at', token_type: 'Bearer', refresh_token: 'rt', expires_in: 60 });
    const renewed = await refresh(await client(), old);
    assert.deepEqual(
      { ...revealed(renewed), expiresAt: 0 },
      {
        kind: 'oauth',
        accessToken: 'at',
        refreshToken: 'rt',
        expiresAt: 0,
        lifetimeMs: 60_000,
        scopes: ['api'],
      },
    );
    const body = Object.fromEntries(new URLSearchParams(server().requests[0]?.body));
    assert.deepEqual(body, {
      grant_type: 'refresh_token',
      refresh_token: 'old-rt',
      client_id: 'own',
      client_secret: 'shh',
    });
  });

  it('keeps the old refresh token where the answer brings none, or an empty one', async () => {
    for (const more of [{}, { refresh_token: '' }, { refresh_token: null }]) {
      server().answer = (_, response) => json(response, { access_token: 'at', token_type: 'Bearer', ...more });
      const renewed = await refresh(await client(), old);
      assert.equal(renewed.refreshToken?.reveal(), 'old-rt');
      assert.equal(renewed.expiresAt, undefined);
    }
  });

  it('goes to an address of its own where the provider has one', async () => {
    server().answer = (_, response) => json(response, { access_token: 'at', token_type: 'Bearer' });
    await refresh(await client({ refreshUrl: '{siteUrl}/refresh' }), old);
    assert.equal(server().requests[0]?.url.pathname, '/refresh');
  });

  it('loses no new token to a nicety of form', async () => {
    server().answer = (_, response) => response.end('access_token=at&refresh_token=rt');
    assert.equal((await refresh(await client(), old)).refreshToken?.reveal(), 'rt');
  });

  it('fails with what the provider says', async () => {
    server().answer = (_, response) => json(response, { error: 'invalid_grant' }, 400);
    const error = await refresh(await client(), old).catch((error) => error);
    assert.equal(classify(error, 'x').class, 'grantDead');
  });

  it('does not start without a refresh token', async () => {
    const { refreshToken: _, ...without } = old;
    await assert.rejects(refresh(await client(), without));
    assert.deepEqual(server().requests, []);
  });
});

describe('revoke', () => {
  const server = localServer();
  const client = (connector = testConnector()) => oauthClient(connector, { siteUrl: server().origin }, old);

  it('gives back the refresh token first, then the access token', async () => {
    assert.deepEqual(await revoke(await client(), old), { status: 'revoked' });
    const given = server().requests.map(({ url, body }) => [url.pathname, new URLSearchParams(body).get('token')]);
    assert.deepEqual(given, [
      ['/revoke', 'old-rt'],
      ['/revoke', 'old-at'],
    ]);
  });

  it('says where that is not offered or fails, and never throws', async () => {
    const none = testConnector();
    if (none.oauth) delete none.oauth.revokeUrl;
    assert.deepEqual(await revoke(await client(none), old), { status: 'notOffered' });
    server().answer = (_, response) => json(response, { error: 'unsupported_token_type' }, 400);
    assert.deepEqual(await revoke(await client(), old), { status: 'failed', detail: 'unsupported_token_type' });
    server().answer = (_, response) => response.destroy();
    assert.equal((await revoke(await client(), old)).status, 'failed');
    assert.equal((await revoke(await client(), old, AbortSignal.abort())).status, 'failed');
  });
});

describe('freshness', () => {
  const now = 1_000_000_000;
  const ends = (inMs: number, lifetimeMs?: number) => ({
    ...old,
    expiresAt: now + inMs,
    ...(lifetimeMs ? { lifetimeMs } : {}),
  });

  it('ends up to a minute before the token does', () => {
    assert.ok(isFresh(ends(60_001), now));
    assert.ok(!isFresh(ends(29_999), now));
    const { expiresAt: _, ...unknown } = old;
    assert.ok(isFresh(unknown, now));
  });

  it('leaves most of a short life', () => {
    assert.ok(isFresh(ends(15_000, 30_000), now));
    assert.ok(!isFresh(ends(2000, 30_000), now));
  });

  it('is not life: a stale token works to its very end', () => {
    assert.ok(isAlive(ends(1), now));
    assert.ok(!isAlive(ends(0), now));
  });
});
