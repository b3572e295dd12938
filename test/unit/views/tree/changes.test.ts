import assert from 'node:assert/strict';
import { buildTree, emptyTree } from '../../../../src/views/tree/buildTree.ts';
import { changesSince, looksOf } from '../../../../src/views/tree/changes.ts';
import { connected, connection, input, needsSignIn, personal, sharedFolder, snapshot } from './samples.ts';

const finance = sharedFolder('Finance');
const folders = [personal, finance];

/** What must be drawn again between two moments. */
function drawn(before: ReturnType<typeof input>, after: ReturnType<typeof input>): (string | undefined)[] {
  const tree = buildTree(before);
  const looks = looksOf(tree);
  return changesSince(looks, buildTree(after, tree)).map((node) => node?.row.label);
}

describe('what must be drawn again', () => {
  const a = connection(1, 'a');
  const b = connection(2, 'b');

  it('is nothing where nothing changed', () => {
    assert.deepEqual(drawn(input(snapshot(folders, [a, b])), input(snapshot(folders, [a, b]))), []);
  });

  it('is the one row whose state changed', () => {
    const found = snapshot(folders, [a, b]);
    const later = input(found, { stateOf: ({ id }) => (id === b.id ? needsSignIn : connected) });
    assert.deepEqual(drawn(input(found), later), ['b']);
  });

  it('is a row of which only the tooltip tells more', () => {
    const after = snapshot(folders, [{ ...a, pollingIntervalMinutes: 60 }, b]);
    assert.deepEqual(drawn(input(snapshot(folders, [a, b])), input(after)), ['a']);
  });

  it('is the folder that got or lost a connection, and no other', () => {
    const one = input(snapshot(folders, [a, b]));
    const two = input(snapshot(folders, [a, connection(2, 'b', finance)]));
    assert.deepEqual(drawn(one, two), ['Personal Workspace', 'Finance']);
    assert.deepEqual(drawn(one, input(snapshot(folders, [a]))), ['Personal Workspace']);
  });

  it('is everything where a folder at the top came or went', () => {
    const one = input(snapshot([personal], [a]));
    assert.deepEqual(drawn(one, input(snapshot(folders, [a]))), [undefined]);
    assert.deepEqual(changesSince(looksOf(emptyTree), buildTree(one)), [undefined]);
  });
});
