import assert from 'node:assert/strict';
import {
  type Explanation,
  explain,
  folderName,
  type Request,
  sourceName,
  updateSource,
} from '../../../src/policy/index.ts';
import { ask, domain, policyTable, source, table, tenant } from './helpers.ts';

const connection = '6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10';

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

describe('policy: names of places', () => {
  it('are words', () => {
    const kinds = ['machine', 'organisation', 'user', 'workspace'] as const;
    assert.deepEqual(kinds.map(sourceName), [
      'this computer',
      'your organisation',
      'your own policies',
      'this workspace',
    ]);
    assert.deepEqual(domain.folders.map(folderName), [
      'your Personal Workspace',
      'Finance',
      'Finance / Payables',
      'HR',
    ]);
  });
});

describe('policy: explanations', () => {
  it('name the guardrail, its line, its words and whom to ask', () => {
    const { deciding, headline, also, beat, decision } = of({ contact: 'Platform team', guardrails: [personal] });
    assert.equal(
      headline,
      'The policy “Baseline” does not allow it: A shared connection acts as one person for everybody.',
    );
    assert.equal(decision.outcome, 'deny');
    assert.deepEqual(
      { ...deciding, address: deciding?.address.line },
      {
        kind: 'guardrail',
        sentence: headline,
        policy: 'Baseline',
        id: 'people-stay-personal',
        source: 'workspace',
        address: 10,
        because: personal.because,
        instead: personal.instead,
        contact: 'Platform team',
        fromWorkspace: true,
      },
    );
    assert.deepEqual([also, beat], [[], []]);
    const { because: _, ...silent } = personal;
    assert.equal(
      of({ guardrails: [silent] }).headline,
      'The guardrail “people-stay-personal” of the policy “Baseline” does not allow it.',
    );
  });

  it('say what is turned off, and by whom', () => {
    const { headline, deciding } = of(
      { settings: { connectors: { pinterest: { enabled: false } } } },
      { connector: 'pinterest', authType: 'byoa' },
    );
    assert.equal(headline, 'Pinterest is turned off by the policy “Baseline”.');
    assert.deepEqual([deciding?.kind, deciding?.address.line], ['connector', 11]);
    const type = of({ settings: { connectors: { github: { authTypes: { pat: { enabled: false } } } } } });
    assert.equal(type.headline, 'GitHub with “Personal access token” is turned off by the policy “Baseline”.');
    assert.equal(type.deciding?.kind, 'authType');
  });

  it('name the missing permission and the folder', () => {
    const at = { file: 'folder.jsonc', line: 4, column: 3, offset: 9, length: 1 };
    const roles = { at, grants: [{ role: 'Automation User', groups: ['finance'], at }] };
    const folders = domain.folders.map((folder) => (folder.id === 'payables' ? { ...folder, roles } : folder));
    const made = table([], { domain: { ...domain, folders } });
    const { headline, deciding } = explain(made, ask({ folder: 'payables' }));
    assert.equal(headline, 'You do not have the permission “Create” in Finance / Payables.');
    assert.deepEqual(deciding, { kind: 'role', sentence: headline, address: at, fromWorkspace: false });
    assert.match(explain(made, ask({ folder: 'payables', action: 'delete' })).headline, /“Delete”/);
    assert.match(explain(made, ask({ folder: 'payables', action: 'share' })).headline, /“Edit”/);
    assert.equal(explain(made, ask({ folder: 'payables', action: 'use' })).headline, 'Allowed.');
  });

  it('say why nothing may be changed', () => {
    const said = (options: Parameters<typeof source>[2]) =>
      explain(table(source('organisation', {}, options)), ask()).headline;
    assert.equal(
      said({ files: [{ file: 'x.policy.jsonc', text: '{' }] }),
      'The policy file x.policy.jsonc cannot be used, so nothing may be changed until it is mended.',
    );
    assert.match(
      said({ freshness: { state: 'expired', because: 'age' } }),
      /^The policy of the organisation could not be fetched for too long/,
    );
    assert.match(
      said({ freshness: { state: 'expired', because: 'clock' } }),
      /^The clock of this computer runs backwards/,
    );
    const both = { files: [{ file: 'x', text: '{' }], freshness: { state: 'expired', because: 'age' } as const };
    assert.match(said(both), /^The policy file x/);
    const { lastGood } =
      updateSource(source('organisation', { x: tenant }), {
        kind: 'organisation',
        id: 'o',
        trusted: true,
        files: [{ file: 'x', text: '{' }],
      }).broken[0] ?? assert.fail();
    assert.ok(lastGood);
    const old = updateSource(source('organisation', { x: tenant }), {
      kind: 'organisation',
      id: 'o',
      trusted: true,
      files: [{ file: 'x', text: '{' }],
      freshness: both.freshness,
    });
    assert.match(explain(table(old), ask()).headline, /^The policy of the organisation/, 'the last good text would do');
  });

  it('name every fact that is missing', () => {
    const said = (
      changes: Partial<Request>,
      principal = { user: 'ana', groups: [] } as { user: string | undefined; groups: string[] | undefined },
    ) => explain(policyTable({}, { principal }), ask(changes)).headline;
    assert.equal(
      said({ connector: 'x' }),
      'Whether “create” is allowed cannot be told: the connector “x” is not known.',
    );
    assert.match(said({ connector: undefined }), /the connector “” is not known/);
    assert.match(
      said({ authType: undefined, account: undefined }),
      /: the authentication type “” is not known, the account kind “” is not known\.$/,
    );
    assert.match(said({ folder: 'y' }), /the folder “y” is not known/);
    assert.match(said({ folder: undefined }), /the folder “” is not known/);
    assert.match(
      said({}, { user: undefined, groups: undefined }),
      /who you are is not known, your groups cannot be read/,
    );
    const rolesUnreadable = { file: 'f', line: 1, column: 1, offset: 0, length: 0 };
    const folders = domain.folders.map((folder) => ({ ...folder, rolesUnreadable }));
    assert.match(
      explain(table([], { domain: { ...domain, folders } }), ask()).headline,
      /the roles in the folder “finance” cannot be read/,
    );
    const { deciding, also, beat, spared } = explain(policyTable({}), ask({ connector: 'x' }));
    assert.deepEqual([deciding, also, beat, spared], [undefined, [], [], []]);
  });

  it('say since when, as far as they know', () => {
    const since = (guardrail: object, options = {}) =>
      of({ guardrails: [{ ...personal, ...guardrail }] }, {}, options).deciding?.since;
    assert.equal(since({}), undefined);
    assert.equal(since({ from: '2026-06-15' }), '2026-06-15');
    assert.equal(since({ from: '2026-07-01' }), undefined);
    const atOnce = { now: Date.UTC(2026, 5, 15) };
    const first = policyTable({ guardrails: [{ ...personal, from: '2026-06-15' }] }, atOnce);
    assert.equal(explain(first, ask()).deciding?.since, '2026-06-15');
    assert.equal(since({}, { since: ({ line }: { line: number }) => `line ${line}` }), 'line 9');
    assert.equal(since({ from: '2026-07-01' }, { since: () => 'git' }), 'git');
  });

  it('warn of what will not be allowed any more', () => {
    const { headline, decision, deciding } = of({ guardrails: [{ ...personal, rollout: 'warn' }] });
    assert.equal(
      headline,
      'Allowed, with a warning: The policy “Baseline” does not allow it: A shared connection acts as one person for everybody.',
    );
    assert.deepEqual([decision.outcome, deciding?.id], ['allow', 'people-stay-personal']);
    const coming = of({ guardrails: [{ ...personal, from: '2026-07-01' }] }).headline;
    assert.equal(
      coming,
      'Allowed until 2026-07-01. From then on: The policy “Baseline” does not allow it: A shared connection acts as one person for everybody.',
    );
    assert.equal(of({ guardrails: [{ ...personal, rollout: 'audit' }] }).headline, 'Allowed.');
    const existing = of({ settings: { ...off(false).settings, existing: 'warn' } }, { action: 'use' });
    assert.equal(existing.headline, 'Allowed, with a warning: GitHub is turned off by the policy “Baseline”.');
    const now = Date.UTC(2026, 5, 15);
    const begun = policyTable({ guardrails: [{ ...personal, rollout: 'warn', from: '2026-06-15' }] }, { now });
    assert.match(explain(begun, ask()).headline, /^Allowed, with a warning/);
  });

  it('say what spared the person', () => {
    const unless = of({ guardrails: [{ ...personal, unless: { connector: 'github' } }] });
    assert.deepEqual(
      [unless.decision.outcome, unless.spared.map(({ by, id }) => [by, id])],
      ['allow', [['unless', 'people-stay-personal']]],
    );
    assert.deepEqual(of({ guardrails: [{ ...personal, unless: { connector: 'salesforce' } }] }).spared, []);
    assert.deepEqual(of({ guardrails: [{ ...personal, unless: { authType: 'byoa' } }] }).spared, []);
    assert.deepEqual(of({ guardrails: [{ ...personal, unless: { authType: 'pat' } }] }).spared.length, 1);
    assert.deepEqual(
      of({ guardrails: [{ ...personal, unless: { connector: 'github' } }] }, { folder: 'personal' }).spared,
      [],
    );
    assert.deepEqual(
      of({ guardrails: [{ ...personal, unless: { connector: 'github' } }] }, { action: 'use' }).spared,
      [],
    );
    assert.deepEqual(
      of({ guardrails: [{ ...personal, unless: { connector: 'github' }, rollout: 'audit' }] }).spared,
      [],
    );
    const except = [{ connection, until: '2026-06-30', reason: 'r', approvedBy: 'a' }];
    const exempt = of({ guardrails: [{ ...personal, deny: ['use'], except }] }, { action: 'use', connection });
    assert.deepEqual(
      exempt.spared.map(({ by, id }) => [by, id]),
      [['exemption', 'people-stay-personal']],
    );
    assert.deepEqual(exempt.exemptions, [{ ...except[0], ended: false }]);
    const other = of({ guardrails: [{ ...personal, deny: ['use'], except }] }, { action: 'use', connection: 'x' });
    assert.deepEqual([other.spared, other.exemptions], [[], []]);
    const unrelated = of({ guardrails: [{ ...personal, deny: ['use'], except }] }, { action: 'edit', connection });
    assert.deepEqual(unrelated.spared, []);
    const settings = of(
      { settings: { connectors: { github: { enabled: false, except } }, existing: 'warn' } },
      { action: 'use', connection },
    );
    assert.deepEqual(
      settings.spared.map(({ by, kind }) => [by, kind]),
      [['exemption', 'connector']],
    );
    assert.equal(of({ guardrails: [{ ...personal, deny: ['use'], except }] }, { action: 'use' }).spared.length, 0);
  });

  it('remember an exemption that ended', () => {
    const except = [{ connection, until: '2026-06-14', reason: 'r', approvedBy: 'a' }];
    const { decision, exemptions, spared } = of(
      { guardrails: [{ ...personal, deny: ['use'], except }] },
      { action: 'use', connection },
    );
    assert.deepEqual([decision.outcome, spared, exemptions], ['deny', [], [{ ...except[0], ended: true }]]);
  });
});
