import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Node, parse, parseTree } from 'jsonc-parser';
import { parsePolicy } from '../../../src/policy/document/parse.ts';
import { readValueSteps, treeOf, treeSteps } from '../../../src/policy/document/tree.ts';
import { type Visitor, walk } from '../../../src/policy/document/walk.ts';
import { atOnce, readPolicy, readPolicySteps, type Steps } from '../../../src/policy/index.ts';
import { largeText } from '../../bench/policy/large.ts';

const options = { allowTrailingComma: true, disallowComments: false };
const pieces = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"a"',
  '"b"',
  '1',
  '-2.5e3',
  'true',
  'null',
  ' ',
  '\n',
  '// x\n',
  '/* y */',
];
const odd = ['/* y', '"open', 'nul', '01', '-', '\\', '"\\u0041"', '"\\x"', '"__proto__"', '\uFEFF'];
const soup = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...pieces) }, fc.constantFrom(...odd)), { maxLength: 24 })
  .map((parts) => parts.join(''));
const shallow = fc.object({
  maxDepth: 4,
  key: fc.string(),
  values: [fc.string(), fc.integer(), fc.boolean(), fc.constant(null)],
});
const written = fc.tuple(shallow, fc.constantFrom(0, 2)).map(([value, spaces]) => JSON.stringify(value, null, spaces));

/** A tree as plain data: nodes know their parents. */
const plain = ({ type, value, offset, length, children, parent }: Node): object => ({
  ...{ type, value, offset, length, parent: parent?.offset },
  children: children?.map(plain),
});

/** How many times others may go first, and the result. */
function counted<T>(steps: Steps<T>): { count: number; value: T } {
  for (let count = 0; ; count++) {
    const step = steps.next();
    if (step.done) return { count, value: step.value };
  }
}

const nobody: Visitor = { begin: () => {}, end: () => {}, key: () => true, literal: () => {} };
const isRight = (text: string, depth = 16) => counted(walk(text, depth, nobody)).value;

