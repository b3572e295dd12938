import assert from 'node:assert/strict';
import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { findAllowed } from '../../../src/connections/access.ts';
import { Governance } from '../../../src/connections/governance.ts';
import { Denial } from '../../../src/model/denial.ts';
import { connectionRecord, put } from '../../support/connections.ts';
import { governedWorld, tenant } from '../../support/governed.ts';
import { testParts } from '../../support/testParts.ts';

const peopleStay = {
  id: 'people-stay-personal',
  deny: ['create', 'move'],
  when: { folder: 'shared', account: 'personal' },
  because: 'A shared connection acts as one person for everybody.',
  instead: 'Use a service account.',
};

describe('governance', () => {
  const world = governedWorld();
  const { subject, place, policy, denial, codes, changed, audited, shared } = world;

  it('allows everything where nobody says anything, and asks nobody who they are', async () => {
    let asked = 0;
    world.parts.who = async () => {
      asked++;
      return 'ada@acme.example';
    };
    assert.equal(world.parts.governance.current(), undefined);
    assert.equal(await codes('view', 'use', 'create', 'edit', 'delete'), 'ok ok ok ok ok');
    assert.equal(await denial('create', { connector: 'unheard-of' }), undefined);
    assert.equal(asked, 0);
    assert.deepEqual(await audited(), []);
    assert.ok(world.parts.governance.current());
  });

  it('names the thing, the policy, its line, why, what instead, whom to ask, and what is allowed', async () => {
    const file = await policy({ ...tenant, guardrails: [peopleStay] });
    const denied = (await denial('create')) ?? assert.fail();
    assert.equal(denied.code, 'PB650');
    assert.match(denied.message, /The policy “Baseline” does not allow it: A shared connection acts/);
    assert.match(denied.remedy, /Use a service account\. Ask: Platform team/);
    const { alternatives, ...facts } = denied.facts;
    assert.deepEqual(facts, {
      ...{ action: 'create', at: { file, line: 10, column: 5 }, policy: 'Baseline' },
      ...{ guardrail: 'people-stay-personal', because: peopleStay.because, instead: peopleStay.instead },
      ...{ contact: 'Platform team', fromWorkspace: true },
    });
    assert.equal(denied.line, 10);
    assert.deepEqual(
      alternatives.map(({ change }) => change),
      [{ accountKind: 'service' }, { folder: 'personal' }],
    );
    for (const { change } of alternatives) assert.equal(await denial('create', change), undefined);
    assert.equal(await codes('view', 'use', 'edit', 'delete'), 'ok ok ok ok');
  });

  it('writes down what is denied, warned about and audited, and which policies hold', async () => {
    const guardrail = (id: string, rollout: string, action: string) => ({ id, deny: [action], rollout });
    await policy({
      ...tenant,
      guardrails: [guardrail('a', 'enforce', 'create'), guardrail('b', 'warn', 'edit'), guardrail('c', 'audit', 'use')],
    });
    await denial('create', { name: 'Mine' });
    assert.equal((await world.parts.governance.require('edit', subject())).warned, true);
    await world.parts.governance.require('use', subject({ id: 'some-id' }), 'an.extension');
    await world.parts.governance.require('view', subject());
    await world.parts.governance.decide('create', subject());
    const [holds, ...lines] = await audited();
    assert.match(holds ?? '', /^changed machine 0, organisation 0, user 0, workspace 1; sha256 [0-9a-f]{64}$/);
    assert.deepEqual(lines, [
      'PB650 create github pat personal Finance: Baseline#a baseline.policy.jsonc:10',
      'warned edit github pat personal Finance: Baseline#b baseline.policy.jsonc:17',
      'audited use github pat personal Finance: Baseline#c baseline.policy.jsonc:24',
    ]);
    const last = (await world.parts.audit.latest(1))[0];
    assert.deepEqual([last?.by, last?.connection], ['an.extension', 'some-id']);
  });

  it('follows a change of a policy at once, and tells of it once', async () => {
    assert.equal(await codes('create'), 'ok');
    let changes = 0;
    world.parts.governance.onDidChange(() => changes++);
    const file = await policy({ ...tenant, settings: { connectors: { github: { enabled: false } } } });
    await changed();
    assert.equal(await codes('create'), 'PB650');
    assert.equal(world.parts.governance.decideNow('create', subject())?.blocked, true);
    assert.equal(changes, 1);
    await changed();
    assert.equal(changes, 1, 'nothing had changed');
    await rm(file);
    await changed();
    assert.equal(await codes('create'), 'ok');
    assert.equal(changes, 2);
  });

  it('gives nobody an answer from before a change that is being followed', async () => {
    await world.parts.governance.table();
    await policy({ ...tenant, settings: { connectors: { github: { enabled: false } } } });
    world.parts.policiesChanged();
    const answers = await Promise.all([denial('create'), denial('create')]);
    assert.deepEqual(
      answers.map((answer) => answer?.code),
      ['PB650', 'PB650'],
    );
  });

  it('opens nothing where a file is broken: its last good text holds, and in a fresh window nothing is changed', async () => {
    const file = await policy({ ...tenant, settings: { connectors: { github: { enabled: false } } } });
    assert.equal(await codes('create'), 'PB650');
    await put(file, '{ "name": "Baseline", ');
    await changed();
    assert.equal(await codes('create', 'edit', 'use'), 'PB650 ok ok', 'the last good text');
    const { sources } = await world.parts.governance.status();
    assert.ok(sources.at(-1)?.broken[0]?.lastGood);

    const fresh = await testParts({ root: world.parts.root });
    const denied = await fresh.governance.require('edit', subject()).catch((error: unknown) => error);
    assert.ok(denied instanceof Denial);
    assert.deepEqual([denied.code, denied.facts.at?.file, denied.line], ['PB651', file, 1]);
    for (const action of ['view', 'use', 'delete'] as const) await fresh.governance.require(action, subject());
    await fresh.close();
  });

  it('opens nothing where a file may not be read', async () => {
    const elsewhere = await put(join(world.parts.root, 'elsewhere.policy.jsonc'), tenant);
    await policy(tenant);
    await symlink(elsewhere, place('policies/link.policy.jsonc'));
    assert.equal(await codes('create', 'use'), 'PB651 ok');
  });

  it('takes denials of a workspace that is not trusted, and neither its words nor its values', async () => {
    const parameters = { siteUrl: { value: 'https://acme.my.salesforce.com' } };
    const salesforce = { authTypes: { byoa: { parameters } } };
    await policy({ ...tenant, guardrails: [peopleStay], settings: { connectors: { salesforce } } });
    world.parts.trusted = false;
    const denied = await denial('create');
    assert.match(denied?.message ?? '', /^A policy of this workspace does not allow it \(baseline.policy.jsonc, line/);
    assert.ok(!JSON.stringify([denied?.message, denied?.remedy, denied?.facts]).includes('acts as one person'));
    const connector = await world.parts.catalog.connector('salesforce');
    const of = async () => (await world.parts.governance.presetsFor(connector, 'byoa')).fields.get('siteUrl');
    assert.equal((await of())?.value, undefined);
    assert.equal((await of())?.refused[0]?.because, 'untrusted');
  });

  it('fills, locks and bounds what a form gives', async () => {
    const scopes = { value: ['api'], locked: true };
    const byoa = { default: true, parameters: { clientId: { value: '3MVG9', locked: true }, scopes } };
    await put(join(world.parts.root, 'policies', 'mine.policy.jsonc'), {
      ...tenant,
      settings: { connectors: { salesforce: { authTypes: { byoa } } } },
    });
    const connector = await world.parts.catalog.connector('salesforce');
    const { fields } = await world.parts.governance.presetsFor(connector, 'byoa');
    assert.equal(fields.get('clientId')?.origin?.policy, 'Baseline');
    assert.equal(await world.parts.governance.defaultAuthType(connector), 'byoa');
    const checked = await world.parts.governance.check(connector, 'byoa', { values: {}, scopes: [] });
    assert.deepEqual([checked.values['clientId'], checked.scopes, checked.problems], ['3MVG9', ['api'], []]);
    const forged = await world.parts.governance.check(connector, 'byoa', { values: { clientId: 'other' }, scopes: [] });
    assert.deepEqual(
      forged.problems.map(({ code }) => code),
      ['PB652'],
    );
  });

  it('decides on a move by both folders', async () => {
    const payables = join(world.finance(), '..', 'Payables');
    await put(join(payables, 'folder.jsonc'), { version: 1 });
    const to = `shared:${payables}`;
    await policy({
      ...tenant,
      guardrails: [
        { id: 'stay', deny: ['delete'], when: { folder: 'Finance' } },
        { id: 'closed', deny: ['move'], when: { folder: 'Payables' } },
      ],
    });
    const move = (from: string, target: string) =>
      world.parts.governance.requireMove(subject({ folder: from }), target).then(
        () => undefined,
        (error: Denial) => [error.facts.guardrail, error.facts.at?.line],
      );
    assert.deepEqual(await move(shared(), 'personal'), ['stay', 10]);
    assert.deepEqual(await move('personal', to), ['closed', 19]);
    assert.equal(await move(to, 'personal'), undefined);
    assert.match((await audited()).at(-1) ?? '', /^PB650 move/);
  });

  it('begins with a date what begins with a date', async () => {
    let now = Date.parse('2026-06-15T12:00:00Z');
    await policy({ ...tenant, guardrails: [{ id: 'soon', deny: ['create'], from: '2026-06-16' }] });
    const { catalog, files, audit, log } = world.parts;
    const { readPolicyPlaces } = await import('../../../src/storage/policyPlaces.ts');
    const locations = {
      ...{
        machine: join(world.parts.root, 'machine'),
        user: join(world.parts.root, 'policies'),
        workspaces: [world.parts.workspace],
      },
      ...{ trusted: true, organisation: null },
    };
    const governance = new Governance({
      sources: { onDidChange: () => ({ dispose: () => {} }), read: () => readPolicyPlaces(locations) },
      ...{
        catalog,
        files,
        audit,
        log,
        who: world.parts.who,
        now: () => now,
        bundles: join(world.parts.root, 'organisation'),
      },
    });
    const { blocked, warned } = await governance.require('create', subject());
    assert.deepEqual([blocked, warned], [false, true]);
    now += 24 * 60 * 60 * 1000;
    await assert.rejects(governance.require('create', subject()), Denial);
    governance.dispose();
  });

  it('is one line in a use case', async () => {
    const { id } = connectionRecord();
    await put(join(world.finance(), 'acme.connection.jsonc'), connectionRecord({ id }));
    assert.equal((await findAllowed(world.parts, id, 'edit')).connection.id, id);
    await policy({ ...tenant, guardrails: [{ id: 'no', deny: ['edit'] }] });
    await changed();
    await assert.rejects(findAllowed(world.parts, id, 'edit'), Denial);
    await findAllowed(world.parts, id, 'use');
  });

  it('fails closed where it cannot find out', async () => {
    await policy({ ...tenant });
    world.parts.who = async () => {
      throw new Error('no idea');
    };
    await assert.rejects(world.parts.governance.require('create', subject()), /no idea/);
    assert.equal(world.parts.governance.decideNow('create', subject()), undefined);
    world.parts.who = async () => undefined;
    assert.equal(await codes('create', 'use'), 'PB651 ok');
  });
});
