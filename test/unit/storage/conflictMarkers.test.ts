import assert from 'node:assert/strict';
import fc from 'fast-check';
import { conflictSides } from '../../../src/storage/conflictMarkers.ts';
import { parseConnection } from '../../../src/storage/connectionReader.ts';

const lines = (...all: string[]) => `${all.join('\n')}\n`;

const merged = lines(
  '{',
  '<<<<<<< HEAD',
  '  "name": "A",',
  '=======',
  '  "name": "B",',
  '  "more": 1,',
  '>>>>>>> feature/b',
  '  "x": [',
  '<<<<<<< HEAD',
  '=======',
  '    1',
  '>>>>>>> feature/b',
  '  ]',
  '}',
);

const ours = lines('{', '  "name": "A",', '  "x": [', '  ]', '}');
const theirs = lines('{', '  "name": "B",', '  "more": 1,', '  "x": [', '    1', '  ]', '}');

/** As `merge.conflictStyle=diff3` has it, with a conflict of the ancestors inside. */
const diff3 = lines(
  '{',
  '<<<<<<< HEAD',
  '  "name": "A"',
  '||||||| merged common ancestors',
  '<<<<<<<<< Temporary merge branch 1',
  '  "name": "old"',
  '=========',
  '  "name": "older"',
  '>>>>>>>>> Temporary merge branch 2',
  '=======',
  '  "name": "B"',
  '>>>>>>> 1234567 (words (and brackets) of a commit)',
  '}',
);

describe('the marks of a merge', () => {
  it('give both versions whole', () => {
    const found = conflictSides(merged);
    assert.deepEqual([found?.ours.label, found?.ours.text], ['HEAD', ours]);
    assert.deepEqual([found?.theirs.label, found?.theirs.text], ['feature/b', theirs]);
    assert.deepEqual([found?.line, found?.offset], [2, 2]);
    const inPlace = found?.theirs.inPlace.split('\n');
    assert.deepEqual(inPlace?.slice(0, 8), ['{', '', '', '', '  "name": "B",', '  "more": 1,', '', '  "x": [']);
    assert.equal(inPlace?.length, merged.split('\n').length);
    const crlf = conflictSides(merged.replaceAll('\n', '\r\n'));
    assert.equal(crlf?.ours.text, ours.replaceAll('\n', '\r\n'));
    assert.equal(crlf?.theirs.text, theirs.replaceAll('\n', '\r\n'));
    assert.equal(crlf?.theirs.label, 'feature/b');
    const withBase = conflictSides(diff3);
    assert.equal(withBase?.ours.text, '{\n  "name": "A"\n}\n');
    assert.equal(withBase?.theirs.text, '{\n  "name": "B"\n}\n');
    assert.equal(withBase?.theirs.label, '1234567 (words (and brackets) of a commit)');
  });

  it('are no conflict where they do not belong together', () => {
    const cut = (line: string) => merged.replace(`${line}\n`, '');
    for (const text of [
      ...['', ours, theirs, cut('<<<<<<< HEAD'), cut('>>>>>>> feature/b'), cut('======='), merged.slice(0, -40)],
      ...['<<<<<<<\n', '=======\n', '>>>>>>> a\n', `"${merged}`.replaceAll('\n', ' '), '<<<<<<<<\n=======\n>>>>>>>\n'],
      ...[merged.replace('=======', '=======\n=======')],
    ])
      assert.equal(conflictSides(text), undefined, text);
    assert.equal(conflictSides(`/*\n=======\n*/\n${merged}`)?.ours.text, `/*\n=======\n*/\n${ours}`);
    assert.equal(conflictSides(merged.slice(0, 60)), undefined);
    assert.equal(conflictSides('{ "a": "<<<<<<< HEAD" }'), undefined);
  });

  it('are taken out of any text and leave all the rest, in its order', () => {
    const line = fc.constantFrom('a', '', '  "b": 1,', '====', '<<<<<< six', '\t');
    const hunk = fc.record({ before: fc.array(line), ours: fc.array(line), theirs: fc.array(line) });
    fc.assert(
      fc.property(fc.array(hunk, { minLength: 1 }), fc.constantFrom('\n', '\r\n'), (hunks, eol) => {
        const write = (part: (hunk: (typeof hunks)[number]) => string[]) =>
          hunks
            .flatMap(part)
            .map((one) => one + eol)
            .join('');
        const text = write((one) => [...one.before, '<<<<<<< o', ...one.ours, '=======', ...one.theirs, '>>>>>>> t']);
        const found = conflictSides(text);
        assert.equal(
          found?.ours.text,
          write((one) => [...one.before, ...one.ours]),
        );
        assert.equal(
          found?.theirs.text,
          write((one) => [...one.before, ...one.theirs]),
        );
      }),
    );
  });

  it('are what is wrong with a connection file, before anything else', () => {
    const found = parseConnection(merged, '/x/a.connection.jsonc', { id: 'f' });
    assert.equal(found.connection, undefined);
    assert.equal(found.problem?.code, 'PB740');
    assert.equal(found.problem?.line, 2);
    assert.match(found.problem?.message ?? '', /^a\.connection\.jsonc .*“HEAD” and “feature\/b”/);
    const broken = parseConnection(merged.slice(0, 60), '/x/a.connection.jsonc', { id: 'f' });
    assert.equal(broken.problem?.code, 'PB101');
  });
});