describe('policy: walking over a text in steps', () => {
  it('knows by itself what is well-formed', () => {
    const check = (text: string) => {
      const errors: never[] = [];
      parse(text, errors, options);
      assert.equal(isRight(text), errors.length === 0, text);
    };
    fc.assert(fc.property(soup, check), { numRuns: 5000 });
    fc.assert(fc.property(written, check), { numRuns: 300 });
    for (const text of [
      '',
      ' ',
      '1',
      '[1,]',
      '{"a":1,}',
      '[,]',
      '{,}',
      '{"a":}',
      '{"a" 1}',
      '{1:1}',
      '[1 2]',
      '{"a"}',
      ']',
    ])
      check(text);
    for (const text of ['1 2', '[] []', '[}', '{]', '[[]', '{"a":1', '{"a":{}}', '[{},[]]', '{"a",1}', '[1:2]', '{:1}'])
      check(text);
  });

  it('goes as deep as it is told, and gives way after so many tokens', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    assert.deepEqual([isRight(nested(3), 3), isRight(nested(4), 3)], [true, false]);
    const tokens = (count: number) => `[${'1,'.repeat((count - 2) / 2)}]`;
    const counts = [7998, 8000, 16_000].map((many) => counted(walk(tokens(many), 16, nobody)).count);
    assert.deepEqual(counts, [0, 1, 2]);
  });

  it('leaves what is wrong to jsonc-parser, as deep as it is', () => {
    const codes = (text: string) => atOnce(readValueSteps(text)).problems.map(({ finding }) => finding.code);
    assert.deepEqual(codes(`[${'{}, [], '.repeat(40)} oops]`)[0], 'PB601');
    assert.deepEqual(codes(`${'{ "a": ['.repeat(9)} oops`), ['PB603']);
    assert.deepEqual(codes('{ "a": { "b": 1 }, "b": { "a": 1, "a": 2 }, "b": 3 }'), ['PB604', 'PB604']);
    assert.deepEqual(codes('[{ "a": 1 }, { "a": 1, "__proto__": 2 }]'), ['PB605']);
    assert.deepEqual(codes('{ // x\n "a": 1, "a": 2, }'), ['PB604']);
  });

  it('holds many guardrails against their schema, some at a time', () => {
    const rules = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `r${index}`, deny: ['use'] }));
    const policy = (guardrails: unknown, name: unknown = 'n') => ({ name, deploy: [], guardrails });
    const counts = [0, 400, 401, 800, 801].map((count) => counted(parsePolicy(policy(rules(count)))).count);
    assert.deepEqual(counts, [0, 0, 2, 2, 3]);
    const parsed = (value: unknown) => counted(parsePolicy(value)).value;
    const paths = (value: unknown) => {
      const result = parsed(value);
      return 'issues' in result ? result.issues.map(({ path }) => path.join('.')) : 'data';
    };
    assert.equal(paths(policy(rules(900))), 'data');
    assert.deepEqual(parsed(policy(rules(900))), {
      data: { ...policy(rules(900).map((one) => ({ ...one, rollout: 'enforce' }))), inherits: false },
    });
    assert.deepEqual(paths(policy([...rules(900), { id: 'r', deny: 1 }])), ['guardrails.900.deny']);
    assert.deepEqual(paths(policy(rules(900), 1)), ['name']);
    assert.deepEqual(paths(policy('x'.repeat(900))), ['guardrails']);
    for (const value of [null, undefined, 'guardrails', 1]) assert.deepEqual(paths(value), ['']);
  });

  it('takes a text for right exactly where jsonc-parser does, and gives its value', () => {
    const check = (text: string) => {
      const { value, problems } = atOnce(readValueSteps(text));
      const errors: unknown[] = [];
      const expected = parse(text.replace(/^\uFEFF/, ' '), errors as never[], options);
      if (problems.length === 0) assert.deepEqual([value, errors.length], [expected, 0], text);
      else assert.ok(errors.length > 0 || /twice|__proto__/.test(problems[0]?.finding.message ?? ''), text);
    };
    fc.assert(fc.property(soup, check), { numRuns: 3000 });
    fc.assert(fc.property(written, check), { numRuns: 300 });
  });

  it('gives the tree that jsonc-parser gives', () => {
    const check = (text: string) => {
      if (atOnce(readValueSteps(text)).problems.length > 0) return;
      assert.deepEqual(plain(atOnce(treeSteps(text))), plain(treeOf(text)), text);
    };
    fc.assert(fc.property(soup, check), { numRuns: 3000 });
    fc.assert(fc.property(written, check), { numRuns: 300 });
    check('\uFEFF{ "a": [1, { "b": null }], /* c */ "d": "e", }');
    assert.ok(parseTree('{}'));
  });

  it('reads a large policy in many steps, and finds what is wrong in its last rule', () => {
    const text = largeText(1001);
    const steps = readPolicySteps(text, 'large');
    let count = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) count++;
    assert.ok(count > 4, `${count} steps`);
    assert.equal(step.value.document?.content.guardrails.length, 1001);
    assert.equal(step.value.document?.content.guardrails.at(-1)?.id, 'rule-1000');
    const wrong = text.replace('"id":"rule-900"', '"id":"Rule 900"').replace('"name"', '"nam"');
    const { document, problems } = readPolicy(wrong, 'large');
    assert.equal(document, undefined);
    assert.deepEqual(
      problems.map(({ code, line }) => [code, line]),
      [
        ['PB608', 1],
        ['PB605', 2],
        ['PB609', 905],
      ],
    );
  });

  it('finds every place of a prepared document', () => {
    const { document = assert.fail() } = readPolicy(largeText(3), 'large');
    atOnce(document.prepare());
    assert.deepEqual(
      [document.locate(['guardrails', 2]).line, document.locate(['guardrails', 2, 'id']).column],
      [7, 2],
    );
  });
});
