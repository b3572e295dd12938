import assert from 'node:assert/strict';
import { Passing, passingGuard } from '../../../../src/storage/stores/vault/guard.ts';

describe('the guard of a store', () => {
  const slow = () => Passing.cutOff('no answer in time', new DOMException('too late', 'TimeoutError'));
  const quick = () => Passing.cutOff('ECONNREFUSED', new TypeError('fetch failed'));

  async function tries(failure: () => Error, mayRepeat: boolean): Promise<number> {
    let count = 0;
    const work = async () => {
      count++;
      throw failure();
    };
    await assert.rejects(passingGuard()(mayRepeat, work), failure().constructor);
    return count;
  }

  it('tries again what failed at once and only reads', async () => {
    assert.equal(await tries(quick, true), 3);
    assert.equal(await tries(quick, false), 1);
  });

  it('lets nobody wait for the time limit twice', async () => {
    assert.equal(await tries(slow, true), 1);
  });

  it('does not try again what will not pass', async () => {
    assert.equal(await tries(() => new RangeError('another'), true), 1);
  });
});
