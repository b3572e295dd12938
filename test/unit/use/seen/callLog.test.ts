import assert from 'node:assert/strict';
import { bindingUnknown } from '../../../../src/model/problems.ts';
import { Secret } from '../../../../src/model/secret.ts';
import type { Use } from '../../../../src/storage/usage.ts';
import { hasFailed, type KeptCall, type NewCall } from '../../../../src/use/seen/call.ts';
import { CallLog } from '../../../../src/use/seen/callLog.ts';
import { cleanPath, looksSecret } from '../../../../src/use/seen/clean.ts';
import { recorded } from '../../../../src/use/seen/recorded.ts';
import { until } from '../../../support/until.ts';

const call: NewCall = { by: 'terminal', what: 'request', method: 'GET', path: '/me', status: 200, durationMs: 3 };

describe('the log of calls', () => {
  let uses: Use[];
  let log: CallLog;
  let told: KeptCall[][];

  beforeEach(() => {
    uses = [];
    told = [];
    log = new CallLog(async () => ({ note: (some) => void uses.push(...some), flush: async () => {} }));
    log.onDidRecord((calls) => told.push([...calls]));
  });

  it('tells what was recorded, together, and counts what was about a connection', async () => {
    log.record({ ...call, connection: 'c', at: 7 });
    log.record({ ...call, connection: 'c', status: 404, traceId: 't' });
    log.record({ ...call, by: 'acme.counter', what: 'token', problem: 'PB833' });
    assert.equal(told.length, 0, 'nobody is told while the call runs');
    await until('it is told', () => told.length === 1);
    const [first, second, third] = told[0] ?? [];
    assert.deepEqual(first, { ...call, connection: 'c', at: 7, number: 1 });
    assert.ok(Math.abs((second?.at ?? 0) - Date.now()) < 5000, 'it ended now');
    assert.equal(third?.number, 3);
    assert.deepEqual(await log.recent(), told[0]);
    assert.deepEqual(
      uses.map(({ connection, code }) => [connection, code]),
      [
        ['c', undefined],
        ['c', '404'],
      ],
    );
  });

  it('keeps the last thousand, and counts all', async () => {
    for (let index = 0; index < 2500; index++) log.record({ ...call, connection: 'c', path: `/${index}` });
    const kept = await log.recent();
    assert.equal(kept.length, log.most);
    assert.deepEqual([kept[0]?.path, kept.at(-1)?.path, kept.at(-1)?.number], ['/1500', '/2499', 2500]);
    assert.equal(uses.length, 2500);
    log.record(call);
    assert.deepEqual([(await log.recent()).length, (await log.recent()).at(-1)?.number], [log.most, 2501]);
  });

  it('keeps no query, no secret and nothing that nobody asked for', async () => {
    const secret = new Secret('a-live-secret-of-a-test');
    const rest = { body: secret.reveal(), headers: { authorization: secret.reveal() } };
    log.record({
      ...call,
      ...rest,
      path: `https://user:pw@api.example/bot/${secret.reveal()}/x?key=1#f`,
      by: secret.reveal(),
    });
    log.record({
      ...call,
      method: 'M'.repeat(99),
      path: `/${'a/'.repeat(400)}`,
      by: 'b'.repeat(400),
      traceId: 't'.repeat(400),
    });
    const [first, second] = await log.recent();
    const { at, number, ...said } = first as KeptCall;
    assert.deepEqual(said, { ...call, path: `/bot/${secret}/x`, by: `${secret}` });
    assert.ok(!JSON.stringify([...(await log.recent()), ...uses]).includes(secret.reveal()));
    assert.deepEqual(
      [second?.method?.length, second?.path?.length, second?.by.length, second?.traceId?.length],
      [12, 200, 120, 64],
    );
  });

  it('shows no half of a secret where a text is cut', async () => {
    const secret = new Secret('a-live-secret-of-a-test');
    const key = 'ghp_16C7e42F292c6912E7710c838347Ae178B4a';
    const filled = (length: number) => `/${'a'.repeat(length - 1)}`;
    for (const rest of [secret.reveal(), `/${key}`]) log.record({ ...call, path: filled(195) + rest });
    log.record({ ...call, by: 'b'.repeat(110) + secret.reveal() });
    const [first, second, third] = await log.recent();
    assert.equal(first?.path, (filled(195) + secret).slice(0, 200));
    assert.equal(second?.path, `${filled(195)}/***`);
    assert.equal(third?.by, ('b'.repeat(110) + secret).slice(0, 120));
  });

  it('takes in what comes whenever it does', async () => {
    for (let turns = 0; turns < 12; turns++) {
      const one = new CallLog(async () => ({ note: () => {}, flush: async () => {} }));
      let seen = 0;
      one.onDidRecord((calls) => {
        seen += calls.length;
        let after = Promise.resolve();
        for (let turn = 0; turn < turns; turn++) after = after.then(() => {});
        if (seen === 1) void after.then(() => one.record(call));
      });
      one.record(call);
      await one.flush();
      await until(`it comes ${turns} turns later`, () => seen === 2, 1000);
    }
  });

  it('goes on where counting fails', async () => {
    let fails = true;
    const failing = new CallLog(async () => {
      if (fails) throw new Error('no code');
      return { note: (some) => void uses.push(...some), flush: async () => {} };
    });
    failing.record({ ...call, connection: 'c' });
    await failing.flush();
    fails = false;
    failing.record({ ...call, connection: 'c' });
    await failing.flush();
    assert.equal((await failing.recent()).length, 1);
  });

  it('records how work ended: a status, a problem’s code, or no answer', async () => {
    const about = { by: 'x.y', what: 'request', connection: 'c' } as const;
    assert.equal((await recorded(log, about, async () => new Response('', { status: 503 }))).status, 503);
    await recorded(log, { ...about, what: 'token' }, async () => ({ accessToken: 'x' }));
    await assert.rejects(
      recorded(log, about, () => Promise.reject(bindingUnknown('n'))),
      { code: 'PB750' },
    );
    await assert.rejects(recorded(log, about, () => Promise.reject('enough')));
    const ends = (await log.recent()).map(({ what, status, problem }) => [what, status, problem]);
    assert.deepEqual(ends, [
      ['request', 503, undefined],
      ['token', undefined, undefined],
      ['request', undefined, 'PB750'],
      ['request', 0, undefined],
    ]);
    assert.deepEqual(
      uses.map(({ code }) => code),
      ['503', undefined, 'PB750', '0'],
    );
  });
});

