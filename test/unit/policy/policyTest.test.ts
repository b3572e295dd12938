import assert from 'node:assert/strict';
import { readPolicyTests, runPolicyTests } from '../../../src/policy/index.ts';
import { domain, now, source, tenant } from './helpers.ts';

const guardrails = [
  { id: 'stay-personal', deny: ['create'], when: { folder: 'shared', account: 'personal' } },
  { id: 'soon', deny: ['use'], when: { connector: 'github' }, from: '2026-07-01' },
  { id: 'admins', deny: ['share'], when: { folder: 'shared' }, unless: { role: 'Folder Administrator' } },
  {
    id: 'begun',
    deny: ['edit'],
    when: { folder: 'Finance/**', connector: 'github' },
    from: '2026-06-01',
    unless: { role: 'Automation User' },
  },
  { id: 'finance', deny: ['delete'], when: { group: 'finance' } },
];

const policies = [
  source('workspace', { a: { ...tenant, guardrails, settings: { connectors: { pinterest: { enabled: false } } } } }),
];

const base = {
  name: 't',
  as: { user: 'ana' },
  action: 'create',
  connector: 'github',
  authType: 'pat',
  folder: 'Finance/Payables',
  account: 'personal',
  expect: 'deny',
};

function run(test: object) {
  const { document, problems } = readPolicyTests(
    JSON.stringify({ tests: [{ ...base, ...test }] }, null, 2),
    'x.policy-test.jsonc',
  );
  assert.deepEqual(problems, []);
  const [result] = runPolicyTests(document ?? assert.fail(), policies, domain, now);
  return result ?? assert.fail();
}

const outcome = (test: object) => {
  const { passed, actual, by } = run(test);
  return `${passed} ${actual}${by === undefined ? '' : ` not ${by}`}`;
};

describe('policy: tests beside policies', () => {
  it('pass and fail', () => {
    const { name, address, passed, expected, actual, rule } = run({});
    assert.deepEqual(
      [name, address.file, address.line, passed, expected, actual, rule?.guardrail?.id],
      ['t', 'x.policy-test.jsonc', 3, true, 'deny', 'deny', 'stay-personal'],
    );
    assert.equal(outcome({ expect: 'allow' }), 'false deny');
    assert.equal(outcome({ folder: 'personal', expect: 'allow' }), 'true allow');
    assert.equal(run({ folder: 'personal', expect: 'allow' }).rule, undefined);
    assert.equal(outcome({ folder: 'Nowhere', expect: 'indeterminate' }), 'true indeterminate');
    assert.equal(outcome({ folder: 'finance', expect: 'indeterminate' }), 'true indeterminate', 'a path, not an id');
  });

  it('ask on another day', () => {
    assert.equal(outcome({ action: 'use', expect: 'warn' }), 'true warn');
    assert.equal(outcome({ action: 'use', on: '2026-07-01' }), 'true deny');
    assert.equal(outcome({ action: 'use', on: '2026-06-30', expect: 'warn' }), 'true warn');
    assert.equal(outcome({ action: 'edit', expect: 'deny' }), 'true deny', 'today, without a day');
  });

  it('want the right rule', () => {
    assert.equal(outcome({ by: 'stay-personal' }), 'true deny');
    assert.equal(outcome({ by: 'Baseline' }), 'true deny');
    assert.equal(outcome({ by: 'soon' }), 'false deny not soon');
    assert.equal(
      outcome({ connector: 'pinterest', authType: 'byoa', account: 'service', by: 'Baseline' }),
      'true deny',
    );
    assert.equal(outcome({ folder: 'personal', expect: 'allow', by: 'soon' }), 'false allow not soon');
  });

  it('give groups and roles', () => {
    assert.equal(outcome({ action: 'delete', as: { user: 'ana', groups: ['finance'] } }), 'true deny');
    assert.equal(outcome({ action: 'delete', expect: 'allow' }), 'true allow');
    assert.equal(outcome({ action: 'share' }), 'true deny');
    assert.equal(
      outcome({ action: 'share', as: { user: 'ana', roles: ['Folder Administrator'] }, expect: 'allow' }),
      'true allow',
    );
    const { rule } = run({ action: 'edit', as: { user: 'ana', roles: ['Automation User'] } });
    assert.deepEqual([rule?.kind, rule?.address.file, rule?.address.line], ['role', 'Finance/Payables', 1]);
    assert.equal(outcome({ action: 'edit', folder: 'HR', expect: 'allow' }), 'true allow');
    assert.equal(
      outcome({ action: 'edit', as: { user: 'ana', roles: ['Automation User'] }, folder: 'HR' }),
      'true deny',
    );
    const rolesUnreadable = { file: 'f', line: 1, column: 1, offset: 0, length: 0 };
    const locked = { ...domain, folders: domain.folders.map((folder) => ({ ...folder, rolesUnreadable })) };
    const { document } = readPolicyTests(
      JSON.stringify({ tests: [{ ...base, as: { user: 'x', roles: ['Folder Administrator'] } }] }),
      'x',
    );
    assert.equal(runPolicyTests(document ?? assert.fail(), policies, locked, now)[0]?.actual, 'deny');
    assert.equal(domain.folders.length, 4, 'the domain is as it was');
  });

  it('say where they are wrong', () => {
    const problems = (test: object) =>
      readPolicyTests(JSON.stringify({ tests: [{ ...base, ...test }] }, null, 2), 'x').problems.map(
        ({ code, line, suggestion }) => `${code} ${line} ${suggestion}`,
      );
    assert.deepEqual(problems({ expect: 'alow' }), ['PB607 13 allow']);
    assert.deepEqual(problems({ acount: 'personal' }), ['PB605 14 account']);
    assert.deepEqual(problems({ as: {} }), ['PB608 5 undefined']);
  });
});
