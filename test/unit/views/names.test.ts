import assert from 'node:assert/strict';
import { freeName, judgeName, takenNames } from '../../../src/views/names.ts';
import { connection, personal, sharedFolder, snapshot } from './tree/samples.ts';

describe('names', () => {
  it('are taken by the same application in the same folder only', () => {
    const finance = sharedFolder('Finance');
    const found = snapshot(
      [personal, finance],
      [
        connection(1, 'mine'),
        connection(2, 'other app', personal, { connector: 'slack' }),
        connection(3, 'elsewhere', finance),
      ],
    );
    assert.deepEqual(takenNames(found, { folder: personal.id, connector: 'github' }), ['mine']);
    assert.deepEqual(takenNames(found, connection(1, 'mine')), []);
  });

  it('are counted up until one is free', () => {
    assert.equal(freeName([], 'work'), 'work');
    assert.equal(freeName(['work', 'work 2'], 'work'), 'work 3');
  });

  it('are judged while they are typed, and a clash names a free one', () => {
    assert.equal(judgeName(['work'], 'home'), undefined);
    assert.match(judgeName(['work'], ' work ') ?? '', /“work”.*“work 2”.*PB107/);
    assert.ok(judgeName([], '   '));
    assert.ok(judgeName([], 'x'.repeat(201)));
  });
});
