import assert from 'node:assert/strict';
import { AuthorizationResponseError, ResponseBodyError } from 'oauth4webapi';
import { classify, clockOffsetMs, retryAfterMs, statusFailure } from '../../../src/auth/failure.ts';
import { readLenient } from '../../../src/auth/tokenAnswer.ts';
import { Cancelled } from '../../../src/model/problem.ts';
import { providerDown } from '../../../src/model/problems.ts';
import { nothingCame } from '../../../src/storage/network/networkFailure.ts';
import { localServer } from '../../support/localServer.ts';

/** What the token endpoint answers, as it reaches the classifier. */
async function refusal(body: object | string, status = 400, headers: Record<string, string> = {}): Promise<unknown> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readLenient(new Response(text, { status, headers })).then(
    () => assert.fail('was taken'),
    (error) => error,
  );
}

function authorizationError(error: string): AuthorizationResponseError {
  const cause = new URLSearchParams({ error, state: 's' });
  return new AuthorizationResponseError('x', { cause } as never);
}

describe('classify', () => {
  for (const [code, status, kind, problem] of [
    ['invalid_grant', 400, 'grantDead', 'PB208'],
    // Atlassian says 403.
    ['invalid_grant', 403, 'grantDead', 'PB208'],
    ['invalid_client', 401, 'appProblem', 'PB210'],
    ['unauthorized_client', 400, 'appProblem', 'PB210'],
    ['invalid_scope', 400, 'consent', 'PB208'],
    ['consent_required', 400, 'consent', 'PB208'],
    ['interaction_required', 400, 'consent', 'PB208'],
    ['login_required', 400, 'consent', 'PB208'],
    ['temporarily_unavailable', 400, 'transient', 'PB401'],
    ['server_error', 500, 'transient', 'PB401'],
    ['slow_down', 400, 'transient', 'PB401'],
    ['rate_limited', 429, 'transient', 'PB401'],
    ['invalid_request', 400, 'unclear', 'PB208'],
  ] as const) {
    it(`takes ${code} with ${status} for ${kind}`, async () => {
      const failure = classify(await refusal({ error: code }, status), 'Acme');
      assert.deepEqual([failure.class, failure.problem.code, failure.detail], [kind, problem, code]);
    });
  }

  for (const [code, kind, problem] of [
    ['access_denied', 'consent', 'PB201'],
    ['server_error', 'transient', 'PB401'],
    ['temporarily_unavailable', 'transient', 'PB401'],
    ['unauthorized_client', 'appProblem', 'PB210'],
    ['invalid_scope', 'consent', 'PB208'],
  ] as const) {
    it(`takes ${code} of the browser’s answer for ${kind}`, () => {
      const failure = classify(authorizationError(code), 'Acme');
      assert.deepEqual([failure.class, failure.problem.code], [kind, problem]);
    });
  }

  it('throws nothing away for a page of HTML, an outage or what nobody foresaw', async () => {
    for (const error of [
      await refusal('<html>maintenance</html>', 200),
      await refusal('<html>', 502),
      await refusal('', 503),
      await refusal({}, 429),
      new Error('whatever'),
      'a string',
      undefined,
    ]) {
      assert.equal(classify(error, 'Acme').class, 'transient');
    }
  });

  it('does not show what a provider wrote for a code', async () => {
    const failure = classify(await refusal({ error: 'token eyJhbGciOi is bad <b>' }), 'Acme');
    assert.equal(failure.detail, 'HTTP 400');
    assert.doesNotMatch(`${failure.problem.message} ${failure.problem.remedy}`, /eyJ/);
  });

  it('blames the clock where it is more than five minutes off', async () => {
    const date = (minutes: number) => ({ Date: new Date(Date.now() + minutes * 60_000).toUTCString() });
    const failure = classify(await refusal({ error: 'invalid_grant' }, 400, date(30)), 'Acme');
    assert.equal(failure.class, 'clock');
    assert.equal(classify(await refusal({ error: 'invalid_grant' }, 400, date(-30)), 'Acme').class, 'clock');
    assert.equal(classify(await refusal({ error: 'invalid_grant' }, 400, date(2)), 'Acme').class, 'grantDead');
    assert.equal(classify(await refusal({ error: 'x' }, 503, date(30)), 'Acme').class, 'transient');
  });

  it('lets a cancel through, and a problem as it is', () => {
    assert.throws(() => classify(new Cancelled(), 'Acme'), Cancelled);
    const problem = providerDown('Acme', 'x');
    assert.equal(classify(problem, 'Acme').problem, problem);
  });

  it('reads a plain answer of an API by its status', () => {
    const kinds = [400, 401, 403, 404, 429, 500, 599].map((status) => statusFailure(status, 'Acme').class);
    assert.deepEqual(kinds, [
      'unclear',
      'tokenRejected',
      'permission',
      'unclear',
      'transient',
      'transient',
      'transient',
    ]);
  });
});

describe('what the network says', () => {
  const server = localServer();

  async function failed(url: string): Promise<unknown> {
    return fetch(url).then(
      () => assert.fail('answered'),
      (error) => error,
    );
  }

  it('names it, and knows whether a byte of an answer came', async () => {
    server().answer = (_, response) => response.destroy();
    const reset = await failed(server().origin);
    assert.equal(classify(reset, 'Acme').class, 'transient');
    assert.ok(nothingCame(reset));
    const { origin } = server();
    await server().stop();
    const refused = await failed(origin);
    assert.deepEqual([classify(refused, 'Acme').detail, nothingCame(refused)], ['ECONNREFUSED', true]);
    assert.ok(
      !nothingCame(
        new ResponseBodyError('x', { cause: { error: 'invalid_grant' }, response: new Response('') } as never),
      ),
    );
    assert.ok(!nothingCame(new Error('x')));
  });
});

describe('retryAfterMs', () => {
  it('reads seconds and dates, of 429 and 503 alone, up to an hour', async () => {
    const now = Date.parse('2026-11-24T10:00:00Z');
    const wait = async (status: number, header: string) =>
      retryAfterMs(await refusal('', status, { 'Retry-After': header }), now);
    assert.equal(await wait(429, '30'), 30_000);
    assert.equal(await wait(503, 'Tue, 24 Nov 2026 10:01:00 GMT'), 60_000);
    assert.equal(await wait(429, '999999'), 3_600_000);
    for (const header of ['', 'soon', '-5', '0', 'Tue, 24 Nov 2026 09:00:00 GMT'])
      assert.equal(await wait(429, header), undefined);
    assert.equal(await wait(500, '30'), undefined);
    assert.equal(retryAfterMs(new Error('x')), undefined);
  });
});

describe('clockOffsetMs', () => {
  it('is nothing where the provider does not say the time', () => {
    assert.equal(clockOffsetMs(undefined), 0);
    assert.equal(clockOffsetMs(new Response('', { headers: { Date: 'x' } })), 0);
  });
});
