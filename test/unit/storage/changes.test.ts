import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { Changes } from '../../../src/storage/changes.ts';

const root = resolve('/w/.patchbay/folders');
const at = (...names: string[]) => join(root, ...names);

describe('Changes', () => {
  it('without paths, may have changed everything', () => {
    const all = new Changes();
    assert.deepEqual([all.name(at('a')), all.touch(root), all.cover(root)], [true, true, true]);
  });

  it('touch the directory that a path lies in, and no other', () => {
    const one = new Changes([at('Finance', 'a.connection.jsonc')]);
    assert.ok(one.touch(at('Finance')) && one.name(at('Finance', 'a.connection.jsonc')));
    assert.ok(!one.cover(at('Finance')) && !one.name(at('Finance', 'b.connection.jsonc')));
    for (const other of [root, at('Sales'), at('Finance', 'AP'), at('Financ')]) assert.ok(!one.touch(other), other);
  });

  it('cover all that lies below a directory that changed as a whole', () => {
    const branch = new Changes([at('Finance')]);
    for (const below of [at('Finance'), at('Finance', 'AP'), at('Finance', 'AP', 'x')]) assert.ok(branch.cover(below));
    assert.ok(branch.touch(root));
    assert.ok(!branch.cover(root) && !branch.cover(at('Finance2')));
  });

  it('take a path for the same in another case and another form of its letters', () => {
    const one = new Changes([at('FINANCE', 'Caf\u00e9.connection.jsonc')]);
    assert.ok(one.name(at('Finance', 'cafe\u0301.connection.jsonc')));
    assert.ok(one.touch(at('finance')));
  });

  it('with none, are none; with others, are both, and with all, all', () => {
    const none = new Changes([]);
    assert.ok(!none.touch(root) && !none.cover(root) && !none.name(root));
    const both = new Changes([at('a')]).and(new Changes([at('b', 'c')]));
    assert.deepEqual([both.name(at('a')), both.touch(at('b')), both.touch(at('d'))], [true, true, false]);
    assert.ok(none.and(new Changes()).cover(root));
  });
});
