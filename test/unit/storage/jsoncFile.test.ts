import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Problem } from '../../../src/model/problem.ts';
import { editJsonc, parseJsonc } from '../../../src/storage/jsoncFile.ts';

describe('parseJsonc', () => {
  it('takes comments, a trailing comma and a byte order mark', () => {
    assert.deepEqual(parseJsonc('\uFEFF// why\r\n{ "a": [1, 2,], /* and */ "b": null, }\r\n', 'x'), {
      a: [1, 2],
      b: null,
    });
  });

  for (const [text, line] of [
    ['{ "a": 1\n "b": 2 }', 2],
    ['{\n\n  "a": ,\n}', 3],
    ['\uFEFF{\r\n"a": 1\r\n', 3],
    ['', 1],
    ['<<<<<<< HEAD\n{ "a": 1 }\n=======', 1],
  ] as const) {
    it(`names the line of the first mistake in ${JSON.stringify(text)}`, () => {
      assert.throws(
        () => parseJsonc(text, 'f.jsonc'),
        (error) => {
          assert.ok(error instanceof Problem);
          assert.equal(error.code, 'PB101');
          assert.match(error.message, new RegExp(`^f\\.jsonc .*line ${line}:`));
          return true;
        },
      );
    });
  }
});

describe('parseJsonc, of a hostile file,', () => {
  it('lets no key become a prototype', () => {
    const value = parseJsonc(
      '{ "__proto__": { "siteUrl": "https://evil.example" }, "a": { "__proto__": { "b": 1 } } }',
      'x',
    ) as {
      siteUrl?: string;
      a: { b?: number };
    };
    assert.deepEqual([value.siteUrl, value.a.b], [undefined, undefined]);
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
  });

  it('says PB101 for what is nested too deep', () => {
    assert.throws(() => parseJsonc('['.repeat(500_000), 'x'), { code: 'PB101' });
  });
});

describe('editJsonc', () => {
  const text = '{\n  // the name\n  "name": "a", // here\n  "unknown": { "b": [1] }\n}\n';

  it('changes, adds and removes keys, and leaves all else as it was', () => {
    const edited = editJsonc(text, { name: 'new', isDefault: true });
    assert.match(
      edited,
      /\/\/ the name\n {2}"name": "new", \/\/ here\n {2}"unknown": \{ "b": \[1\] \},\n {2}"isDefault": true\n\}\n$/,
    );
    assert.deepEqual(parseJsonc(editJsonc(edited, { name: undefined }), 'x'), { unknown: { b: [1] }, isDefault: true });
  });

  it('leaves a comment with the key that it stands beside', () => {
    assert.equal(
      editJsonc('{\n  "a": 1 // one\n}\n', { b: { c: 2 } }),
      '{\n  "a": 1, // one\n  "b": {\n    "c": 2\n  }\n}\n',
    );
    assert.equal(editJsonc('{\n  "a": 1, /* one */\n}\n', { b: 2 }), '{\n  "a": 1, /* one */\n  "b": 2\n}\n');
    assert.equal(editJsonc('// nothing yet\n{}\n', { b: 2 }), '// nothing yet\n{\n  "b": 2\n}\n');
    assert.equal(editJsonc('{\n  // later\n}', { b: 2 }), '{\n  "b": 2\n\n  // later\n}');
  });

  it('keeps Windows line ends and a byte order mark', () => {
    const windows = `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    const edited = editJsonc(windows, { name: 'new', account: { login: 'me' } });
    assert.ok(edited.startsWith('\uFEFF{'));
    assert.ok(!/[^\r]\n/.test(edited));
    assert.deepEqual(parseJsonc(edited, 'x'), { name: 'new', unknown: { b: [1] }, account: { login: 'me' } });
  });

  it('gives what was asked for, whatever the values', () => {
    const key = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue()), fc.dictionary(key, fc.jsonValue()), (before, changes) => {
        const edited = parseJsonc(editJsonc(JSON.stringify(before, undefined, 2), changes), 'x');
        assert.deepEqual(edited, JSON.parse(JSON.stringify({ ...before, ...changes })));
      }),
    );
  });
});
