import assert from 'node:assert/strict';
import type { AuthType } from '../../../src/model/authType.ts';
import {
  type Action,
  actions,
  bitOf,
  decide,
  decideCell,
  decideMove,
  decidingRule,
  isAllowed,
} from '../../../src/policy/index.ts';
import { ana, ask, domain, policyTable, source, table, tenant } from './helpers.ts';

const connection = '6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10';
const _exempt = (until: string) => [{ connection, until, reason: 'r', approvedBy: 'a' }];
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
    const principal = { user: undefined, groups: undefined };
    const about = policyTable(guard({ when: { group: 'it', user: 'bob' } }), { principal });
    assert.deepEqual(decide(about, ask()).missing, ['user', 'group']);
    assert.deepEqual(decide(policyTable(guard({ when: { group: 'it' } }), { principal }), ask()).missing, [
      'user',
      'group',
    ]);
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

  it('have one cell for what no rule tells apart', () => {
    const made = policyTable(guard({ when: { connector: 'github', folder: 'HR' } }));
    const elsewhere = ask({ connector: 'salesforce', folder: 'finance' });
    assert.equal(
      made.intern(elsewhere),
      made.intern({ ...elsewhere, folder: 'hr' }),
      'two classes of folders, one outcome',
    );
    const { connectors, folders } = made.parts;
    assert.equal(connectors.get('salesforce'), connectors.get('pinterest'));
    assert.notEqual(connectors.get('salesforce'), connectors.get('github'));
    assert.deepEqual(
      [folders.get('finance'), folders.get('personal')],
      [folders.get('payables'), folders.get('payables')],
    );
    const byCategory = policyTable(guard({ when: { category: 'CRM' } })).parts.connectors;
    assert.equal(byCategory.get('github'), byCategory.get('pinterest'));
    assert.notEqual(byCategory.get('github'), byCategory.get('salesforce'));
  });

  it('govern where somebody says something, if only that everything is allowed', () => {
    const unknown = ask({ connector: 'nothing' });
    assert.equal(decide(table([source('user', {})]), unknown).outcome, 'allow');
    assert.equal(decide(table([source('user', { a: tenant })]), unknown).outcome, 'indeterminate');
    const at = { file: 'f', line: 1, column: 1, offset: 0, length: 1 };
    const roles = { at, grants: [{ role: 'Folder Administrator', groups: ['finance'], at }] };
    const folders = domain.folders.map((folder) => (folder.id === 'hr' ? { ...folder, roles } : folder));
    const administered = table([], { domain: { ...domain, folders } });
    assert.deepEqual([decide(administered, unknown).outcome, administered.parts.grounds.length], ['indeterminate', 0]);
    const rolesUnreadable = {
      ...domain,
      folders: domain.folders.map((folder) => ({ ...folder, rolesUnreadable: at })),
    };
    assert.equal(decide(table([], { domain: rolesUnreadable }), unknown).outcome, 'indeterminate');
  });

  it('name the first file where two of one place deny, whoever inherits from them', () => {
    const off = { settings: { connectors: { github: { enabled: false } } } };
    const mine = { deploy: [{ user: 'ana@acme.example' }] };
    const files = {
      a: { ...tenant, ...off },
      b: { name: 'B', ...mine, ...off },
      c: { name: 'C', ...mine, inherits: true, settings: {} },
    };
    assert.deepEqual(
      decide(table(source('user', files)), ask()).reasons.map(({ rule }) => rule.address.file),
      ['a', 'b'],
    );
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
    const cell = made.intern(ask({ folder: 'hr' }));
    const before = [...made.words.slice(0, cell + 1)];
    const added = Array.from({ length: 500 }, (_, index) => made.parts.cells.add(index));
    assert.deepEqual([...made.words.slice(0, cell + 1)], before, 'more cells change nothing');
    assert.deepEqual(
      added.map((one) => made.words[one]),
      Array.from({ length: 500 }, (_, index) => index),
    );
    assert.equal(decidingRule(made, cell, 'create')?.guardrail?.id, 'github-create-3');
    for (const one of [cell, ...added])
      assert.equal(decidingRule(made, one, 'view') === undefined, one !== cell, String(one));
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
