import assert from 'node:assert/strict';
import { Problem } from '../../../../src/model/problem.ts';
import { Asked } from '../../../../src/use/agents/asked.ts';
import { longestBody, plan } from '../../../../src/use/agents/plan.ts';
import { shown } from '../../../../src/use/agents/shown.ts';

const call = { connection: 'desk', method: 'post', path: '/tickets' };
const refused = (code: string) => (error: unknown) => error instanceof Problem && error.code === code;

describe('a request that a model asks for', () => {
  it('has its query, and JSON unless it is text', () => {
    assert.deepEqual(plan({ ...call, path: 'tickets?a=1', query: { b: 'x y', c: true }, body: { title: 'T' } }), {
      ...{ method: 'POST', path: '/tickets?a=1&b=x+y&c=true', headers: { 'content-type': 'application/json' } },
      body: '{\n "title": "T"\n}',
    });
    assert.deepEqual(plan({ ...call, headers: { Accept: 'text/csv' }, body: 'a,b' }), {
      ...{ method: 'POST', path: '/tickets', headers: { accept: 'text/csv' }, body: 'a,b' },
    });
  });

  it('cannot say who it is', () => {
    const headers = { Authorization: 'Bearer mine', Cookie: 'a=b', 'Patchbay-Host': 'x.example', 'X-Own': '1' };
    assert.deepEqual(plan({ ...call, headers }).headers, { 'x-own': '1' });
  });

  it('has no body where none is sent: an empty one is none, another is refused before anybody is asked', () => {
    for (const body of [{}, '', [], null]) assert.equal(plan({ ...call, method: 'GET', body }).body, undefined);
    assert.throws(() => plan({ ...call, method: 'GET', body: { a: 1 } }), refused('PB815'));
  });

  it('is refused where it is none, or longer than anybody would read', () => {
    for (const changes of [
      { method: 'TRACE' },
      { method: 'GET /x' },
      { headers: { 'a b': 'c' } },
      { headers: { a: 'ü€' } },
    ])
      assert.throws(() => plan({ ...call, ...changes }), refused('PB815'));
    assert.throws(() => plan({ ...call, body: 'x'.repeat(longestBody + 1) }), refused('PB864'));
  });
});

describe('a request as a person is shown it', () => {
  const url = new URL('https://api.acme.example/tickets?q=1');

  it('is whole, in a block that nothing in it ends', () => {
    const body = `${'x'.repeat(5000)}\n\`\`\`\nthe end`;
    const text = shown({ method: 'POST', path: '/tickets', headers: { accept: '*/*' }, body }, url);
    assert.match(
      text,
      /^````http\nPOST https:\/\/api\.acme\.example\/tickets\?q=1\naccept: \*\/\*\n\nx{5000}\n```\nthe end\n````$/,
    );
  });

  it('hides nothing by characters that nobody sees, or that turn the rest around', () => {
    const text = shown({ method: 'POST', path: '/', headers: {}, body: 'a\u202Eb\u200Bc\u0007d\u2028e\tf' }, url);
    assert.match(text, /a\\u\{202E\}b\\u\{200B\}c\\u\{7\}d\\u\{2028\}e\tf/);
  });
});

describe('what a person was asked', () => {
  it('is good for one call each, also where two are the same', () => {
    const asked = new Asked();
    asked.note('input', 'ada');
    asked.note('input', 'ada');
    assert.deepEqual(
      [1, 2, 3].map(() => asked.take('input', 'ada')),
      ['ada', 'ada', undefined],
    );
  });

  it('is another thing once the name means somebody else', () => {
    const asked = new Asked();
    asked.note('input', 'ada');
    assert.equal(asked.take('input', 'grace'), 'ada');
    assert.equal(asked.take('input', 'ada'), undefined);
  });
});
