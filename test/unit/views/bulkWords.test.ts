import assert from 'node:assert/strict';
import { Problem } from '../../../src/model/problem.ts';
import { describeBulk } from '../../../src/views/bulkWords.ts';
import { detailsSource } from './details/detailsFixture.ts';

describe('a report of several connections', () => {
  const failed = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      connection: detailsSource({ connection: { name: `C${index}` } }).connection,
      problem: new Problem('PB101', 'It is broken.', 'Mend it.'),
    }));

  it('says what was done, and of each that was not why', () => {
    assert.equal(describeBulk('Done.', []), 'Done.');
    assert.equal(describeBulk('Done.', failed(1)), 'Done. “C0” was left as it is: It is broken. Mend it. (PB101)');
    assert.doesNotMatch(describeBulk('', failed(1)), /^ /);
  });

  it('gives no more reasons than anybody reads', () => {
    assert.match(describeBulk('', failed(12)), /“C4”.*And 7 more\.$/);
    assert.doesNotMatch(describeBulk('', failed(12)), /“C5”/);
  });
});
