import assert from 'node:assert/strict';
import { applyEdits, parseTree } from 'jsonc-parser';
import { type PolicyProblem, readPolicy } from '../../../../src/policy/index.ts';
import { type Fix, fixesOf, sealedEdit } from '../../../../src/views/policyEditing/edits.ts';
import { draftOf, file, scene } from './editingFixture.ts';

const writer = { user: 'ana@x.example', now: scene().now };

/** The fixes of the problem with a code, and what the text is after the first. */
function fixed(text: string, code: string): { titles: string[]; after: string | undefined; fixes: Fix[] } {
  const { problems } = draftOf(text);
  const problem: PolicyProblem = problems.find((one) => one.code === code) ?? assert.fail(JSON.stringify(problems));
  const fixes = fixesOf(text, parseTree(text, [], { allowTrailingComma: true }), problem, writer);
  const edits = fixes[0]?.edits;
  return {
    titles: fixes.map(({ title }) => title),
    after:
      edits &&
      applyEdits(
        text,
        edits.map((one) => ({ ...one })),
      ),
    fixes,
  };
}

const policy = (inner: string) => `{ "name": "n", "deploy": [{ "tenant": true }], ${inner} }`;
const rule = (id: string, more = '') => `{ "id": "${id}", "deny": ["create"]${more} }`;

describe('policy editing: quick fixes', () => {
  it('change a word to the one that was meant', () => {
    assert.equal(fixed(policy('"guardrail": []'), 'PB605').after, policy('"guardrails": []'));
    assert.equal(
      fixed(policy(`"guardrails": [${rule('a', ', "rollout": "warm"')}]`), 'PB607').after,
      policy(`"guardrails": [${rule('a', ', "rollout": "warn"')}]`),
    );
    const word = (key: string) =>
      policy(`"guardrails": [${rule('a', `, "when": { "connector": ["slack", "${key}"] }`)}]`);
    assert.equal(fixed(word('githup'), 'PB622').after, word('github'));
    const setting = (key: string) => policy(`"settings": { "connectors": { "${key}": {} } }`);
    assert.equal(fixed(setting('githup'), 'PB622').after, setting('github'));
  });

  it('remove what does nothing or stands twice, with one comma', () => {
    const list = (...rules: string[]) => policy(`"guardrails": [${rules.join(', ')}]`);
    const dead = rule('dead', ', "when": { "folder": "Nowhere" }');
    assert.equal(fixed(list(dead, rule('b')), 'PB624').after, list(rule('b')));
    assert.equal(fixed(list(rule('a'), dead), 'PB624').after, list(rule('a')));
    assert.equal(fixed(list(dead), 'PB624').after, list());
    assert.equal(fixed(list(rule('a'), rule('b'), rule('c')), 'PB625').after, list(rule('a'), rule('c')));
    assert.equal(fixed(list(rule('a'), rule('a', ', "because": "x"')), 'PB612').after, list(rule('a')));
    assert.equal(fixed('{ "name": "n", "name": "m", "deploy": [] }', 'PB604').after, '{ "name": "n", "deploy": [] }');
    const ended =
      '{ "connection": "0d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f11", "until": "2020-01-01", "reason": "r", "approvedBy": "a" }';
    assert.equal(fixed(list(rule('a', `, "except": [${ended}]`)), 'PB626').after, list(rule('a')), 'with its list');
    const other = ended.replace('2020', '2099');
    assert.equal(
      fixed(list(rule('a', `, "except": [${ended}, ${other}]`)), 'PB626').after,
      list(rule('a', `, "except": [${other}]`)),
    );
    const trailing =
      '{ "name": "n", "deploy": [], "guardrails": [{ "id": "d", "deny": ["use"], "when": { "folder": "No" } },] }';
    assert.deepEqual(readPolicy(fixed(trailing, 'PB624').after ?? '', file).problems, []);
  });

  it('complete an exemption, in its own style', () => {
    const except = (inner: string) => policy(`"guardrails": [${rule('a', `, "except": [${inner}]`)}]`);
    const id = '"connection": "0d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f11"';
    const { after, titles } = fixed(except(`{ ${id}, "reason": "r" }`), 'PB608');
    assert.equal(after, except(`{ ${id}, "reason": "r", "until": "2026-07-15", "approvedBy": "ana@x.example" }`));
    assert.deepEqual(titles, ['Add “until”, “approvedBy”']);
    const lines = except(`{\n      ${id}\n    }`);
    assert.match(
      fixed(lines, 'PB608').after ?? '',
      /",\n {6}"until": "2026-07-15",\n {6}"reason": "why",\n {6}"approvedBy"/,
    );
    assert.match(fixed(except('{}'), 'PB608').after ?? '', /\[\{ "until": "2026-07-15"/);
    assert.deepEqual(fixed('{}', 'PB608').titles, [], 'not elsewhere');
    const group = (more: string) => `{ "name": "n", "deploy": [{ "group": "makers"${more} }] }`;
    assert.equal(fixed(group(''), 'PB611').after, group(', "priority": 10'));
    assert.deepEqual(fixed(group(', "tenant": true, "priority": 1'), 'PB611').titles, []);
  });

  it('seal a readable secret, and leave everything else of the parameter', () => {
    const parameter = (inner: string) =>
      policy(
        `"settings": { "connectors": { "github": { "authTypes": { "byoa": { "parameters": { "clientSecret": { ${inner} } } } } } } }`,
      );
    const text = parameter('"value": "s3cret", "hidden": true');
    const [fix] = fixed(text, 'PB610').fixes;
    assert.deepEqual(fix?.seal, { connector: 'github', authType: 'byoa', parameter: 'clientSecret', value: 's3cret' });
    const path = ['settings', 'connectors', 'github', 'authTypes', 'byoa', 'parameters', 'clientSecret', 'value'];
    const edit = sealedEdit(text, path, 'AGE\n') ?? assert.fail();
    assert.equal(applyEdits(text, [edit]), parameter('"sealed": "AGE\\n", "hidden": true'));
    assert.equal(sealedEdit(text, ['nowhere', 'value'], ''), undefined);
    assert.deepEqual(fixed(parameter('"allowed": ["s3cret"]'), 'PB610').fixes, []);
  });
});
