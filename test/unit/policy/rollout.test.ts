import assert from 'node:assert/strict';
import { actions, bitOf, decide } from '../../../src/policy/index.ts';
import { ask, now, policyTable, type table } from './helpers.ts';

const connection = '6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10';
const exempt = (until: string) => [{ connection, until, reason: 'r', approvedBy: 'a' }];
const guard = (guardrail: object) => ({ guardrails: [{ id: 'g', deny: ['create', 'use'], ...guardrail }] });

const _blocked = (made: ReturnType<typeof table>, changes: Parameters<typeof ask>[0] = {}) =>
  decide(made, ask(changes)).blocked;

describe('policy: decisions that take their time', () => {
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

  it('hold nothing against a guardrail of which the time has not come', () => {
    assert.equal(policyTable(guard({ rollout: 'audit', from: '2026-07-01' })).parts.grounds.length, 0);
    const [ground] = policyTable(guard({ rollout: 'audit' })).parts.grounds;
    assert.deepEqual([ground?.deny, ground?.warn, ground?.audit, ground?.mark], [0, 0, bitOf('create', 'use'), false]);
  });

  it('say until when they hold', () => {
    const until = (content: object) => policyTable(content).parts.validUntil;
    assert.equal(until({}), Number.POSITIVE_INFINITY);
    assert.equal(until(guard({ from: '2026-06-16' })), Date.UTC(2026, 5, 16));
    assert.equal(until(guard({ from: '2026-06-15' })), Number.POSITIVE_INFINITY);
    const start = Date.UTC(2026, 5, 15);
    assert.equal(policyTable(guard({ from: '2026-06-15' }), { now: start }).parts.validUntil, Number.POSITIVE_INFINITY);
    assert.equal(until(guard({ from: '2026-06-20', except: exempt('2026-06-15') })), Date.UTC(2026, 5, 16));
    assert.equal(until(guard({ except: exempt('2026-06-14') })), Number.POSITIVE_INFINITY);
    const entry = { enabled: false, except: exempt('2026-06-30') };
    assert.equal(until({ settings: { connectors: { github: entry } } }), Date.UTC(2026, 6, 1));
    assert.equal(until({ settings: { connectors: { github: { authTypes: { pat: entry } } } } }), Date.UTC(2026, 6, 1));
    assert.equal(policyTable({}).parts.now, now);
  });
});
