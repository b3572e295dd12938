import assert from 'node:assert/strict';
import { type ControlledAcme, startAcme } from '../../../examples/acme/acme.ts';
import type { Fault } from '../../../examples/acme/faults.ts';
import { createConnection } from '../../../src/connections/create.ts';
import { useCredential } from '../../../src/connections/credential.ts';
import { connectionState } from '../../../src/connections/state.ts';
import type { Connection } from '../../../src/model/connection.ts';
import { describeState } from '../../../src/model/state.ts';
import { quietly, type TestParts, testParts } from '../../support/testParts.ts';

/** What a refresh that fails like this leads to. */
interface Row {
  what: string;
  fault: Fault;
  /** The code of the problem; `used` where the answer is good all the same. */
  outcome: string;
  grant: 'connected' | 'revoked' | 'consent' | 'app problem';
  /** Whether the provider counts as out of reach. */
  degraded: boolean;
  /** Requests that were sent; 2 where nothing of an answer came. */
  requests: 1 | 2;
}

const answer = (status: number, body: object | string, headers: Record<string, string> = {}): Fault => ({
  kind: 'answer',
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  headers,
});
const good = {
  access_token: 'an-access-token',
  token_type: 'Bearer',
  expires_in: 3600,
  refresh_token: 'a-refresh-token',
};
const hourAgo = new Date(Date.now() - 3_600_000).toUTCString();

const used = { outcome: 'used', grant: 'connected', degraded: false, requests: 1 } as const;
const outage = { grant: 'connected', degraded: true, requests: 1 } as const;
const rows: Row[] = [
  { what: 'a web page with 200', fault: { kind: 'html' }, outcome: 'PB404', ...outage },
  { what: 'an empty answer', fault: answer(200, ''), outcome: 'PB404', ...outage },
  { what: 'no access token', fault: answer(200, { token_type: 'Bearer' }), outcome: 'PB404', ...outage },
  { what: 'HTTP 500', fault: answer(500, 'oops'), outcome: 'PB401', ...outage },
  { what: 'HTTP 503', fault: answer(503, '{}'), outcome: 'PB401', ...outage },
  { what: 'HTTP 429 without Retry-After', fault: answer(429, '{}'), outcome: 'PB401', ...outage },
  { what: 'a huge body', fault: answer(200, 'x'.repeat(2_000_000)), outcome: 'PB404', ...outage },
  { what: 'a broken answer', fault: { kind: 'truncate' }, outcome: 'PB401', ...outage },
  { what: 'a connection that breaks', fault: { kind: 'drop' }, ...used, requests: 2 },
  {
    what: 'a redirect to another host',
    fault: answer(302, '', { Location: 'http://127.0.0.1:9/' }),
    outcome: 'PB404',
    ...outage,
    degraded: false,
  },
  { what: 'no expires_in', fault: answer(200, { ...good, expires_in: undefined }), ...used },
  { what: 'expires_in as a text', fault: answer(200, { ...good, expires_in: '3600' }), ...used },
  {
    what: 'expires_in as a moment in milliseconds',
    fault: answer(200, { ...good, expires_in: Date.now() + 3_600_000 }),
    ...used,
  },
  { what: 'a lower-case token_type', fault: answer(200, { ...good, token_type: 'bearer' }), ...used },
  { what: 'no token_type', fault: answer(200, { ...good, token_type: undefined }), ...used },
  { what: 'fewer scopes', fault: answer(200, { ...good, scope: 'openid' }), ...used },
  { what: 'no new refresh token', fault: answer(200, { ...good, refresh_token: undefined }), ...used },
  { what: 'an empty refresh token', fault: answer(200, { ...good, refresh_token: '' }), ...used },
  {
    what: 'a form instead of JSON',
    fault: answer(200, String(new URLSearchParams({ access_token: 'an-access-token', expires_in: '60' }))),
    ...used,
  },
  {
    what: 'invalid_grant',
    fault: answer(400, { error: 'invalid_grant' }),
    outcome: 'PB303',
    ...outage,
    grant: 'revoked',
    degraded: false,
  },
  {
    what: '403 invalid_grant',
    fault: answer(403, { error: 'invalid_grant' }),
    outcome: 'PB303',
    ...outage,
    grant: 'revoked',
    degraded: false,
  },
  {
    what: 'an error with 200',
    fault: answer(200, { error: 'invalid_grant' }),
    outcome: 'PB303',
    ...outage,
    grant: 'revoked',
    degraded: false,
  },
  {
    what: 'consent_required',
    fault: answer(400, { error: 'consent_required' }),
    outcome: 'PB303',
    ...outage,
    grant: 'consent',
    degraded: false,
  },
  {
    what: 'invalid_client',
    fault: answer(401, { error: 'invalid_client' }),
    outcome: 'PB210',
    ...outage,
    grant: 'app problem',
    degraded: false,
  },
  {
    what: 'a 401 with a challenge',
    fault: answer(401, '', { 'WWW-Authenticate': 'Basic realm="x"' }),
    outcome: 'PB210',
    ...outage,
    grant: 'app problem',
    degraded: false,
  },
  {
    what: 'a refusal while the clock is an hour off',
    fault: answer(400, { error: 'invalid_grant' }, { Date: hourAgo }),
    outcome: 'PB407',
    ...outage,
    degraded: false,
  },
];

