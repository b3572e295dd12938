import assert from 'node:assert/strict';
import type { AuthType } from '../../../src/model/authType.ts';
import { type Action, actions, bitOf, decide, decideCell, decideMove, isAllowed } from '../../../src/policy/index.ts';
import { ana, ask, domain, now, policyTable, source, table, tenant } from './helpers.ts';

const connection = '6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10';
const exempt = (until: string) => [{ connection, until, reason: 'r', approvedBy: 'a' }];
const guard = (guardrail: object) => ({ guardrails: [{ id: 'g', deny: ['create', 'use'], ...guardrail }] });

const blocked = (made: ReturnType<typeof table>, changes: Parameters<typeof ask>[0] = {}) =>
  decide(made, ask(changes)).blocked;

describe('policy: decisions', () => {
  it('allow everything where nobody says anything, even what is unknown', () => {
    const free = table([]);
    const decision = decide(
      free,
      ask({ connector: 'nothing', folder: 'nowhere', authType: undefined, account: undefined }),
    );
    assert.deepEqual(
      { ...decision },
      {
        action: 'create',
        outcome: 'allow',
        blocked: false,
        warned: false,
        audited: false,
        marked: false,
        reasons: [],
        missing: [],
      },
    );
    assert.equal(decide(table([], { principal: { user: undefined, groups: undefined } }), ask()).outcome, 'allow');
  });

  it('are indeterminate where a fact is missing or unknown, refuse to write, and name the fact', () => {
    const made = policyTable({});
    const missing = (changes: Parameters<typeof ask>[0]) => decide(made, ask(changes)).missing.join();
    assert.equal(missing({ connector: undefined }), 'connector');
    assert.equal(missing({ connector: 'nothing' }), 'connector');
    assert.equal(missing({ authType: undefined }), 'authType');
    assert.equal(missing({ authType: 'telepathy' as AuthType }), 'authType');
    assert.equal(missing({ folder: undefined }), 'folder');
    assert.equal(missing({ folder: 'nowhere' }), 'folder');
    assert.equal(missing({ account: undefined }), 'account');
    assert.equal(
      missing({ connector: undefined, authType: undefined, folder: undefined, account: undefined }),
      'connector,authType,folder,account',
    );
    assert.equal(missing({}), '');
    const stopped = actions.filter((action) => decide(made, ask({ action, account: undefined })).blocked);
    assert.deepEqual(stopped, ['create', 'reconnect', 'edit', 'move', 'share']);
    assert.equal(decide(made, ask({ action: 'use', account: undefined })).outcome, 'indeterminate');
    const nobody = (principal: { user: string | undefined; groups: string[] | undefined }) =>
      decide(policyTable({}, { principal }), ask()).missing.join();
    assert.equal(nobody({ user: undefined, groups: [] }), 'user');
    assert.equal(nobody({ user: 'x', groups: undefined }), 'group');
    assert.equal(nobody({ user: undefined, groups: undefined }), 'user,group');
  });

  it('never let a missing fact skip a guardrail', () => {
    const made = policyTable(guard({ when: { folder: 'shared', account: 'personal' } }));
    assert.ok(blocked(made));
    assert.ok(blocked(made, { account: undefined }));
    assert.ok(!blocked(made, { account: 'service' }));
  });

  it('are the same, asked by words and by cell', () => {
    const made = policyTable(guard({ when: { connector: 'github', authType: 'pat' } }));
    for (const request of [ask(), ask({ authType: 'byoa' }), ask({ action: 'use' }), ask({ account: undefined })]) {
      const cell = made.intern(request);
      assert.equal(decide(made, request), decideCell(made, cell, request.action), 'the very same answer');
      assert.equal(isAllowed(made, cell, request.action), !decide(made, request).blocked);
      assert.equal(
        (made.words[cell] as number) & bitOf(request.action),
        decide(made, request).blocked ? 0 : bitOf(request.action),
      );
    }
    assert.equal(made.intern(ask()), made.intern(ask({ folder: 'hr' })), 'what no rule tells apart is one cell');
  });

  it('keep apart tables that live side by side', () => {
    const open = policyTable({});
    const closed = policyTable(guard({}));
    assert.notEqual(decide(open, ask()), decide(closed, ask()));
    assert.ok(!blocked(open) && blocked(closed));
  });

  it('warn and audit without stopping anything', () => {
    const warned = decide(policyTable(guard({ rollout: 'warn' })), ask());
    assert.deepEqual([warned.outcome, warned.blocked, warned.warned, warned.audited], ['allow', false, true, false]);
    assert.deepEqual(
      warned.reasons.map(({ effect, rule }) => `${effect} ${rule.guardrail?.id}`),
      ['warn g'],
    );
    const audited = decide(policyTable(guard({ rollout: 'audit' })), ask());
    assert.deepEqual(
      [audited.outcome, audited.warned, audited.audited, audited.reasons[0]?.effect],
      ['allow', false, true, 'audit'],
    );
    const all = policyTable({
      guardrails: [
        { id: 'a', deny: ['create'], rollout: 'audit' },
        { id: 'w', deny: ['create', 'use'], rollout: 'warn' },
        { id: 'e', deny: ['create'] },
      ],
    });
    assert.deepEqual(
      decide(all, ask()).reasons.map(({ rule }) => rule.guardrail?.id),
      ['e'],
      'a denial stands alone',
    );
    assert.deepEqual([decide(all, ask()).warned, decide(all, ask()).audited], [false, false]);
  });

  it('name a warning before an audit, whatever the order of the file', () => {
    const made = policyTable({
      guardrails: [
        { id: 'a', deny: ['create'], rollout: 'audit' },
        { id: 'w', deny: ['create'], rollout: 'warn' },
      ],
    });
    const { reasons, warned, audited } = decide(made, ask());
    assert.deepEqual(
      [warned, audited, reasons.map(({ effect, rule }) => effect + rule.guardrail?.id)],
      [true, true, ['warnw', 'audita']],
    );
    const cell = made.intern(ask());
    assert.equal(made.parts.cells.deciding[cell * actions.length + actions.indexOf('create')], 1);
    assert.equal(made.parts.cells.deciding[cell * actions.length + actions.indexOf('use')], -1);
  });

  it('keep what exists going as the policy says, and mark it', () => {
    const made = (
      existing: string | undefined,
      rest: object = { settings: { connectors: { github: { enabled: false } } } },
    ) => {
      const content = rest as { settings?: object };
      return policyTable({ ...content, settings: { ...content.settings, ...(existing ? { existing } : {}) } });
    };
    const use = (existing: string | undefined, rest?: object) => {
      const { outcome, warned, marked } = decide(made(existing, rest), ask({ action: 'use' }));
      return `${outcome} ${warned} ${marked}`;
    };
    assert.equal(use(undefined), 'allow false true');
    assert.equal(use('keep'), 'allow false true');
    assert.equal(use('warn'), 'allow true true');
    assert.equal(use('block'), 'deny false true');
    const thing = { guardrails: [{ id: 'g', deny: ['create'], when: { account: 'personal' } }] };
    assert.equal(use('block', thing), 'deny false true');
    assert.equal(use('warn', thing), 'allow true true');
    assert.equal(
      use('warn', { guardrails: [{ id: 'g', deny: ['move'] }] }),
      'allow false false',
      'only what could not be created',
    );
    for (const about of [{ role: 'Maker' }, { user: 'bob' }, { group: 'it' }]) {
      const person = { guardrails: [{ id: 'g', deny: ['create'], unless: about }] };
      assert.equal(
        use('block', person),
        'allow false false',
        'a rule about the person says nothing about the connection',
      );
    }
    assert.equal(use('block', { guardrails: [{ id: 'g', deny: ['create'], rollout: 'warn' }] }), 'allow false false');
  });

  it('spare a connection that is exempt, as long as it is', () => {
    const made = (until: string) => policyTable(guard({ except: exempt(until) }));
    const use = (until: string, id?: string) => decide(made(until), ask({ action: 'use', connection: id })).outcome;
    assert.equal(use('2026-06-15', connection), 'allow');
    assert.equal(use('2026-06-14', connection), 'deny');
    assert.equal(use('2026-06-15', '11111111-1111-4111-8111-111111111111'), 'deny');
    assert.equal(use('2026-06-15'), 'deny');
    const settings = (entry: object) => policyTable({ settings: { existing: 'block', connectors: { github: entry } } });
    const off = { enabled: false, except: exempt('2026-06-15') };
    assert.equal(decide(settings(off), ask({ action: 'use', connection })).outcome, 'allow');
    assert.equal(decide(settings({ authTypes: { pat: off } }), ask({ action: 'use', connection })).outcome, 'allow');
    assert.equal(decide(settings({ authTypes: { pat: off } }), ask({ action: 'use' })).outcome, 'deny');
    assert.equal(decide(settings({ authTypes: { '*': off } }), ask({ action: 'use', connection })).outcome, 'allow');
  });

  it('on a move ask for both folders', () => {
    const guarded = policyTable({
      guardrails: [
        { id: 'in', deny: ['move'], when: { folder: 'Finance/**' } },
        { id: 'out', deny: ['delete'], when: { folder: 'HR' } },
      ],
    });
    const move = (from: string, to: string) => {
      const { outcome, action, reasons } = decideMove(guarded, ask({ folder: from }), to);
      return `${action} ${outcome} ${reasons[0]?.rule.guardrail?.id}`;
    };
    assert.equal(move('personal', 'finance'), 'move deny in');
    assert.equal(move('hr', 'personal'), 'move deny out');
    assert.equal(move('finance', 'personal'), 'move allow undefined');
  });

  it('treat a key of JavaScript’s own objects like any other word', () => {
    const connectors = [
      ...domain.connectors,
      { key: 'constructor', name: 'C', categories: [], authTypes: ['pat' as const] },
    ];
    const made = policyTable(
      { settings: { connectors: { github: { enabled: false } } } },
      { domain: { ...domain, connectors } },
    );
    assert.ok(!blocked(made, { connector: 'constructor' }));
    assert.ok(blocked(made, { connector: 'toString' }));
  });

  it('say until when they hold', () => {
    const until = (content: object) => policyTable(content).parts.validUntil;
    assert.equal(until({}), Number.POSITIVE_INFINITY);
    assert.equal(until(guard({ from: '2026-06-16' })), Date.UTC(2026, 5, 16));
    assert.equal(until(guard({ from: '2026-06-15' })), Number.POSITIVE_INFINITY);
    assert.equal(until(guard({ from: '2026-06-20', except: exempt('2026-06-15') })), Date.UTC(2026, 5, 16));
    assert.equal(until(guard({ except: exempt('2026-06-14') })), Number.POSITIVE_INFINITY);
    const entry = { enabled: false, except: exempt('2026-06-30') };
    assert.equal(until({ settings: { connectors: { github: entry } } }), Date.UTC(2026, 6, 1));
    assert.equal(until({ settings: { connectors: { github: { authTypes: { pat: entry } } } } }), Date.UTC(2026, 6, 1));
    assert.equal(policyTable({}).parts.now, now);
  });

  it('answer for many different cells', () => {
    const guardrails = domain.connectors.flatMap(({ key }) =>
      actions.flatMap((action: Action) =>
        ['personal', 'Finance', 'Finance/Payables', 'HR'].map((folder, index) => ({
          id: `${key}-${action}-${index}`,
          deny: [action],
          when: { connector: key, folder, account: index % 2 ? 'personal' : 'service' },
        })),
      ),
    );
    const made = policyTable({ guardrails });
    for (const { key } of domain.connectors) {
      for (const action of actions) {
        assert.equal(
          decide(made, ask({ action, connector: key, folder: 'hr' })).reasons[0]?.rule.guardrail?.id,
          `${key}-${action}-3`,
        );
        assert.equal(decide(made, ask({ action, connector: key, folder: 'payables' })).outcome, 'allow');
      }
    }
    for (let index = 0; index < 200; index++) made.parts.cells.add(index);
    assert.equal(decide(made, ask({ folder: 'hr' })).outcome, 'deny', 'more cells change nothing');
  });

  it('belong to one person', () => {
    const content = {
      ...tenant,
      guardrails: [{ id: 'g', deny: ['create'], when: { user: 'ANA@acme.example', group: ['it', 'finance'] } }],
    };
    const made = (principal: typeof ana) => table(source('workspace', { a: content }), { principal });
    assert.ok(blocked(made(ana)));
    assert.ok(!blocked(made({ user: 'bob', groups: ['finance'] })));
    assert.ok(!blocked(made({ user: 'ana@acme.example', groups: ['ops'] })));
  });
});
