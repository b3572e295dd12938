import assert from 'node:assert/strict';
import { describeEnd, endOf, nextTurn, warnBeforeMs } from '../../../../src/views/tree/expiry.ts';
import { local } from './samples.ts';

const now = Date.parse('2026-11-23T10:00:00Z');
const inHours = (hours: number) => local({ expiresAt: new Date(now + hours * 3_600_000).toISOString() });

describe('expiry', () => {
  it('is said in days, hours and minutes, before and after', () => {
    assert.equal(describeEnd(inHours(6 * 24 + 1), now, 'en'), 'expires in 6 days');
    assert.equal(describeEnd(inHours(47), now, 'en'), 'expires in 47 hours');
    assert.equal(describeEnd(inHours(1.5), now, 'en'), 'expires in 90 minutes');
    assert.equal(describeEnd(inHours(-49), now, 'en'), 'expired 2 days ago');
  });

  it('is not said while it is far, unknown or unreadable', () => {
    assert.equal(describeEnd(inHours(8 * 24), now), undefined);
    assert.equal(describeEnd(local(), now), undefined);
    assert.equal(endOf(local({ expiresAt: 'soon' })), undefined);
    assert.equal(endOf(undefined), undefined);
  });

  it('knows the next moment at which the words change', () => {
    const end = now + 10 * 24 * 3_600_000;
    assert.equal(nextTurn([inHours(240), undefined], now), end - warnBeforeMs);
    assert.equal(nextTurn([inHours(240)], end - 1), end);
    assert.equal(nextTurn([inHours(240), inHours(1)], now), now + 3_600_000);
    assert.equal(nextTurn([inHours(-1), local()], now), undefined);
  });
});
