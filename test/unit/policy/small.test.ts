import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bitOf } from '../../../src/policy/actions.ts';
import { endOf, holds, stageAt, startOf } from '../../../src/policy/dates.ts';
import { didYouMean } from '../../../src/policy/document/didYouMean.ts';
import { knownKeys } from '../../../src/policy/document/knownKeys.ts';
import { policySchema } from '../../../src/policy/document/schema.ts';
import { LineIndex } from '../../../src/policy/document/text.ts';
import { sameUser } from '../../../src/policy/facts.ts';
import { availability, freshness } from '../../../src/policy/freshness.ts';
import { matchesPath } from '../../../src/policy/glob.ts';

describe('policy: did you mean', () => {
  it('finds the nearest word', () => {
    const words = ['create', 'creates', 'delete', 'move'];
    assert.equal(didYouMean('creat', words), 'create');
    assert.equal(didYouMean('craete', words), 'create', 'two neighbours swapped');
    assert.equal(didYouMean('DELETE', words), 'delete');
    assert.equal(didYouMean('mov', words), 'move');
    assert.equal(didYouMean('mvoe', ['mxxe', 'move']), 'move');
    assert.equal(didYouMean('ab', ['ba']), 'ba', 'a swap at the beginning is one edit');
    assert.equal(didYouMean('xab', ['xba']), 'xba', 'a swap is one edit, not two');
  });

  it('offers nothing that is too far away', () => {
    assert.equal(didYouMean('xyz', ['create']), undefined);
    assert.equal(didYouMean('abc', ['axy']), undefined, 'two of three letters differ');
    assert.equal(didYouMean('abc', ['abx']), 'abx');
    assert.equal(didYouMean('abcdef', ['abcdxy']), 'abcdxy', 'a third of the letters');
    assert.equal(didYouMean('abcdef', ['abcxyz']), undefined);
    assert.equal(didYouMean('a', ['abc']), undefined);
    assert.equal(didYouMean('a', ['b']), 'b');
    assert.equal(didYouMean('abc', []), undefined);
  });

  it('prefers the first of equally near words, and does not compare long ones', () => {
    assert.equal(didYouMean('cat', ['cut', 'cot']), 'cut');
    assert.equal(didYouMean('cat', ['cab', 'cat']), 'cat');
    assert.equal(didYouMean('x'.repeat(40), ['x'.repeat(39)]), 'x'.repeat(39));
    assert.equal(didYouMean('x'.repeat(41), ['x'.repeat(40)]), undefined);
  });
});

