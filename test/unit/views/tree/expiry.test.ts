import assert from 'node:assert/strict';
import type { LocalState } from '../../../../src/model/state.ts';
import { describeEnd, endingOf, endsSoon, nextTurn, warnBeforeMs } from '../../../../src/views/tree/expiry.ts';
import { local } from './samples.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.parse('2026-11-23T10:00:00Z');
const iso = (ms: number) => new Date(now + ms).toISOString();
const inHours = (hours: number) => local({ expiresAt: iso(hours * hour) });
const granted = (ms: number, by: 'idle' | 'age') =>
  local({ expiresAt: iso(hour), renewable: true, grantEnd: { at: iso(ms), by } });
const said = (state: LocalState | undefined) => describeEnd(state, now, 'en');

describe('expiry', () => {
  it('is said in days, hours and minutes, before and after', () => {
    assert.equal(said(inHours(6 * 24 + 1)), 'expires in 6 days');
    assert.equal(said(inHours(47)), 'expires in 47 hours');
    assert.equal(said(inHours(1.5)), 'expires in 90 minutes');
    assert.equal(said(inHours(-49)), 'expired 2 days ago');
  });

  it('is not said while it is far, unknown or unreadable', () => {
    assert.equal(said(inHours(8 * 24)), undefined);
    assert.equal(said(local()), undefined);
    assert.equal(endingOf(local({ expiresAt: 'soon' })), undefined);
    assert.equal(endingOf(undefined), undefined);
  });

  it('is said of a grant whose tokens renew themselves, and whether a use would help', () => {
    assert.equal(said(granted(6 * day + hour, 'age')), 'expires in 6 days');
    assert.equal(said(granted(6 * day + hour, 'idle')), 'expires in 6 days unless used');
    assert.equal(said(granted(8 * day, 'idle')), undefined);
    assert.equal(said(local({ expiresAt: iso(hour), renewable: true })), undefined);
    assert.equal(said(granted(-3 * day, 'age')), 'may have expired 3 days ago', 'only the provider knows');
  });

  it('is soon within seven days, and not once it is past', () => {
    assert.equal(endsSoon(endingOf(inHours(7 * 24)), now), true);
    assert.equal(endsSoon(endingOf(inHours(7 * 24 + 1)), now), false);
    assert.equal(endsSoon(endingOf(inHours(0)), now), false);
    assert.equal(endsSoon(endingOf(granted(day, 'idle')), now), true);
    assert.equal(endsSoon(undefined, now), false);
  });

  it('knows the next moment at which the words change', () => {
    const turn = (...states: (LocalState | undefined)[]) => (nextTurn(states, now) ?? Number.NaN) - now;
    assert.equal(turn(inHours(240), undefined), 240 * hour - warnBeforeMs);
    assert.equal(turn(inHours(84)), 12 * hour, 'in 3 days → in 2 days');
    assert.equal(turn(inHours(50)), 2 * hour, 'in 2 days → in 47 hours');
    assert.equal(turn(inHours(4.5)), 0.5 * hour);
    assert.equal(turn(inHours(0.01)), 36_000);
    assert.equal(turn(inHours(240), granted(7 * day + 1, 'age')), 1);
    assert.equal(nextTurn([inHours(-1), local()], now), undefined);
  });

  it('knows a next moment until all is past, and each changes the words', () => {
    const state = inHours(9 * 24 + 3.2);
    const words: (string | undefined)[] = [];
    for (let at: number | undefined = now; at !== undefined; at = nextTurn([state], at)) {
      words.push(describeEnd(state, at + 1, 'en'));
    }
    assert.equal(new Set(words).size, words.length);
    assert.deepEqual(words.slice(0, 3), [undefined, 'expires in 6 days', 'expires in 5 days']);
    assert.match(words.at(-1) ?? '', /^expired /);
  });
});
