import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPolicy } from '../../../src/policy/index.ts';
import { wrong } from './helpers.ts';

/** Far above what any of these takes, far below what a quadratic mistake would. */
const boundMs = 4000;

function inTime<T>(action: () => T): T {
  const start = performance.now();
  const result = action();
  const took = performance.now() - start;
  assert.ok(took < boundMs, `took ${Math.round(took)} ms`);
  return result;
}

describe('policy document: hostile files are refused with a position, in bounded time', () => {
  const corpus: Record<string, [string, string[]]> = {
    'nothing at all': ['', ['PB601:1']],
    'only a comment': ['// x\n', ['PB601:2']],
    'a word': ['null', ['PB606:1']],
    'a huge file': [`{"name":"${'x'.repeat(2 ** 20)}"}`, ['PB602:1']],
    'a huge file of line ends': ['\n'.repeat(2 ** 20 + 1), ['PB602:1048577']],
    'a million open brackets': ['['.repeat(1_000_000), ['PB603:1']],
    'a million open braces': ['{"a":'.repeat(200_000), ['PB603:1']],
    'deep, behind a string that looks closed': [`{"name": "\\"", "deploy": ${'['.repeat(99)}`, ['PB603:1']],
    'deep, behind a comment': [`/* " */ ${'['.repeat(99)}`, ['PB603:1']],
    'a key twice': ['{ "name": "a",\n "deploy": [],\n "name": "b" }', ['PB604:3']],
    'a key twice, deep inside': ['{ "name": "a", "deploy": [\n{ "tenant": true,\n "tenant": true }] }', ['PB604:3']],
    'a key twice, around another object': [
      '{ "name": "a",\n "settings": { "existing": "keep" },\n "name": "b" }',
      ['PB604:3'],
    ],
    'a key twice, once escaped': ['{ "name": "a",\n "n\\u0061me": "b" }', ['PB604:2']],
    'the prototype as a key': ['{ "name": "a", "deploy": [],\n "__proto__": { "inherits": true } }', ['PB605:2']],
    'the prototype as a connector': [
      '{ "name": "a", "deploy": [], "settings": { "connectors": {\n "__proto__": {} } } }',
      ['PB605:2'],
    ],
    'two values': ['{ "name": "a", "deploy": [] }\n{}', ['PB601:2']],
    'cut off': ['{ "name": "a",\n "deploy": [', ['PB601:2', 'PB601:2']],
    'an unclosed string': ['{ "name": "a\n}', ['PB601:1']],
    'an unclosed comment': ['{ "name": "a", "deploy": [] } /* ', ['PB601:1']],
    'a control character': ['{ "name": "a\u0001", "deploy": [] }', ['PB601:1']],
    'text after the end': ['{ "name": "a", "deploy": [] } x', ['PB601:1']],
    YAML: ['name: a\ndeploy: []', ['PB601:1']],
    binary: ['\u0000\u0001\uFFFD\u0000', ['PB601:1']],
    'many wrong keys': [
      `{ "name": "a", "deploy": [], ${Array.from({ length: 3 }, (_, i) => `\n"key${i}": 1`).join()} }`,
      ['PB605:2', 'PB605:3', 'PB605:4'],
    ],
    'a very long key': [`{ "name": "a", "deploy": [],\n "${'k'.repeat(500_000)}": 1 }`, ['PB605:2']],
    'wrong types everywhere': [
      '{ "name": {}, "deploy": "x",\n "settings": [], "guardrails": {} }',
      ['PB606:1', 'PB606:1', 'PB606:2', 'PB606:2'],
    ],
  };

  for (const [name, [text, problems]] of Object.entries(corpus)) {
    it(name, () => {
      const found = inTime(() => wrong(text));
      const unlike = found.filter((one, index) => one !== problems[Math.min(index, problems.length - 1)]);
      assert.deepEqual(found.slice(0, problems.length), problems, found.join(' '));
      assert.ok(unlike.length === 0 || found[0]?.startsWith('PB601'), found.join(' '));
    });
  }

  it('takes depth up to the limit and not one more', () => {
    const nested = (depth: number) => readPolicy(`${'['.repeat(depth)}${']'.repeat(depth)}`, 'a').problems[0];
    assert.equal(nested(16)?.code, 'PB606');
    assert.deepEqual([nested(17)?.code, nested(17)?.offset, nested(17)?.length], ['PB603', 16, 1]);
    assert.match(nested(17)?.message ?? '', /at most 16 deep/);
  });

  it('takes a size up to the limit and not one more', () => {
    const sized = (length: number) => readPolicy(' '.repeat(length), 'a').problems[0];
    assert.equal(sized(1024 * 1024)?.code, 'PB601');
    const larger = sized(1024 * 1024 + 1);
    assert.deepEqual([larger?.code, larger?.offset, larger?.length], ['PB602', 1024 * 1024, 1]);
  });

  it('does not count brackets in texts and comments', () => {
    const text = `{ "name": "a", // ${'['.repeat(99)}\n "deploy": [], "description": "${'['.repeat(99)}\\"[" } /* ${'{'.repeat(99)} */`;
    assert.deepEqual(readPolicy(text, 'a').problems, []);
  });

  it('answers any text with a document or with problems that lie inside it', () => {
    const parts = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ':',
      ',',
      '\\',
      '//',
      '/*',
      '*/',
      '\r',
      '\n',
      '\uFEFF',
      '"name"',
      '"deploy"',
      '1',
      'true',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(parts, { maxLength: 40 }).map((all) => all.join('')),
        ),
        (text) => {
          const { document, problems } = readPolicy(text, 'a');
          assert.equal(document === undefined, problems.length > 0);
          for (const { line, column, offset, length } of problems) {
            assert.ok(line >= 1 && column >= 1 && length >= 1 && offset >= 0 && offset <= text.length);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
