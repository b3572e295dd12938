import assert from 'node:assert/strict';
import { lint, type SourceKind } from '../../../src/policy/index.ts';
import { domain, now, source, tenant } from './helpers.ts';

const found = (files: Record<string, object>, kind: SourceKind = 'machine') => lint([source(kind, files)], domain, now);

/** `code line` of everything that is found in one policy for everybody. */
const hints = (content: object, kind?: SourceKind) =>
  found({ a: { ...tenant, ...content } }, kind).map(({ code, line }) => `${code} ${line}`);

const messages = (content: object, kind?: SourceKind) =>
  found({ a: { ...tenant, ...content } }, kind).map(({ message }) => message);

const guards = (...guardrails: object[]) => ({
  guardrails: guardrails.map((one, index) => ({ id: `g${index}`, deny: ['create'], ...one })),
});

describe('policy: hints about guardrails', () => {
  it('find guardrails that never hold', () => {
    assert.deepEqual(hints(guards({ when: { connector: 'github', category: 'CRM' } })), ['PB624 9']);
    assert.deepEqual(
      hints(guards({ when: { connector: 'github', authType: 'basic' } })),
      ['PB624 9'],
      'no such type is offered',
    );
    assert.deepEqual(hints(guards({ when: { authType: 'clientCredentials', connector: 'salesforce' } })), []);
    assert.deepEqual(
      hints(guards({ when: { folder: 'IT/**' } })).filter((hint) => hint.startsWith('PB624')),
      ['PB624 9'],
    );
    assert.deepEqual(hints(guards({ when: { folder: 'Finance' }, unless: { folder: 'Finance/**' } })), ['PB624 9']);
    assert.deepEqual(hints(guards({ when: { folder: 'Finance/**' }, unless: { folder: 'Finance' } })), []);
    assert.deepEqual(
      hints(guards({ when: { connector: 'github' }, unless: { authType: ['oauth2', 'byoa', 'pat'] } })),
      ['PB624 9'],
    );
    assert.deepEqual(hints(guards({ when: { connector: 'github' }, unless: { authType: ['oauth2', 'byoa'] } })), []);
    assert.deepEqual(hints(guards({ when: { connector: 'github' }, unless: {} })), ['PB624 9']);
    assert.deepEqual(hints(guards({ when: { connector: 'github' }, unless: { user: 'bob' } })), []);
    assert.deepEqual(hints(guards({ when: { role: 'Automation User' } })), []);
    assert.match(messages(guards({ unless: {} }))[0] ?? '', /never holds/);
  });

  it('find guardrails that another makes superfluous', () => {
    const shadow = (...all: object[]) =>
      found({ a: { ...tenant, ...guards(...all) } }).map(({ code, message }) => `${code} ${message}`);
    const by = (id: string, line: number) => `PB625 The guardrail “${id}” (a:${line}) denies all of this already.`;
    assert.deepEqual(shadow({}, { when: { connector: 'github' } }), [by('g0', 9)]);
    assert.deepEqual(shadow({ when: { connector: 'github' } }, {}), [by('g1', 18)], 'whatever the order');
    assert.deepEqual(
      shadow({ when: { connector: 'github' } }, { when: { connector: ['github', 'salesforce'], folder: 'HR' } }),
      [],
    );
    assert.deepEqual(shadow({ when: { folder: 'shared' } }, { when: { folder: 'Finance/**', account: 'service' } }), [
      by('g0', 9),
    ]);
    assert.deepEqual(shadow({}, {}), [by('g0', 9)], 'of two equals the later');
    assert.deepEqual(shadow({ deny: ['create', 'move'] }, { deny: ['move'] }), [by('g0', 9)]);
    assert.deepEqual(shadow({ deny: ['create'] }, { deny: ['create', 'move'], when: { connector: 'github' } }), []);
    assert.deepEqual(shadow({ rollout: 'warn' }, { when: { connector: 'github' } }), [], 'a warning is not a denial');
    assert.deepEqual(shadow({ rollout: 'warn' }, { when: { connector: 'github' }, rollout: 'audit' }), [by('g0', 9)]);
    assert.deepEqual(shadow({ from: '2027-01-01' }, { when: { connector: 'github' } }), []);
    assert.deepEqual(shadow({ unless: { role: 'Automation User' } }, { when: { connector: 'github' } }), []);
    assert.deepEqual(
      shadow({ unless: { account: 'service' } }, { when: { connector: 'github' }, unless: { account: 'service' } }),
      [by('g0', 9)],
    );
    assert.deepEqual(shadow({ when: { user: 'bob' } }, { when: { user: 'bob', connector: 'github' } }), [by('g0', 9)]);
    assert.deepEqual(shadow({ when: { user: 'bob' } }, { when: { connector: 'github' } }), []);
    assert.deepEqual(shadow({}, { when: { user: 'bob' } }), [by('g0', 9)]);
    assert.deepEqual(shadow({}, { unless: { account: 'service' } }), [by('g0', 9)], 'what spares some denies less');
    const named = (...connector: string[]) => ({ when: { connector } });
    assert.deepEqual(shadow(named('pinterest', 'github', 'github'), named('github')), [by('g0', 9)]);
    assert.deepEqual(shadow(named('github'), named('salesforce', 'github')), [by('g1', 20)]);
    assert.deepEqual(shadow(named('github'), named('salesforce')), []);
    assert.deepEqual(shadow({ when: { role: 'Automation User' } }, { when: { connector: 'github' } }), []);
    const except = [
      { connection: '6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10', until: '2026-12-31', reason: 'r', approvedBy: 'a' },
    ];
    assert.deepEqual(shadow({ except }, { when: { connector: 'github' } }), []);
  });

  it('find them across files, as far as the people are the same', () => {
    const across = (first: object[], second: object[]) =>
      found({ a: { name: 'A', deploy: first, ...guards({}) }, b: { name: 'B', deploy: second, ...guards({}) } }).map(
        ({ code, file }) => `${code} ${file}`,
      );
    assert.deepEqual(across([{ tenant: true }], [{ user: 'x' }]), ['PB625 b']);
    assert.deepEqual(across([{ user: 'x' }], [{ tenant: true }]), ['PB625 a']);
    assert.deepEqual(across([{ tenant: true }], [{ tenant: true }]), ['PB625 b']);
    assert.deepEqual(across([{ user: 'x' }], [{ user: 'x' }]), [], 'not looked into');
    assert.deepEqual(across([{ tenant: true, policy: 'none' }], [{ user: 'x' }]), []);
    assert.deepEqual(across([{ group: 'it', priority: 1 }, { tenant: true }], [{ user: 'x' }]), ['PB625 b']);
    const one = { name: 'A', deploy: [{ user: 'x' }], ...guards({}, { when: { connector: 'github' } }) };
    assert.deepEqual(
      found({ a: one }).map(({ code }) => code),
      ['PB625'],
      'in one file the people are the same',
    );
  });
});
