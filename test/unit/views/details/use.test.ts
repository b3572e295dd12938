import assert from 'node:assert/strict';
import type { Usage } from '../../../../src/storage/usage.ts';
import type { UseDay } from '../../../../src/views/details/protocol.ts';
import { lastUsed, useDetails } from '../../../../src/views/details/use.ts';
import { barsOf, height } from '../../../../src/views/details/webview/bars.ts';
import { ago, callerWords } from '../../../../src/views/seen.ts';

const now = new Date(2026, 10, 24, 10, 0).getTime();
const minute = 60_000;
const of = (usage: Usage) => useDetails({ usage, now, locale: 'en' });
const day = (uses: number, failed = 0): UseDay => ({ label: '', words: '', uses, failed });

describe('details: use of a connection', () => {
  it('adds up fourteen days, today last', () => {
    const days = {
      '2026-11-10': { uses: 100, failed: 100 },
      '2026-11-11': { uses: 1, failed: 0 },
      '2026-11-24': { uses: 41, failed: 3 },
    };
    const use = of({ days });
    assert.equal(use.words, '42 uses, 3 failed in 14 days');
    assert.equal(use.alternative, '42 uses, 3 failed in 14 days. Nov 11: 1 use. Nov 24: 41 uses, 3 failed');
    assert.deepEqual([use.days.length, use.days[0]?.label, use.days[13]?.uses], [14, 'Nov 11', 41]);
    assert.equal(of({ days: { '2026-11-24': { uses: 1, failed: 0 } } }).words, '1 use in 14 days, none failed');
  });

  it('draws nothing where there was no use, and says so', () => {
    assert.deepEqual(
      [of({ days: {} }).days, of({ days: {} }).words],
      [[], 'Nothing has used it on this computer yet.'],
    );
    const last = { at: now - 20 * 24 * 60 * minute, by: 'curl' };
    const old = of({ last, days: { '2026-11-04': { uses: 5, failed: 0 } } });
    assert.deepEqual([old.days, old.words], [[], 'Not used in the last 14 days.']);
  });

  it('says when it was used last, by what, and whether that worked', () => {
    const fact = (last: Usage['last']) =>
      lastUsed({ usage: { ...(last ? { last } : {}), days: {} }, now, locale: 'en' });
    assert.equal(fact(undefined), undefined);
    assert.equal(fact({ at: now - 3 * minute, by: 'command line' })?.value, '3 minutes ago · command line');
    assert.match(fact({ at: now, by: 'x.y' })?.title ?? '', /^Tuesday, November 24, 2026 at 10:00:00/);
    assert.equal(fact({ at: now, by: 'x.y', code: '404' })?.value, 'just now · x.y, failed (404)');
    assert.equal(fact({ at: now, by: 'x.y', code: '0' })?.value, 'just now · x.y, failed (no answer)');
  });

  for (const [words, passed] of [
    ['just now', 0],
    ['just now', -5 * minute],
    ['just now', minute - 1],
    ['1 minute ago', minute],
    ['59 minutes ago', 60 * minute - 1],
    ['1 hour ago', 119 * minute],
    ['2 days ago', 71 * 60 * minute],
  ] as const)
    it(`says “${words}” after ${passed / minute} minutes`, () => assert.equal(ago(now - passed, now, 'en'), words));

  it('names callers as a person knows them', () => {
    assert.equal(callerWords('terminals of shop'), 'terminals of shop');
    assert.equal(callerWords('terminal Build'), 'terminal “Build”');
    assert.equal(callerWords('vscode.authentication'), 'an extension, by the editor’s accounts');
    assert.equal(callerWords('agent'), 'an agent');
    assert.equal(callerWords('acme.counter'), 'acme.counter');
  });
});

describe('details: bars', () => {
  it('are as high as their uses, with failures on top, inside of the drawing', () => {
    const [none, half, most] = barsOf([day(0), day(50, 25), day(100)]);
    assert.deepEqual([none?.good.height, none?.failed.height], [0, 0]);
    assert.deepEqual(
      [half?.good, half?.failed],
      [
        { y: 0.75 * height, height: height / 4 },
        { y: height / 2, height: height / 4 },
      ],
    );
    assert.deepEqual(most?.good, { y: 0, height });
  });

  it('show one failure among thousands, and one use beside them', () => {
    const [many, few] = barsOf([day(5000, 1), day(1)]);
    assert.ok((many?.failed.height ?? 0) >= 2 && (few?.good.height ?? 0) >= 2);
    for (const bar of barsOf([day(5000, 1), day(3, 3), day(5000, 4999), day(0)]))
      for (const { y, height: high } of [bar.good, bar.failed])
        assert.ok(y >= 0 && high >= 0 && y + high <= height + 1e-9);
    const [all] = barsOf([day(7, 7)]);
    assert.deepEqual([all?.good.height, all?.failed], [0, { y: 0, height }]);
  });
});