describe('what failed', () => {
  for (const [fails, how] of [
    [false, { status: 200 }],
    [false, { status: 304 }],
    [false, { status: 399 }],
    [false, {}],
    [true, { status: 400 }],
    [true, { status: 502 }],
    [true, { status: 0 }],
    [false, { method: 'GET', path: '/mcp', status: 405 }],
    [true, { method: 'POST', path: '/mcp', status: 405 }],
    [true, { status: 200, problem: 'PB804' }],
    [true, { problem: 'PB401' }],
  ] as const)
    it(`is ${fails ? '' : 'not '}${JSON.stringify(how)}`, () => assert.equal(hasFailed(how), fails));
});

describe('paths that are seen', () => {
  it('are paths alone', () => {
    assert.equal(cleanPath('/a/b?c=d#e'), '/a/b');
    assert.equal(cleanPath('https://ada:pw@api.example:8443/v1/me?token=x'), '/v1/me');
    assert.equal(cleanPath('https://api.example'), '/');
    assert.equal(cleanPath(''), '/');
  });

  for (const secret of [
    'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
    'xoxb-123456789012-1234567890123-AbCdEfGhIjKlMnOp',
    'eyJhbGciOiJIUzI1NiJ9',
    'AKIAIOSFODNN7EXAMPLE',
    '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
    'AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw7',
    'pb_VGhpcyBpcyBhIGJlYXJlciBvZiBvdXJz',
    'Z3VhcmQtbXktc2VjcmV0LXBsZWFzZQ%3D%3D',
  ])
    it(`hide ${secret.slice(0, 12)}…`, () => {
      assert.ok(looksSecret(secret));
      assert.equal(cleanPath(`/v1/${secret}/x`), '/v1/***/x');
      assert.equal(cleanPath(`/bot123:${secret};k=${secret}`), '/bot123:***;k=***');
    });

  for (const word of [
    '7d5a3c1e-94f2-4b6d-8a0f-2c9e51b7d340',
    'customer-subscriptions-2024-archive',
    '12345678901234567890123',
    'getUserProfilePictureInformation',
    '0015e00000AbCdEAAV',
    'me',
    'v1.2.3',
    'My%20Documents%20of%20last%20year',
  ])
    it(`show ${word}`, () => assert.equal(cleanPath(`/v1/${word}`), `/v1/${word}`));
});
