import assert from 'node:assert/strict';
import { type ControlledAcme, startAcme } from '../../../examples/acme/acme.ts';
import type { AcmeControl } from '../../../examples/acme/control.ts';
import type { Fault } from '../../../examples/acme/faults.ts';
import { remoteControl } from '../../../examples/acme/remoteControl.ts';
import { bearer, demoApp, refreshRequest, signInForTokens } from '../../support/acmeTokens.ts';
import { withAcme } from '../../support/withAcme.ts';

describe('acme: test control', () => {
  let acme: ControlledAcme;
  let control: AcmeControl;
  before(async () => {
    acme = await startAcme({ control: true });
    // Through HTTP, which goes through the local one.
    control = remoteControl(acme.controlUrl);
  });
  afterEach(() => control.reset());
  after(() => acme.close());

  const me = (token = 'none', init: RequestInit = {}) =>
    fetch(`${acme.url}/api/me`, { ...init, headers: bearer(token) });
  const failApi = (fault: Fault, times = 1) => control.fail({ endpoint: 'api', times, fault });

  it('is not there without being asked for', () =>
    withAcme({}, async (plain) => {
      assert.ok(!('control' in plain));
      assert.equal((await fetch(`${plain.url}/control/records`)).status, 404);
    }));

  it('takes nothing that a web page could send', async () => {
    const response = await fetch(`${acme.controlUrl}/revoke`, { method: 'POST', body: '{}' });
    assert.equal(response.status, 415);
    assert.equal((await fetch(`${acme.controlUrl}/other`)).status, 404);
    await assert.rejects(control.fail({ endpoint: 'nothing' as 'api', fault: { kind: 'drop' } }), /no endpoint/);
  });

  it('revokes one grant, or all, and shows it in the records', async () => {
    const first = await signInForTokens(acme.url, 'ada@acme.example');
    const second = await signInForTokens(acme.url, 'grace@acme.example');
    const grant = (await control.records()).grants.find(({ account }) => account === 'ada@acme.example');
    assert.equal(await control.revoke(grant?.id), 1);
    assert.equal(await control.revoke(grant?.id), 0);
    assert.equal((await me(first.accessToken)).status, 401);
    assert.equal((await me(second.accessToken)).status, 200);
    assert.equal(await control.revoke(), 1);
    assert.equal((await refreshRequest(acme.url, demoApp, second.refreshToken)).body.error, 'invalid_grant');
    for (const { revokedAt, revokedBy } of (await control.records()).grants) {
      assert.deepEqual([typeof revokedAt, revokedBy], ['string', 'control']);
    }
  });

  it('answers the next requests with a status, then goes on', async () => {
    await failApi({ kind: 'answer', status: 503, body: '{"error":"down"}', headers: { 'Retry-After': '3' } }, 2);
    for (let time = 0; time < 2; time++) {
      const response = await me();
      assert.deepEqual(
        [response.status, response.headers.get('retry-after'), await response.text()],
        [503, '3', '{"error":"down"}'],
      );
    }
    assert.equal((await me()).status, 401);
  });

  it('answers with a web page', async () => {
    await failApi({ kind: 'html' });
    const response = await me();
    assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'text/html; charset=utf-8']);
  });

  it('drops connections, keeps silent, and is slow', async () => {
    await failApi({ kind: 'drop' });
    await assert.rejects(me());
    await failApi({ kind: 'hang' });
    await assert.rejects(me('none', { signal: AbortSignal.timeout(50) }), { name: 'TimeoutError' });
    await failApi({ kind: 'slow', ms: 60 });
    const start = performance.now();
    assert.equal((await me()).status, 401);
    assert.ok(performance.now() - start >= 55);
  });

  it('loses, cuts and drips answers of requests that took place', async () => {
    for (const kind of ['loseAnswer', 'truncate'] as const) {
      const { refreshToken } = await signInForTokens(acme.url);
      const before = (await control.records()).tokenRequests.length;
      await control.fail({ endpoint: 'token', fault: { kind } });
      await assert.rejects(refreshRequest(acme.url, demoApp, refreshToken), kind);
      const requests = (await control.records()).tokenRequests.slice(before);
      assert.deepEqual(
        requests.map(({ outcome }) => outcome),
        ['issued'],
        kind,
      );
    }
    const { refreshToken } = await signInForTokens(acme.url);
    await control.fail({ endpoint: 'token', fault: { kind: 'drip', ms: 0 } });
    const { body } = await refreshRequest(acme.url, demoApp, refreshToken);
    assert.equal((await me(body.access_token)).status, 200);
  });

  it('changes what an answer says', async () => {
    const { refreshToken } = await signInForTokens(acme.url);
    const members = { expires_in: '3600', token_type: 'bearer', refresh_token: null };
    await control.fail({ endpoint: 'token', fault: { kind: 'patch', members } });
    const { body } = await refreshRequest(acme.url, demoApp, refreshToken);
    assert.deepEqual([body.expires_in, body.token_type, body.refresh_token], ['3600', 'bearer', undefined]);
    assert.ok(body.access_token);
  });

  it('fails what is meant, and nothing else', async () => {
    const { accessToken, refreshToken } = await signInForTokens(acme.url);
    await control.fail({ endpoint: 'revoke', times: 1, fault: { kind: 'answer', status: 500 } });
    assert.equal((await me(accessToken)).status, 200);
    assert.equal((await refreshRequest(acme.url, demoApp, refreshToken)).status, 200);
    const revoke = () =>
      fetch(`${acme.url}/oauth/revoke`, { method: 'POST', body: 'token=x&client_id=patchbay-demo', headers });
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    assert.equal((await revoke()).status, 500);
    assert.equal((await revoke()).status, 200);
  });

  it('goes down in either way, and comes back with all that it knew', async () => {
    const { accessToken } = await signInForTokens(acme.url);
    for (const how of ['refuse', 'reset'] as const) {
      await control.down(how);
      await assert.rejects(me(accessToken), (error: Error) => {
        const code = (error.cause as { code?: string }).code;
        assert.match(code ?? '', how === 'refuse' ? /ECONNREFUSED/ : /ECONNRESET|UND_ERR_SOCKET/);
        return true;
      });
      await control.up();
      assert.equal((await me(accessToken)).status, 200);
    }
  });

  it('changes lifetimes and the clock, and takes them back', async () => {
    await control.set({ accessTokenSeconds: 5, dateOffsetSeconds: 3600 });
    const { refreshToken } = await signInForTokens(acme.url);
    const { body } = await refreshRequest(acme.url, demoApp, refreshToken);
    assert.equal(body.expires_in, 5);
    const ahead = async () => Date.parse((await me()).headers.get('date') ?? '') - Date.now();
    assert.ok(Math.abs((await ahead()) - 3_600_000) < 5000);
    await control.reset();
    assert.ok(Math.abs(await ahead()) < 5000);
  });
});
