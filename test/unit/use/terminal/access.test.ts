import assert from 'node:assert/strict';
import { TerminalAccess } from '../../../../src/use/terminal/access.ts';

const day = 24 * 3_600_000;

describe('whether terminals may use connections', () => {
  let kept: Map<string, unknown>;
  let trusted: boolean;
  const access = () =>
    new TerminalAccess(
      { get: (key) => kept.get(key), update: async (key, value) => void kept.set(key, value) },
      () => trusted,
    );

  beforeEach(() => {
    kept = new Map();
    trusted = true;
  });

  it('is off, and may be asked', () => {
    assert.deepEqual([access().isAllowed, access().mayAsk()], [false, true]);
  });

  it('is on once it is allowed, in each window of the workspace, and nobody asks again', async () => {
    const here = access();
    let told = 0;
    here.onDidChange(() => told++);
    await here.answer('allowed');
    assert.deepEqual([here.isAllowed, access().isAllowed, here.mayAsk(), told], [true, true, false, 1]);
  });

  it('is off after “never”, and nobody asks again', async () => {
    await access().answer('allowed');
    await access().answer('never');
    assert.deepEqual([access().isAllowed, access().mayAsk()], [false, false]);
  });

  it('is asked a day after “not now”', async () => {
    const now = Date.now();
    await access().later(now);
    assert.deepEqual([access().isAllowed, access().mayAsk(now + day - 1)], [false, false]);
    assert.equal(access().mayAsk(now + day), true);
    assert.equal(access().mayAsk(now - 1), true, 'a clock that was put back');
  });

  it('is off and not asked in a workspace that is not trusted, whatever was said', async () => {
    await access().answer('allowed');
    trusted = false;
    assert.equal(access().isAllowed, false);
    kept.clear();
    assert.equal(access().mayAsk(), false);
  });

  it('is off for what nobody said', () => {
    for (const strange of [true, {}, 'Allowed', ['allowed'], null]) {
      kept.set('patchbay.terminals', strange);
      assert.equal(access().isAllowed, false);
    }
  });
});