/** The optimal string alignment distance, as its definition says it. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const same = a.at(-1) === b.at(-1) ? 0 : 1;
  const shorter = (text: string, by: number) => text.slice(0, text.length - by);
  const ways = [
    distance(shorter(a, 1), b) + 1,
    distance(a, shorter(b, 1)) + 1,
    distance(shorter(a, 1), shorter(b, 1)) + same,
  ];
  const swapped = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
  return Math.min(...ways, ...(swapped ? [distance(shorter(a, 2), shorter(b, 2)) + 1] : []));
}

describe('policy: did you mean, against the definition', () => {
  it('counts edits as the definition does', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const near = distance(a, b) <= Math.max(1, Math.floor(a.length / 3));
        assert.equal(didYouMean(a, [b]), near ? b : undefined, `${a} ${b} ${distance(a, b)}`);
      }),
      { numRuns: 400 },
    );
    assert.equal(didYouMean('abcdefghi', ['bacdegfhi', 'abcdefgih']), 'abcdefgih', 'two swaps are more than one');
    assert.equal(didYouMean('abcdefghi', ['bacdegfhi']), 'bacdegfhi');
  });
});

describe('policy: known keys', () => {
  it('lists what can stand at a path', () => {
    assert.deepEqual(knownKeys(policySchema, ['deploy', 0]), ['tenant', 'group', 'priority', 'user', 'policy']);
    assert.ok(knownKeys(policySchema, []).includes('guardrails'));
    assert.deepEqual(knownKeys(policySchema, ['settings', 'connectors']), []);
    assert.ok(knownKeys(policySchema, ['settings', 'connectors', 'x', 'authTypes']).includes('*'));
    assert.ok(knownKeys(policySchema, ['guardrails', 7, 'when']).includes('account'));
    assert.deepEqual(knownKeys(policySchema, ['name', 'x']), []);
    assert.deepEqual(knownKeys(policySchema, ['nothing', 'x']), []);
    assert.deepEqual(knownKeys(policySchema, ['name']), []);
  });
});

describe('policy: lines and columns', () => {
  it('knows all line ends', () => {
    const lines = new LineIndex('ab\ncd\r\nef\rg');
    const at = (offset: number) => Object.values(lines.position(offset)).join(':');
    assert.deepEqual([0, 2, 3, 6, 7, 9, 10, 11, 99].map(at), [
      '1:1',
      '1:3',
      '2:1',
      '2:4',
      '3:1',
      '3:3',
      '4:1',
      '4:2',
      '4:90',
    ]);
    assert.equal(Object.values(new LineIndex('').position(0)).join(':'), '1:1');
    assert.equal(Object.values(new LineIndex('\r').position(1)).join(':'), '2:1');
  });

  it('agrees with counting', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\r', '\n', '\r\n')), (parts) => {
        const text = parts.join('');
        const lines = new LineIndex(text);
        for (let offset = 0; offset <= text.length; offset++) {
          if (text[offset - 1] === '\r' && text[offset] === '\n') continue;
          const before = text.slice(0, offset).split(/\r\n|\r|\n/);
          assert.deepEqual(lines.position(offset), { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 });
        }
      }),
    );
  });
});

describe('policy: paths of folders', () => {
  const matches = (pattern: string, path: string) => matchesPath(pattern, path === '' ? [] : path.split('/'));

  it('reads stars', () => {
    const yes: [string, string][] = [
      ['Finance', 'Finance'],
      ['Finance/**', 'Finance'],
      ['Finance/**', 'Finance/AP'],
      ['Finance/**', 'Finance/AP/x'],
      ['Finance/*', 'Finance/AP'],
      ['**', 'a/b/c'],
      ['**', ''],
      ['**/AP', 'AP'],
      ['**/AP', 'x/y/AP'],
      ['**/AP/**', 'x/AP/y/z'],
      ['F*e', 'Finance'],
      ['*', 'x'],
      ['F?nance', 'Finance'],
      ['*a*b*', 'xxaxxbxx'],
      ['a/**/b/**/c', 'a/x/b/b/y/c'],
      ['**/**', 'a'],
      ['?', '💡'],
      ['*nce', 'Finance'],
      ['Fin*', 'Finance'],
      ['a**b', 'axb'],
    ];
    const no: [string, string][] = [
      ['Finance', 'finance'],
      ['Finance', 'Finance/AP'],
      ['Finance/*', 'Finance'],
      ['Finance/*', 'Finance/AP/x'],
      ['*', 'a/b'],
      ['Finance/**', 'Financex'],
      ['**/AP', 'AP/x'],
      ['F?nance', 'Fnance'],
      ['?', ''],
      ['a/**/b', 'a/c'],
      ['*a', 'ab'],
      ['', 'a'],
      ['F*x', 'Finance'],
      ['.', 'a'],
      ['[a-z]', 'a'],
      ['Fin?', 'Finance'],
    ];
    for (const [pattern, path] of yes) assert.ok(matches(pattern, path), `${pattern} ${path}`);
    for (const [pattern, path] of no) assert.ok(!matches(pattern, path), `${pattern} ${path}`);
  });

  it('compares letters in the composed form, wherever they come from', () => {
    assert.ok(matches('Bu\u0308ro', 'B\u00FCro'));
    assert.ok(matches('B\u00FCro', 'Bu\u0308ro'));
  });

  it('stays fast for patterns made to be slow', () => {
    const start = performance.now();
    assert.ok(!matchesPath(`${'*a'.repeat(90)}b`, ['a'.repeat(5000)]));
    assert.ok(
      !matchesPath(
        `${'**/a/'.repeat(40)}b`,
        Array.from({ length: 2000 }, () => 'a'),
      ),
    );
    assert.ok(performance.now() - start < 4000);
  });
});

