import assert from 'node:assert/strict';
import { decide } from '../../../src/policy/index.ts';
import { select } from '../../../src/policy/select.ts';
import { ana, ask, domain, good, source, table } from './helpers.ts';

/** What one level says: a policy, an explicit No Policy, or nothing (Inherit). */
type Said = 'policy' | 'none' | 'inherit';

const all: Said[] = ['policy', 'none', 'inherit'];

const targets = {
  user: { user: 'ana@acme.example' },
  group: { group: 'finance', priority: 10 },
  tenant: { tenant: true },
};

type Level = keyof typeof targets;

/** A file that turns off exactly one connector, by which one sees whether it holds. */
function file(level: Level, said: Said) {
  if (said === 'inherit') return undefined;
  if (said === 'none') return { name: level, deploy: [{ ...targets[level], policy: 'none' }] };
  const off = { user: 'github', group: 'pinterest', tenant: 'salesforce' }[level];
  return { name: level, deploy: [targets[level]], settings: { connectors: { [off]: { enabled: false } } } };
}

function heldBy(user: Said, group: Said, tenant: Said): string {
  const files = { user: file('user', user), group: file('group', group), tenant: file('tenant', tenant) };
  const given = Object.fromEntries(Object.entries(files).filter(([, one]) => one)) as Record<string, object>;
  const made = table(source('workspace', given));
  const off = domain.connectors.filter(({ key }) => decide(made, ask({ connector: key, authType: 'byoa' })).blocked);
  return off.map(({ key }) => ({ github: 'user', pinterest: 'group', salesforce: 'tenant' })[key]).join();
}

describe('policy: the rule of Automation Ops', () => {
  // AOPS-DEP: one whole policy wins, user over group over tenant; No Policy turns governance off; Inherit asks the next level.
  const expected: Record<string, string> = {
    'policy policy policy': 'user',
    'policy policy none': 'user',
    'policy policy inherit': 'user',
    'policy none policy': 'user',
    'policy none none': 'user',
    'policy none inherit': 'user',
    'policy inherit policy': 'user',
    'policy inherit none': 'user',
    'policy inherit inherit': 'user',
    'none policy policy': '',
    'none policy none': '',
    'none policy inherit': '',
    'none none policy': '',
    'none none none': '',
    'none none inherit': '',
    'none inherit policy': '',
    'none inherit none': '',
    'none inherit inherit': '',
    'inherit policy policy': 'group',
    'inherit policy none': 'group',
    'inherit policy inherit': 'group',
    'inherit none policy': '',
    'inherit none none': '',
    'inherit none inherit': '',
    'inherit inherit policy': 'tenant',
    'inherit inherit none': '',
    'inherit inherit inherit': '',
  };

  for (const user of all) {
    for (const group of all) {
      for (const tenant of all) {
        it(`user ${user}, group ${group}, tenant ${tenant}`, () => {
          assert.equal(heldBy(user, group, tenant), expected[`${user} ${group} ${tenant}`]);
        });
      }
    }
  }

  it('has 27 combinations', () => assert.equal(Object.keys(expected).length, 27));
});

