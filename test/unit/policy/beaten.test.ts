import assert from 'node:assert/strict';
import { type Explanation, explain, type Request } from '../../../src/policy/index.ts';
import { ask, policyTable, source, table, tenant } from './helpers.ts';

const _connection = '6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10';

const personal = {
  id: 'people-stay-personal',
  deny: ['create', 'move'],
  when: { folder: 'shared', account: 'personal' },
  because: 'A shared connection acts as one person for everybody.',
  instead: 'Create it in your Personal Workspace.',
};

const of = (content: object, changes: Partial<Request> = {}, options = {}): Explanation =>
  explain(policyTable(content), ask(changes), options);

const off = (enabled: boolean) => ({ settings: { connectors: { github: { enabled } } } });

describe('policy: explanations of what a rule beat', () => {
  it('say what the rule beat', () => {
    const files = {
      'a.policy.jsonc': { ...tenant, guardrails: [personal] },
      'b.policy.jsonc': {
        name: 'Finance',
        deploy: [{ group: 'finance', priority: 1 }],
        settings: { connectors: { github: { enabled: true, authTypes: { pat: { enabled: true } } } } },
      },
    };
    const { deciding, beat } = explain(table(source('machine', files)), ask());
    assert.equal(deciding?.id, 'people-stay-personal');
    assert.deepEqual(
      beat.map(({ kind, sentence, policy, address, source: from, fromWorkspace }) => [
        kind,
        sentence,
        policy,
        address.file,
        address.line,
        from,
        fromWorkspace,
      ]),
      [
        ['allowed', 'The policy “Finance” allows it.', 'Finance', 'b.policy.jsonc', 12, 'machine', false],
        ['allowed', 'The policy “Finance” allows it.', 'Finance', 'b.policy.jsonc', 15, 'machine', false],
      ],
    );
    assert.deepEqual(
      explain(table(source('machine', files)), ask({ action: 'move' })).beat,
      [],
      'settings say nothing about moving',
    );
  });

  it('say which document lost to another level', () => {
    const files = (mine: object) => ({
      t: { ...tenant, ...off(false) },
      u: { name: 'Mine', deploy: [{ user: 'ana@acme.example' }], ...mine },
    });
    const made = (mine: object) => explain(table(source('user', files(mine))), ask());
    const allowed = made(off(true));
    assert.equal(allowed.headline, 'Allowed.');
    assert.deepEqual(
      [allowed.deciding?.kind, allowed.deciding?.policy, allowed.deciding?.sentence],
      ['allowed', 'Mine', 'The policy “Mine” allows it.'],
    );
    assert.deepEqual(
      allowed.beat.map(({ kind, policy, sentence }) => [kind, policy, sentence]),
      [['connector', 'Baseline', 'GitHub is turned off by the policy “Baseline”.']],
    );
    const silent = made({ settings: {} });
    assert.deepEqual([silent.deciding, silent.beat.map(({ policy }) => policy)], [undefined, ['Baseline']]);
    const inherited = made({ settings: {}, inherits: true });
    assert.deepEqual(
      [inherited.decision.outcome, inherited.deciding?.policy, inherited.beat],
      ['deny', 'Baseline', []],
    );
    const denied = made(off(false));
    assert.deepEqual([denied.deciding?.policy, denied.beat], ['Mine', []], 'the loser says the same');
    const pinned = made({ deploy: [{ user: 'ana@acme.example', policy: 'none' }] });
    assert.deepEqual(
      [pinned.deciding?.kind, pinned.deciding?.sentence],
      ['none', 'The policy “Mine” says that nothing is governed here.'],
    );
    assert.deepEqual(
      pinned.beat.map(({ policy }) => policy),
      ['Baseline'],
    );
  });

  it('give no rule to what cannot be told', () => {
    const content = { ...off(true), guardrails: [{ ...personal, unless: { account: 'personal' } }] };
    const { deciding, beat, also } = explain(
      policyTable(content, { principal: { user: undefined, groups: [] } }),
      ask(),
    );
    assert.deepEqual([deciding, beat, also], [undefined, [], []]);
  });

  it('leave out what lost and says the same', () => {
    const files = {
      t: { ...tenant, ...off(true) },
      u: { name: 'Mine', deploy: [{ user: 'ana@acme.example' }], settings: {} },
    };
    const { deciding, also, beat } = explain(table(source('user', files)), ask());
    assert.deepEqual([deciding, also, beat], [undefined, [], []]);
  });

  it('say what settings beat on using and reconnecting, and where that stands', () => {
    const files = {
      t: {
        ...tenant,
        settings: { existing: 'block', connectors: { github: { authTypes: { pat: { enabled: false } } } } },
      },
      u: {
        name: 'Mine',
        deploy: [{ user: 'ana@acme.example' }],
        settings: { connectors: { '*': { authTypes: { pat: { enabled: true } } } } },
      },
    };
    for (const action of ['use', 'reconnect'] as const) {
      const { beat, deciding } = explain(table(source('user', files)), ask({ action }));
      assert.deepEqual([deciding?.policy, deciding?.address.line], ['Mine', 13], action);
      assert.deepEqual(
        beat.map(({ policy, address }) => [policy, address.line]),
        [['Baseline', 14]],
        action,
      );
    }
    assert.deepEqual(explain(table(source('user', files)), ask({ action: 'edit' })).beat, []);
  });

  it('list others that say the same', () => {
    const { deciding, also } = of({ ...off(false), guardrails: [personal, { id: 'second', deny: ['create'] }] });
    assert.deepEqual(
      [deciding?.id, also.map(({ id, kind }) => id ?? kind)],
      ['people-stay-personal', ['second', 'connector']],
    );
    const allowed = explain(
      table([
        source('machine', { a: { ...tenant, ...off(true) } }),
        source('user', { b: { ...tenant, ...off(true) } }),
      ]),
      ask(),
    );
    assert.deepEqual([allowed.deciding?.source, allowed.also.map((one) => one.source)], ['machine', ['user']]);
  });
});
