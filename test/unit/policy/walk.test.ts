import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Node, parse, parseTree } from 'jsonc-parser';
import { readValueSteps, treeOf, treeSteps } from '../../../src/policy/document/tree.ts';
import { atOnce, readPolicy, readPolicySteps } from '../../../src/policy/index.ts';
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

describe('policy: walking over a text in steps', () => {
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