describe('policy: which document holds', () => {
  const doc = (name: string, deploy: object[], rest: object = {}) => ({ name, deploy, settings: {}, ...rest });
  const chain = (files: Record<string, object>, principal = ana) =>
    select(source('workspace', files), principal).chain.map((level) =>
      level.map(({ document }) => document.content.name).join('+'),
    );

  it('lets the lowest number win between groups', () => {
    const files = {
      a: doc('late', [{ group: 'finance', priority: 10 }]),
      b: doc('first', [{ group: 'it', priority: 2 }]),
      c: doc('other', [{ group: 'ops', priority: 1 }]),
    };
    assert.deepEqual(chain(files, { user: 'ana', groups: ['finance', 'it'] }), ['first']);
    assert.deepEqual(chain(files, { user: 'ana', groups: [] }), []);
    assert.deepEqual(chain(files, { user: 'ana', groups: undefined }), []);
  });

  it('lets two documents at one place hold together', () => {
    const files = { b: doc('B', [{ tenant: true }]), a: doc('A', [{ tenant: true }, { tenant: true }]) };
    assert.deepEqual(chain(files), ['A+B']);
    const pinned = { a: doc('A', [{ tenant: true, policy: 'none' }]), b: doc('B', [{ tenant: true }]) };
    assert.deepEqual(chain(pinned), ['B'], 'a document is stricter than none');
    const both = {
      a: doc('A', [
        { group: 'finance', priority: 1, policy: 'none' },
        { group: 'finance', priority: 1 },
      ]),
    };
    assert.deepEqual(chain(both), ['A']);
    const turned = { a: { ...both.a, deploy: both.a.deploy.toReversed() } };
    assert.deepEqual(chain(turned), ['A'], 'in whatever order');
  });

  it('keeps what lies below, as far as the first No Policy', () => {
    const files = {
      a: doc('user', [{ user: 'ANA@acme.example' }]),
      b: doc('group', [{ group: 'finance', priority: 1, policy: 'none' }]),
      c: doc('tenant', [{ tenant: true }]),
    };
    assert.deepEqual(chain(files), ['user']);
    const { pinned, candidates } = select(source('workspace', files), ana);
    assert.equal(pinned, undefined, 'it did not end the search: the user has a document');
    assert.equal(candidates.length, 3);
    assert.deepEqual(chain({ ...files, b: doc('group', [{ group: 'finance', priority: 1 }]) }), [
      'user',
      'group',
      'tenant',
    ]);
    const none = select(source('workspace', { b: files.b, c: files.c }), ana);
    assert.deepEqual([none.chain, none.pinned?.document.content.name, none.pinned?.path], [[], 'group', ['deploy', 0]]);
  });

  it('leaves a document without settings out of it, but holds its guardrails', () => {
    const { settings: _, ...guarding } = doc('guards', [{ tenant: true }], {
      guardrails: [{ id: 'g', deny: ['use'] }],
    });
    const files = { a: guarding, b: doc('settings', [{ tenant: true }]) };
    assert.deepEqual(chain(files), ['settings']);
    assert.deepEqual(
      select(source('workspace', files), ana).guarding.map(({ content }) => content.name),
      ['guards', 'settings'],
    );
  });

  it('holds guardrails of all levels, but not where No Policy is deployed alone', () => {
    const guarding = (deploy: object[]) => select(source('workspace', { a: doc('A', deploy) }), ana).guarding.length;
    assert.equal(guarding([{ tenant: true }]), 1);
    assert.equal(guarding([{ tenant: true }, { user: 'ana@acme.example', policy: 'none' }]), 1);
    assert.equal(guarding([{ user: 'ana@acme.example', policy: 'none' }]), 0);
    assert.equal(guarding([{ user: 'bob@acme.example' }]), 0);
    assert.equal(guarding([{ group: 'it', priority: 0 }]), 0);
    assert.equal(
      guarding([{ tenant: true }, { group: 'finance', priority: 0 }]),
      1,
      'once, however often it is deployed',
    );
    assert.equal(guarding([]), 0);
  });

  it('does not take an unknown user for anybody', () => {
    assert.deepEqual(chain({ a: doc('A', [{ user: 'undefined' }]) }, { user: undefined, groups: [] }), []);
  });

  it('inherits field by field where a document says so', () => {
    const tenant = {
      name: 'tenant',
      deploy: [{ tenant: true }],
      settings: {
        connectors: { '*': { enabled: false }, github: { enabled: true, authTypes: { pat: { enabled: false } } } },
        existing: 'block',
      },
    };
    const mine = (inherits: boolean, connectors: object) => ({
      name: 'mine',
      deploy: [{ user: 'ana@acme.example' }],
      inherits,
      settings: { connectors },
    });
    const off = (inherits: boolean, connectors: object) => {
      const made = table(source('workspace', { mine: mine(inherits, connectors), tenant }));
      const asked = {
        pinterest: ask({ connector: 'pinterest', authType: 'byoa' }),
        pat: ask(),
        github: ask({ authType: 'byoa' }),
      };
      const blocked = Object.entries(asked)
        .filter(([, request]) => decide(made, request).blocked)
        .map(([name]) => name);
      return [...blocked, ...(decide(made, { ...asked.pinterest, action: 'use' }).blocked ? ['use'] : [])].join();
    };
    assert.equal(off(true, {}), 'pinterest,pat,use');
    assert.equal(off(false, {}), '');
    assert.equal(off(true, { github: { authTypes: { pat: { enabled: true } } } }), 'pinterest,use');
    assert.equal(
      off(true, { '*': { authTypes: { '*': { enabled: true } } } }),
      'pinterest,use',
      '“*” says something about every type',
    );
    assert.equal(off(true, { '*': { enabled: true } }), 'pat');
    assert.equal(off(true, { github: { enabled: false } }), 'pinterest,pat,github,use');
  });

  it('reads the nearest entry first', () => {
    const enabled = (connectors: object) =>
      !decide(
        table(
          source('workspace', {
            a: { ...good({ name: 'A', deploy: [{ tenant: true }] }).content, settings: { connectors } },
          }),
        ),
        ask(),
      ).blocked;
    const on = { enabled: true };
    const off = { enabled: false };
    assert.ok(enabled({ '*': off, github: on }));
    assert.ok(!enabled({ '*': on, github: off }));
    assert.ok(enabled({ github: { authTypes: { '*': off, pat: on } } }));
    assert.ok(enabled({ '*': { authTypes: { pat: off } }, github: { authTypes: { '*': on } } }));
    assert.ok(enabled({ '*': { authTypes: { '*': off, pat: on } } }));
    assert.ok(!enabled({ '*': { authTypes: { '*': off, byoa: on } } }));
    assert.ok(!enabled({ '*': { ...off, authTypes: { '*': on } } }));
    assert.ok(!enabled({ '*': { authTypes: { pat: off } }, github: {} }));
  });
});
