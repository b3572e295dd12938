import assert from 'node:assert/strict';
import { type ControlledAcme, startAcme } from '../../../examples/acme/acme.ts';
import { fingerprint } from '../../../examples/acme/records.ts';
import { apiRequest, bearer, demoApp, ownApp, refreshRequest, signInForTokens } from '../../support/acmeTokens.ts';
import { until } from '../../support/until.ts';

describe('acme: refresh and revocation', () => {
  let acme: ControlledAcme;
  const refresh = (token: string) => refreshRequest(acme.url, demoApp, token);
  const statusOf = async (token: string) => (await apiRequest(acme.url, 'me', bearer(token))).status;
  const grant = () => acme.records.snapshot().grants.at(-1);

  beforeEach(async () => {
    acme = await startAcme({ control: true });
  });
  afterEach(() => acme.close());

  it('gives a new refresh token with each refresh, and writes it down without the tokens', async () => {
    const { refreshToken } = await signInForTokens(acme.url);
    const { status, body } = await refresh(refreshToken);
    assert.equal(status, 200);
    assert.notEqual(body.refresh_token, refreshToken);
    assert.equal(await statusOf(body.access_token ?? ''), 200);
    const { tokenRequests } = acme.records.snapshot();
    const { at: _at, ...record } = tokenRequests.at(-1) ?? { at: '' };
    assert.deepEqual(record, {
      grantType: 'refresh_token',
      client: 'patchbay-demo',
      grant: grant()?.id,
      outcome: 'issued',
      presented: fingerprint(refreshToken),
      refreshToken: fingerprint(body.refresh_token ?? ''),
      accessToken: fingerprint(body.access_token ?? ''),
    });
    assert.deepEqual(acme.records.counts(), { authorization_code: 1, refresh_token: 1 });
    const everything = JSON.stringify(acme.records.snapshot());
    for (const token of [refreshToken, body.refresh_token, body.access_token])
      assert.ok(!everything.includes(token ?? ''));
  });

  it('ends the whole family when a refresh token comes again', async () => {
    const { refreshToken } = await signInForTokens(acme.url);
    const { body } = await refresh(refreshToken);
    assert.equal((await refresh(refreshToken)).body.error, 'invalid_grant');
    assert.equal((await refresh(body.refresh_token ?? '')).body.error, 'invalid_grant');
    assert.equal(await statusOf(body.access_token ?? ''), 401);
    assert.equal(grant()?.revokedBy, 'reuse');
    const outcomes = acme.records.snapshot().tokenRequests.map(({ outcome }) => outcome);
    assert.deepEqual(outcomes, ['issued', 'issued', 'invalid_grant', 'invalid_grant']);
  });

  it('lets at most one of many simultaneous requests win, and ends the family', async () => {
    const { refreshToken } = await signInForTokens(acme.url);
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(refreshToken)));
    const won = answers.filter(({ status }) => status === 200);
    assert.ok(won.length <= 1, `${won.length} won`);
    assert.equal(grant()?.revokedBy, 'reuse');
    for (const { body } of won) {
      assert.equal((await refresh(body.refresh_token ?? '')).body.error, 'invalid_grant');
      assert.equal(await statusOf(body.access_token ?? ''), 401);
    }
  });

  it('keeps the refresh token where rotation is off', async () => {
    const { refreshToken } = await signInForTokens(acme.url);
    await acme.control.set({ rotateRefreshTokens: false });
    for (let time = 0; time < 3; time++) assert.equal((await refresh(refreshToken)).body.refresh_token, refreshToken);
  });

  it('forgives the last refresh token for a while, where it is told to, and no older one', async () => {
    await acme.control.set({ refreshRetrySeconds: 60 });
    const { refreshToken: first } = await signInForTokens(acme.url);
    const second = (await refresh(first)).body.refresh_token ?? '';
    const again = await refresh(first);
    assert.equal(again.status, 200, 'the answer may have been lost');
    assert.equal(grant()?.revokedAt, undefined);
    assert.equal((await refresh(again.body.refresh_token ?? '')).status, 200);
    assert.equal((await refresh(first)).body.error, 'invalid_grant');
    assert.equal(grant()?.revokedBy, 'reuse');
    assert.equal((await refresh(second)).body.error, 'invalid_grant');
  });

  it('gives access tokens that live exactly as long as they should', async () => {
    await acme.control.set({ accessTokenSeconds: 1 });
    const { accessToken, refreshToken } = await signInForTokens(acme.url);
    const issued = Date.now();
    assert.equal(await statusOf(accessToken), 200);
    await until('the access token ends', async () => (await statusOf(accessToken)) === 401);
    const lived = Date.now() - issued;
    assert.ok(lived > 900 && lived < 1500, `the token lived ${lived} ms`);
    const { body } = await refresh(refreshToken);
    assert.equal(body.expires_in, 1);
    assert.equal(await statusOf(body.access_token ?? ''), 200);
  });

  it('ends a refresh token that lies idle, and says so in its books', async () => {
    await acme.control.set({ refreshIdleSeconds: 1 });
    const { refreshToken } = await signInForTokens(acme.url);
    const issued = Date.now();
    await until('more than a second passes', () => Date.now() > issued + 1000);
    const { status, body } = await refresh(refreshToken);
    assert.deepEqual([status, body.error], [400, 'invalid_grant']);
    assert.equal(acme.records.snapshot().tokenRequests.at(-1)?.detail, 'refresh token is expired');
  });

  it('ends every refresh token so long after the sign-in, however often it was used', async () => {
    await acme.control.set({ refreshAbsoluteSeconds: 2 });
    let { refreshToken } = await signInForTokens(acme.url);
    let rotations = 0;
    await until('the refresh tokens end', async () => {
      const { status, body } = await refresh(refreshToken);
      refreshToken = body.refresh_token ?? refreshToken;
      if (status === 200) rotations++;
      return status !== 200;
    });
    assert.ok(rotations > 1);
    assert.equal(grant()?.revokedAt, undefined);
  });

  it('revokes: the refresh token with all that came of it', async () => {
    const { accessToken, refreshToken } = await signInForTokens(acme.url);
    const revoke = (token: string, client: Record<string, string> = { client_id: 'patchbay-demo' }) =>
      fetch(`${acme.url}/oauth/revoke`, { method: 'POST', body: new URLSearchParams({ token, ...client }) });
    // Another client may not.
    await revoke(refreshToken, { client_id: ownApp.clientId, client_secret: ownApp.clientSecret ?? '' });
    assert.equal(grant()?.revokedAt, undefined);
    assert.equal((await revoke(refreshToken)).status, 200);
    assert.equal((await revoke('unknown')).status, 200);
    assert.equal(await statusOf(accessToken), 401);
    assert.equal((await refresh(refreshToken)).body.error, 'invalid_grant');
    assert.deepEqual([grant()?.revokedBy, typeof grant()?.revokedAt], ['client', 'string']);
    const revocations = acme.records
      .snapshot()
      .revocations.map(({ client, kind, grant: id }) => ({ client, kind, grant: id }));
    assert.deepEqual(revocations.slice(-2), [
      { client: 'patchbay-demo', kind: 'RefreshToken', grant: grant()?.id },
      { client: 'patchbay-demo', kind: undefined, grant: undefined },
    ]);
  });

  it('revokes with the access token as well', async () => {
    const { accessToken, refreshToken } = await signInForTokens(acme.url);
    const body = new URLSearchParams({ token: accessToken, client_id: 'patchbay-demo' });
    assert.equal((await fetch(`${acme.url}/oauth/revoke`, { method: 'POST', body })).status, 200);
    assert.equal((await refresh(refreshToken)).body.error, 'invalid_grant');
    assert.equal(grant()?.revokedBy, 'client');
  });
});