describe('connections: every way in which a refresh can fail', () => {
  let acme: ControlledAcme;
  let parts: TestParts;
  let connection: Connection;

  before(async () => {
    acme = await startAcme({ control: true });
  });
  after(() => acme.close());
  beforeEach(async () => {
    parts = await testParts();
    connection = await createConnection(
      parts,
      {
        folder: 'personal',
        connector: 'acme',
        authType: 'oauth2',
        name: '',
        accountKind: 'personal',
        values: { siteUrl: acme.url },
        scopes: ['offline_access'],
      },
      quietly(),
    );
  });
  afterEach(async () => {
    await acme.control.reset();
    await parts.close();
  });

  const refreshes = () =>
    acme.records.snapshot().tokenRequests.filter(({ grantType }) => grantType === 'refresh_token');

  for (const { what, fault, outcome, grant, degraded, requests } of rows) {
    it(`${what}: ${outcome}, ${grant}${degraded ? ', not reachable' : ''}`, async () => {
      const kept = await parts.vault.get(connection.id);
      assert.ok(kept.status === 'found' && kept.credential.kind === 'oauth');
      const raised: number[] = [];
      parts.onFence = (attempt) => raised.push(attempt);
      await acme.control.fail({ endpoint: 'token', times: 1, fault });
      const result = await useCredential(parts, connection.id, { force: true }).then(
        () => 'used',
        (error: { code?: string }) => error.code,
      );
      assert.equal(result, outcome);
      assert.deepEqual(raised, requests === 1 ? [1] : [1, 2], 'requests that were sent');
      const state = connectionState(parts.states, connection);
      const words = describeState(state);
      if (grant === 'connected') assert.equal(state.grant.status, 'connected', words);
      else if (grant === 'app problem') assert.equal(state.grant.status, 'appProblem', words);
      else assert.deepEqual(state.grant, { status: 'needsSignIn', reason: grant }, words);
      assert.equal(state.provider.status === 'degraded', degraded, words);
      const after = await parts.vault.get(connection.id);
      assert.ok(after.status === 'found' && after.credential.kind === 'oauth', 'nothing was deleted');
      if (result !== 'used') {
        assert.equal(
          after.credential.refreshToken?.reveal(),
          kept.credential.refreshToken?.reveal(),
          'the grant is kept',
        );
      } else assert.ok(after.credential.refreshToken, 'a refresh token is kept');
    });
  }

  it('an outage leaves everything as it was: the next use works', async () => {
    await acme.control.down();
    await assert.rejects(useCredential(parts, connection.id, { force: true }), { code: 'PB401' });
    await acme.control.up();
    const { stored } = await useCredential(parts, connection.id, { force: true });
    assert.equal(stored.generation, 2);
    assert.equal(refreshes().at(-1)?.outcome, 'issued');
  });

  it('obeys Retry-After: nothing is sent before', async () => {
    await acme.control.fail({ endpoint: 'token', fault: answer(429, '{}', { 'Retry-After': '60' }) });
    await assert.rejects(useCredential(parts, connection.id, { force: true }), { code: 'PB401' });
    const before = refreshes().length;
    await assert.rejects(useCredential(parts, connection.id, { force: true }), { code: 'PB401' });
    assert.equal(refreshes().length, before);
  });

  it('leaves a host alone after five failures in a row', async () => {
    await acme.control.fail({ endpoint: 'token', times: 100, fault: answer(500, '') });
    const raised: number[] = [];
    parts.onFence = (attempt) => raised.push(attempt);
    for (let n = 0; n < 10; n++) {
      await assert.rejects(useCredential(parts, connection.id, { force: true }), { code: 'PB401' });
    }
    assert.equal(raised.length, 5);
  });

  it('keeps a new token that could not be stored until it can', async () => {
    const { put } = parts.vault;
    let full = true;
    parts.vault.put = (...args) => {
      if (full) return Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
      return put.apply(parts.vault, args);
    };
    const before = refreshes().length;
    await assert.rejects(useCredential(parts, connection.id, { force: true }));
    full = false;
    const { stored } = await useCredential(parts, connection.id, { force: true });
    assert.equal(stored.generation, 2);
    assert.equal(refreshes().length, before + 1, 'the spent token was not sent again');
  });

  it('uses a token that still works while another one cannot be had', async () => {
    await acme.control.down();
    const { stored } = await useCredential(parts, connection.id);
    assert.equal(stored.generation, 1);
  });
});
