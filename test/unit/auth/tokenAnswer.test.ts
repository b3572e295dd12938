import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ResponseBodyError } from 'oauth4webapi';
import { credentialFrom, readLenient } from '../../../src/auth/tokenAnswer.ts';

const read = (body: string, init?: ResponseInit) => readLenient(new Response(body, init));

describe('readLenient', () => {
  for (const [what, body, expected] of [
    [
      'what the standard says',
      '{"access_token":"a","token_type":"Bearer","expires_in":3600,"refresh_token":"r","scope":"x y"}',
      { access_token: 'a', refresh_token: 'r', expires_in: 3600, scope: 'x y' },
    ],
    ['an answer without type', '{"access_token":"a"}', { access_token: 'a' }],
    [
      'a form',
      'access_token=a%2Bb&scope=repo%2Cgist&token_type=bearer&expires_in=60',
      { access_token: 'a+b', scope: 'repo,gist', expires_in: 60 },
    ],
    ['a life in a text', '{"access_token":"a","expires_in":"7200"}', { access_token: 'a', expires_in: 7200 }],
    ['a life that is not known', '{"access_token":"a","expires_in":0}', { access_token: 'a' }],
    [
      'nothing where something could be',
      '{"access_token":"a","refresh_token":null,"scope":"","expires_in":null}',
      { access_token: 'a' },
    ],
    ['an empty refresh token', '{"access_token":"a","refresh_token":""}', { access_token: 'a' }],
    ['more than it knows', '{"ok":true,"access_token":"a","team":{"id":"T1"}}', { access_token: 'a' }],
  ] as const) {
    it(`takes ${what}`, async () => {
      assert.deepEqual(await read(body), expected);
    });
  }

  it('takes the moment of the end for a life, in seconds and in milliseconds', async () => {
    const end = Date.now() + 3_600_000;
    for (const expires_in of [Math.round(end / 1000), end]) {
      const answer = await read(JSON.stringify({ access_token: 'a', expires_in }));
      assert.ok(Math.abs((answer.expires_in ?? 0) - 3600) < 5);
    }
  });

  for (const [body, status] of [
    ['{"error":"invalid_grant"}', 400],
    ['{"error":"bad_verification_code","error_description":"x"}', 200],
    ['{"ok":false,"error":"invalid_code"}', 200],
    ['error=access_denied&error_description=no', 200],
  ] as const) {
    it(`sees the error in ${body} with ${status}`, async () => {
      await assert.rejects(read(body, { status }), (error) => {
        assert.ok(error instanceof ResponseBodyError);
        assert.match(error.error, /^[a-z_]+$/);
        assert.equal(error.status, status);
        return true;
      });
    });
  }

  it('refuses everything else without repeating it', async () => {
    const bodies = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom('<html>login</html>', '[]', '{"access_token":""}', '{"access_token":5}', '{"token":"secret"}'),
    );
    await fc.assert(
      fc.asyncProperty(bodies, fc.constantFrom(200, 400, 502), async (body, status) => {
        await read(body, { status }).then(
          (answer) => assert.ok(answer.access_token.length > 0),
          (error) => {
            assert.ok(error instanceof Error);
            if (body.length > 8) assert.ok(!error.message.includes(body));
          },
        );
      }),
    );
  });
});

describe('credentialFrom', () => {
  it('counts from now, and keeps the scopes that were asked for where the answer names none', () => {
    const credential = credentialFrom({ access_token: 'a', expires_in: 60 }, ['x'], 1_000_000);
    assert.deepEqual([credential.expiresAt, credential.lifetimeMs, credential.scopes], [1_060_000, 60_000, ['x']]);
    assert.deepEqual(credentialFrom({ access_token: 'a', scope: 'repo,gist user' }, ['x']).scopes, [
      'repo',
      'gist',
      'user',
    ]);
    const bare = credentialFrom({ access_token: 'a' }, []);
    assert.deepEqual(Object.keys(bare).sort(), ['accessToken', 'kind', 'scopes']);
  });
});
