import assert from 'node:assert/strict';
import { torture } from './torture.ts';

describe('torture: no grant is ever lost', () => {
  it('in 30 seconds of a bad network and killed processes', async function () {
    this.timeout(180_000);
    const verdict = await torture({ seconds: 30, processes: 8, connections: 20, seed: 20_261_124 });
    const { familiesLost, needSignIn, readable, unexplained, errors } = verdict;
    assert.deepEqual(
      { familiesLost, needSignIn, readable, unexplained, errors },
      { familiesLost: 0, needSignIn: [], readable: 0, unexplained: 0, errors: [] },
    );
    assert.ok(verdict.uses > 0 && verdict.generations > 40 && verdict.killed > 0, 'it was no torture');
    assert.ok(verdict.peerFamiliesLost > 0, 'the peer lost nothing, so this shows nothing');
  });
});
