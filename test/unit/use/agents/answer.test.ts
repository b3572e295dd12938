import assert from 'node:assert/strict';
import { tellAnswer } from '../../../../src/use/agents/answer.ts';

const same = (text: string) => text;
const json = { 'content-type': 'application/json' };

describe('what a model is told of an answer', () => {
  it('is its status, the headers that say how to go on, and its text', async () => {
    const headers = {
      ...json,
      Link: '</2>; rel="next"',
      'Set-Cookie': 'a=b',
      'X-RateLimit-Remaining': '3',
      Server: 'x',
    };
    assert.deepEqual(await tellAnswer(new Response('{"a":1}', { status: 201, headers }), same), {
      ...{ status: 201, body: '{"a":1}' },
      headers: { ...json, link: '</2>; rel="next"', 'x-ratelimit-remaining': '3' },
    });
  });

  it('has no bytes that are no text, and says so', async () => {
    const told = await tellAnswer(new Response(new Uint8Array(9), { headers: { 'content-type': 'image/png' } }), same);
    assert.deepEqual([told.body, /not text/.test(told.note ?? '')], [undefined, true]);
    assert.equal((await tellAnswer(new Response(null, { status: 204 }), same)).body, '');
  });

  it('ends where it is long, and what is still to come is not read', async () => {
    let sent = 0;
    let cancelled = false;
    const body = new ReadableStream({
      pull: (controller) => {
        sent += 10_000;
        controller.enqueue(new TextEncoder().encode('x'.repeat(10_000)));
      },
      cancel: () => {
        cancelled = true;
      },
    });
    const told = await tellAnswer(new Response(body, { headers: json }), same);
    assert.deepEqual([told.body?.length, cancelled, sent < 200_000], [50_000, true, true]);
    assert.match(told.note ?? '', /first 50000 characters/);
  });

  it('has no half of a credential where it is cut', async () => {
    const hide = (text: string) => text.replaceAll('SECRET', '*');
    for (const before of [49_995, 49_998, 89_997, 90_000]) {
      const text = `${'x'.repeat(before)}SECRET${'x'.repeat(60_000)}`;
      const told = await tellAnswer(new Response(text, { headers: json }), hide);
      assert.doesNotMatch(told.body ?? '', /S|E/);
    }
  });
});
