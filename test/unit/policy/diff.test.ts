import assert from 'node:assert/strict';
import { diff, impact, type Subject } from '../../../src/policy/index.ts';
import { domain, policyTable } from './helpers.ts';

const off = (enabled: boolean, rest: object = {}) =>
  policyTable({ settings: { connectors: { pinterest: { enabled } }, ...rest } });

describe('policy: difference', () => {
  it('lists what is newly denied and newly allowed, of what connectors offer', () => {
    const { newlyAllowed, newlyDenied, newlyWarned } = diff(off(true), off(false));
    assert.equal(
      newlyDenied.length,
      2 * domain.folders.length * 2,
      'two actions, every folder, two account kinds, one type',
    );
    assert.deepEqual(newlyDenied[0], {
      connector: 'pinterest',
      authType: 'byoa',
      folder: 'personal',
      account: 'personal',
      action: 'create',
    });
    assert.deepEqual([newlyAllowed, newlyWarned], [[], []]);
    assert.deepEqual(diff(off(false), off(true)).newlyAllowed, newlyDenied);
  });

  it('lists what is newly warned about', () => {
    const warning = policyTable({
      guardrails: [{ id: 'g', deny: ['use'], when: { connector: 'pinterest', folder: 'HR' }, rollout: 'warn' }],
    });
    const { newlyAllowed, newlyDenied, newlyWarned } = diff(policyTable({}), warning);
    assert.deepEqual([newlyAllowed, newlyDenied], [[], []]);
    assert.deepEqual(
      newlyWarned.map(({ folder, account, action }) => `${folder} ${account} ${action}`),
      ['hr personal use', 'hr service use'],
    );
    assert.deepEqual(diff(warning, policyTable({})).newlyWarned, []);
    const denying = policyTable({
      guardrails: [{ id: 'g', deny: ['use'], when: { connector: 'pinterest', folder: 'HR' } }],
    });
    const eased = diff(denying, warning);
    assert.deepEqual(
      [eased.newlyAllowed.length, eased.newlyWarned.length],
      [2, 0],
      'what is newly allowed is listed once',
    );
  });

  it('compares what both know', () => {
    const smaller = policyTable(
      {},
      { domain: { connectors: domain.connectors.slice(0, 1), folders: domain.folders.slice(0, 1) } },
    );
    assert.deepEqual(diff(smaller, off(false)), { newlyAllowed: [], newlyDenied: [], newlyWarned: [] });
    assert.deepEqual(diff(off(false), smaller), { newlyAllowed: [], newlyDenied: [], newlyWarned: [] });
    const twoFolders = policyTable(
      {},
      { domain: { connectors: domain.connectors, folders: domain.folders.slice(0, 2) } },
    );
    assert.equal(diff(twoFolders, off(false)).newlyDenied.length, 2 * 2 * 2);
  });

  it('shows what an edit does to today’s connections', () => {
    const connections: (Subject & { name: string })[] = [
      { name: 'pins', connector: 'pinterest', authType: 'byoa', folder: 'finance', account: 'personal' },
      { name: 'code', connector: 'github', authType: 'pat', folder: 'finance', account: 'personal' },
    ];
    const found = impact(off(true), off(false, { existing: 'block' }), connections);
    assert.equal(found.length, 1);
    assert.equal(found[0]?.connection.name, 'pins');
    assert.deepEqual(found[0]?.marked, { before: false, after: true });
    assert.deepEqual(
      found[0]?.changes.map(({ action, before, after }) => `${action} ${before.outcome} ${after.outcome}`),
      ['use allow deny', 'create allow deny', 'reconnect allow deny'],
    );
    assert.equal(found[0]?.changes[0]?.after.reasons[0]?.rule.kind, 'connector');
    const softer = impact(off(false, { existing: 'block' }), off(false, { existing: 'warn' }), connections);
    assert.deepEqual(
      softer[0]?.changes.map(({ action, after }) => `${action} ${after.outcome} ${after.warned}`),
      ['use allow true'],
    );
    assert.deepEqual(impact(off(false), off(false), connections), []);
    const audit = policyTable({
      guardrails: [{ id: 'g', deny: ['use'], when: { connector: 'github' }, rollout: 'audit' }],
    });
    assert.deepEqual(
      impact(policyTable({}), audit, connections).map(({ changes }) => changes.map(({ action }) => action)),
      [['use']],
    );
    const warn = policyTable({
      guardrails: [{ id: 'g', deny: ['use'], when: { connector: 'github' }, rollout: 'warn' }],
    });
    assert.deepEqual(
      impact(policyTable({}), warn, connections).map(({ changes }) => changes.map(({ after }) => after.warned)),
      [[true]],
    );
  });
});
