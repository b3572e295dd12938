import assert from 'node:assert/strict';
import { checkHealth } from '../../../src/auth/health.ts';
import { Cancelled } from '../../../src/model/problem.ts';
import { testConnector } from '../../support/connectors.ts';
import { tokenCredential } from '../../support/credentials.ts';
import { json, localServer } from '../../support/localServer.ts';

describe('checkHealth', () => {
  const server = localServer();
  const elsewhere = localServer();
  const credential = tokenCredential('t0ken');
  const at = () => ({ siteUrl: server().origin });
  const check = (connector = testConnector(), parameters: Record<string, string> = at()) =>
    checkHealth(connector, parameters, 'pat', credential);

  async function failure(...args: Parameters<typeof check>): Promise<string[]> {
    const health = await check(...args);
    assert.equal(health.status, 'failed');
    return [health.failure.class, health.failure.problem.code, health.failure.detail];
  }

  it('says whose the credential is, by the first path that gives something', async () => {
    for (const [body, account] of [
      [{ user: { login: 'octo' }, email: 'x@y' }, 'octo'],
      [{ user: { login: '' }, email: 'x@y' }, 'x@y'],
      [{ user: null, id: 17 }, '17'],
      [{ user: { login: { deep: 1 } } }, undefined],
      ['text', undefined],
      [null, undefined],
    ] as const) {
      server().answer = (_, response) => json(response, body);
      assert.deepEqual(await check(), { status: 'ok', ...(account ? { account } : {}) });
    }
    const [request] = server().requests;
    assert.deepEqual([request?.method, request?.url.pathname], ['GET', '/api/me']);
    assert.equal(request?.headers.authorization, 'Bearer t0ken');
  });

  it('says when a token ends, where a header says it', async () => {
    for (const [header, expected] of [
      ['2026-12-24 10:00:00 UTC', '2026-12-24T10:00:00.000Z'],
      ['2026-12-24 10:00:00 -0500', '2026-12-24T15:00:00.000Z'],
      ['2026-12-24T10:00:00Z', '2026-12-24T10:00:00.000Z'],
      ['never', undefined],
    ] as const) {
      server().answer = (_, response) => json(response, {}, 200, { 'X-Token-Expires': header });
      assert.deepEqual(await check(), { status: 'ok', ...(expected ? { expiresAt: expected } : {}) });
    }
  });

  it('says how long the application wants to be left alone', async () => {
    server().answer = (_, response) => json(response, {}, 429, { 'Retry-After': '120' });
    const health = await check();
    assert.ok(health.status === 'failed' && health.failure.class === 'transient');
    assert.equal(health.failure.waitMs, 120_000);
    server().answer = (_, response) => json(response, {}, 500, { 'Retry-After': '120' });
    const broken = await check();
    assert.ok(broken.status === 'failed' && broken.failure.waitMs === undefined);
  });

  it('takes an answer that is no JSON for a yes, unless the JSON says yes or no', async () => {
    server().answer = (_, response) => response.end('OK');
    assert.deepEqual(await check(), { status: 'ok' });
    const slack = testConnector({
      api: { baseUrl: '{siteUrl}', health: { method: 'POST', path: '/auth.test', okPath: 'ok', identity: ['user'] } },
    });
    assert.equal((await failure(slack))[0], 'transient');
    server().answer = (_, response) => json(response, { ok: false, error: 'invalid_auth' });
    assert.deepEqual(await failure(slack), ['tokenRejected', 'PB402', 'HTTP 401']);
    server().answer = (_, response) => json(response, { ok: true, user: 'me' });
    assert.deepEqual(await check(slack), { status: 'ok', account: 'me' });
    assert.equal(server().requests.at(-1)?.method, 'POST');
  });

  for (const [status, kind, code] of [
    [401, 'tokenRejected', 'PB402'],
    [403, 'permission', 'PB403'],
    [429, 'transient', 'PB401'],
    [500, 'transient', 'PB401'],
    [503, 'transient', 'PB401'],
    [404, 'unclear', 'PB404'],
    [302, 'unclear', 'PB404'],
  ] as const) {
    it(`understands ${status}`, async () => {
      server().answer = (_, response) => json(response, {}, status, { Location: `${elsewhere().origin}/stolen` });
      assert.deepEqual(await failure(), [kind, code, `HTTP ${status}`]);
      assert.deepEqual(elsewhere().requests, []);
    });
  }

  it('calls a provider that is not there out of reach', async () => {
    const { origin } = elsewhere();
    await elsewhere().stop();
    assert.deepEqual(await failure(testConnector(), { siteUrl: origin }), ['transient', 'PB401', 'ECONNREFUSED']);
  });

  it('is unknown where there is no request, or its path was left empty', async () => {
    assert.deepEqual(await check(testConnector({ api: { baseUrl: '{siteUrl}' } })), { status: 'unknown' });
    const generic = testConnector({ api: { baseUrl: '{siteUrl}', health: { path: '{healthPath}' } } });
    assert.deepEqual(await check(generic), { status: 'unknown' });
    assert.deepEqual(server().requests, []);
  });

  it('joins base and path with one slash', async () => {
    const generic = testConnector({ api: { baseUrl: '{siteUrl}', health: { path: '{healthPath}' } } });
    for (const [siteUrl, healthPath] of [
      ['/v1', 'me'],
      ['/v1/', '/me'],
      ['/v1/', '//me'],
    ] as const) {
      await check(generic, { siteUrl: server().origin + siteUrl, healthPath });
      assert.equal(server().requests.at(-1)?.url.pathname, '/v1/me');
    }
  });

  it('sends the credential to no other host, wherever the path points', async () => {
    const generic = testConnector({ api: { baseUrl: '{siteUrl}', health: { path: '{healthPath}' } } });
    await assert.rejects(check(generic, { ...at(), healthPath: `${elsewhere().origin}/me` }), { code: 'PB405' });
    for (const healthPath of [
      `//${new URL(elsewhere().origin).host}/me`,
      '/\\evil',
      '@evil.example/me',
      '.evil.example',
    ]) {
      await check(generic, { ...at(), healthPath });
    }
    assert.deepEqual(elsewhere().requests, []);
    assert.ok(server().requests.length >= 3);
  });

  it('goes to another host that the connector lists', async () => {
    const identity = testConnector({
      api: { baseUrl: 'https://api.test', hosts: ['{host}'], health: { path: '{identityUrl}/me', identity: ['id'] } },
    });
    server().answer = (_, response) => json(response, { id: 'x' });
    assert.deepEqual(await check(identity, { identityUrl: server().origin, host: new URL(server().origin).host }), {
      status: 'ok',
      account: 'x',
    });
  });

  it('stops for a person who cancels', async () => {
    await assert.rejects(checkHealth(testConnector(), at(), 'pat', credential, AbortSignal.abort()), Cancelled);
  });
});
