import assert from 'node:assert/strict';
import type { CreateRequest } from '../../../src/connections/create.ts';
import { useCredential } from '../../../src/connections/credential.ts';
import { policyMark } from '../../../src/connections/policyMark.ts';
import { reconnectConnection } from '../../../src/connections/reconnect.ts';
import { shareAppSecret } from '../../../src/connections/shareAppSecret.ts';
import type { Connection } from '../../../src/model/connection.ts';
import { Denial } from '../../../src/model/denial.ts';
import { tenant } from '../../support/governed.ts';
import { denied, governedAcme, ownApp } from '../../support/governedAcme.ts';
import { quietly } from '../../support/testParts.ts';

describe('policies over time', () => {
  const world = governedAcme();
  const { rule, byoa, create, audited, acmeRules, password } = world;
  const apps = (more: Partial<CreateRequest> = {}) => create(byoa(ownApp, { scopes: ['offline_access'], ...more }));

  it('only write down what is audited, and say nothing of it', async () => {
    const guardrail = { id: 'soon', deny: ['create', 'use'], when: { connector: 'acme' }, rollout: 'audit' };
    await rule({ ...tenant, guardrails: [guardrail] });
    const connection = await create(password());
    await useCredential(world.parts, connection.id, { by: 'terminal' });
    const lines = (await audited()).filter((text) => /^(audited|warned|PB)/.test(text));
    assert.deepEqual(lines.map((text) => text.split(' ').slice(0, 2).join(' ')).toSorted(), [
      'audited create',
      'audited use',
    ]);
    const { by } = (await world.parts.audit.latest(100)).find(({ detail }) => detail?.startsWith('use ')) ?? {};
    assert.equal(by, 'terminal');
    await useCredential(world.parts, connection.id, { by: 'background' });
    assert.equal((await audited()).filter((text) => text.startsWith('audited use')).length, 1);
  });

  it('let one connection through until its date, and not after', async () => {
    const connection = await create(password());
    const day = (offset: number) => new Date(Date.now() + offset * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
    const off = (until: string) => ({
      ...{ enabled: false },
      except: [{ connection: connection.id, until, reason: 'Being replaced', approvedBy: 'Platform' }],
    });
    const again = () => reconnectConnection(world.parts, connection.id, { values: { password: 'demo' } }, quietly());
    await rule(acmeRules(off(day(1))));
    assert.equal(policyMark(world.parts, connection), undefined);
    await again();
    await rule(acmeRules(off(day(-1))));
    assert.equal(policyMark(world.parts, connection)?.kind, 'notAllowed');
    const { facts } = await denied(again());
    assert.match(facts.at?.file ?? '', /baseline\.policy\.jsonc$/);
    await useCredential(world.parts, connection.id);
  });

  it('give no other connection a new proof of its app where nobody may sign in', async () => {
    const [from, to] = [await apps({ name: 'From' }), await apps({ name: 'To' })];
    const guardrail = { id: 'closed', deny: ['reconnect'], when: { connector: 'acme' } };
    await rule({ ...tenant, guardrails: [guardrail] });
    const before = await world.parts.vault.get(to.id);
    const { mended, failed } = await shareAppSecret(world.parts, from.id, [to.id]);
    assert.deepEqual([mended.length, failed[0]?.problem instanceof Denial], [0, true]);
    assert.deepEqual(await world.parts.vault.get(to.id), before);
  });

  it('give nothing away of a connection whose use they block', async () => {
    const [from, to] = [await apps({ name: 'From' }), await apps({ name: 'To' })];
    const except = [{ connection: to.id, until: '2999-01-01', reason: 'Stays', approvedBy: 'Platform' }];
    await rule({ ...tenant, settings: { connectors: { acme: { enabled: false, except } }, existing: 'block' } });
    const before = await world.parts.vault.get(to.id);
    await denied(shareAppSecret(world.parts, from.id, [to.id]));
    assert.deepEqual(await world.parts.vault.get(to.id), before);
  });

  it('give nobody a new token for a blocked connection, and keep its credential', async () => {
    const connection = await apps();
    const before = await world.parts.vault.get(connection.id);
    await rule({ ...tenant, settings: { connectors: { acme: { enabled: false } }, existing: 'block' } });
    for (const by of ['person', 'background', 'terminal']) {
      await denied(useCredential(world.parts, connection.id, { by, force: true }));
    }
    assert.deepEqual(await world.parts.vault.get(connection.id), before);
    await rule(acmeRules({}));
    await useCredential(world.parts, connection.id);
  });

  it('mark ten thousand rows in the blink of an eye', async () => {
    const one = await create(password());
    await rule(acmeRules({ enabled: false }));
    const rows: Connection[] = Array.from({ length: 10_000 }, (_, index) => ({ ...one, id: `${one.id}-${index}` }));
    const begin = performance.now();
    const marked = rows.filter((row) => policyMark(world.parts, row)?.kind === 'notAllowed');
    const took = performance.now() - begin;
    assert.equal(marked.length, rows.length);
    // Some milliseconds; the bound is for a machine that does much else.
    assert.ok(took < 500, `${took} ms`);
  });
});