describe('policy: freshness', () => {
  const day = 24 * 60 * 60 * 1000;
  const base = { now: 100 * day, confirmedAt: 100 * day, latestSeen: 0, reachable: false, availabilityDays: [30] };

  it('is fresh while the source answers', () => {
    assert.deepEqual(freshness({ ...base, reachable: true }), { state: 'fresh' });
    assert.deepEqual(freshness({ ...base, reachable: true, now: 500 * day }), { state: 'fresh' });
  });

  it('counts whole days', () => {
    const aged = (age: number) => freshness({ ...base, now: base.confirmedAt + age });
    assert.deepEqual(aged(0), { state: 'cached', day: 0, days: 30 });
    assert.deepEqual(aged(day - 1), { state: 'cached', day: 0, days: 30 });
    assert.deepEqual(aged(day), { state: 'cached', day: 1, days: 30 });
    assert.deepEqual(aged(30 * day - 1), { state: 'cached', day: 29, days: 30 });
    assert.deepEqual(aged(30 * day), { state: 'expired', because: 'age' });
  });

  it('takes a clock that runs backwards as expired, small corrections apart', () => {
    const clock = { state: 'expired', because: 'clock' };
    assert.deepEqual(freshness({ ...base, latestSeen: base.now + 60_001 }), clock);
    assert.deepEqual(freshness({ ...base, latestSeen: base.now + 60_001, reachable: true }), clock);
    assert.deepEqual(freshness({ ...base, latestSeen: base.now + 60_000 }), { state: 'cached', day: 0, days: 30 });
    assert.deepEqual(freshness({ ...base, confirmedAt: base.now + 60_001 }), clock);
    assert.deepEqual(freshness({ ...base, confirmedAt: base.now + 60_000 }), { state: 'cached', day: 0, days: 30 });
  });

  it('takes the smallest availability; 0 and silence mean 30', () => {
    assert.equal(availability([]), 30);
    assert.equal(availability([0]), 30);
    assert.equal(availability([undefined]), 30);
    assert.equal(availability([90]), 90);
    assert.equal(availability([90, undefined]), 30);
    assert.equal(availability([7, 90, 0]), 7);
  });
});

describe('policy: days', () => {
  it('begin and end in UTC', () => {
    assert.equal(startOf('2026-06-15'), Date.UTC(2026, 5, 15));
    assert.equal(endOf('2026-06-15'), Date.UTC(2026, 5, 16));
    assert.ok(holds({ until: '2026-06-15' }, Date.UTC(2026, 5, 16) - 1));
    assert.ok(!holds({ until: '2026-06-15' }, Date.UTC(2026, 5, 16)));
  });

  it('make a guardrail one step milder before its first', () => {
    const first = Date.UTC(2026, 5, 15);
    const stages = (rollout: 'audit' | 'warn' | 'enforce') => [
      stageAt({ rollout, from: undefined }, 0),
      stageAt({ rollout, from: '2026-06-15' }, first - 1),
      stageAt({ rollout, from: '2026-06-15' }, first),
    ];
    assert.deepEqual(stages('enforce'), ['enforce', 'warn', 'enforce']);
    assert.deepEqual(stages('warn'), ['warn', 'audit', 'warn']);
    assert.deepEqual(stages('audit'), ['audit', 'off', 'audit']);
  });
});

describe('policy: words', () => {
  it('compares users without a look at the case of A to Z, and nothing else', () => {
    assert.ok(sameUser('Ana@ACME.example', 'ana@acme.example'));
    assert.ok(!sameUser('ana', 'anb'));
    assert.ok(!sameUser('\u212Aim', 'kim'), 'the Kelvin sign is not a K');
    assert.ok(!sameUser('\u00C4', '\u00E4'));
  });

  it('has a bit for each action', () => {
    assert.equal(bitOf('view'), 1);
    assert.equal(bitOf('delete'), 128);
    assert.equal(bitOf('use', 'create'), 6);
    assert.equal(bitOf(), 0);
  });
});
