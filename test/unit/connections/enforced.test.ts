import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useCredential } from '../../../src/connections/credential.ts';
import { renameConnection, setDefault } from '../../../src/connections/edit.ts';
import { moveConnections } from '../../../src/connections/move.ts';
import { policyMark } from '../../../src/connections/policyMark.ts';
import { reconnectConnection } from '../../../src/connections/reconnect.ts';
import { reconnectFields } from '../../../src/connections/reconnectFields.ts';
import { removeConnection } from '../../../src/connections/remove.ts';
import { Denial } from '../../../src/model/denial.ts';
import type { Problem } from '../../../src/model/problem.ts';
import { put } from '../../support/connections.ts';
import { tenant } from '../../support/governed.ts';
import { denied, governedAcme } from '../../support/governedAcme.ts';
import { quietly } from '../../support/testParts.ts';

/** Policies, and what they let happen: through the use cases, with Acme as the application. */
describe('what policies let happen', () => {
  const world = governedAcme();
  const { policy, changed, shared, audited, password, byoa, create, acmeRules, own, withSecret, sealed } = world;

  it('opens no browser for what is turned off, and names the policy and its line', async () => {
    await policy(acmeRules({ enabled: false }));
    let opened = false;
    world.parts.browse = async () => {
      opened = true;
    };
    const denial = await denied(create(byoa({ clientId: 'acme-byoa', clientSecret: 'acme-byoa-secret' })));
    assert.equal(denial.code, 'PB650');
    assert.match(denial.message, /Acme \(demo\).*Baseline/);
    assert.equal(opened, false);
    assert.deepEqual(await world.parts.vault.keys(), []);
    assert.equal((await audited()).filter((line) => line.startsWith('PB650 create acme byoa')).length, 1);
  });

  it('denies each action by a guardrail of its own, and does nothing', async () => {
    const connection = await create(password({ name: 'One' }));
    const guardrails = ['create', 'edit', 'move', 'delete', 'reconnect', 'use'].map((action) => ({
      ...{ id: `no-${action}`, deny: [action], when: { connector: 'acme' }, because: `No ${action}.` },
    }));
    await policy({ ...tenant, guardrails });
    await changed();
    const { parts } = world;
    await denied(create(password()));
    await denied(renameConnection(parts, connection.id, 'Two'));
    await denied(setDefault(parts, connection.id));
    await denied(removeConnection(parts, connection.id));
    await denied(useCredential(parts, connection.id));
    await denied(reconnectConnection(parts, connection.id, { values: { password: 'demo' } }, quietly()));
    const { moved, failed } = await moveConnections(parts, [connection.id], shared());
    assert.deepEqual([moved.length, failed[0]?.problem instanceof Denial], [0, true]);
    const found = await parts.files.connection(connection.id);
    assert.deepEqual([found.name, found.folder], ['One', 'personal']);
    assert.equal((await parts.vault.get(connection.id)).status, 'found');
  });

  it('asks whether somebody’s own may be shared, when it is moved to a shared folder', async () => {
    const { id } = await create(password({ name: 'One' }));
    await policy({ ...tenant, guardrails: [{ id: 'no-sharing', deny: ['share'], when: { connector: 'acme' } }] });
    await changed();
    const { moved, failed } = await moveConnections(world.parts, [id], shared());
    assert.deepEqual([moved.length, failed[0]?.problem instanceof Denial], [0, true]);
  });

  it('warns of a move that is not enforced yet, once for all', async () => {
    const ids = [(await create(password({ name: 'One' }))).id, (await create(password({ name: 'Two' }))).id];
    const rule = { id: 'stay', deny: ['move'], when: { folder: 'shared' }, because: 'It is yours.', rollout: 'warn' };
    await policy({ ...tenant, guardrails: [rule] });
    await changed();
    const { moved, failed, warnings } = await moveConnections(world.parts, ids, shared());
    assert.deepEqual([moved.length, failed.length, warnings.length], [2, 0, 1]);
    assert.match(warnings[0] ?? '', /It is yours\./);
  });

  it('gives the grant back where the policy came while the person was in the browser', async () => {
    const browse = world.parts.browse;
    world.parts.browse = async (url) => {
      await policy(acmeRules({ enabled: false }));
      await changed();
      await browse(url);
    };
    await denied(create(byoa({ clientId: 'acme-byoa', clientSecret: 'acme-byoa-secret' })));
    assert.deepEqual(await world.parts.vault.keys(), []);
    const [last] = world.acme().records.snapshot().grants.slice(-1);
    assert.ok(last?.revokedAt);
  });

  it('only writes down, or warns of, what is not enforced yet', async () => {
    const rule = { deny: ['create'], when: { connector: 'acme' }, because: 'Soon.' };
    await policy({
      ...tenant,
      guardrails: [
        { id: 'a', ...rule, rollout: 'audit' },
        { id: 'w', ...rule, rollout: 'warn' },
      ],
    });
    await create(password());
    assert.equal((await audited()).filter((line) => line.startsWith('warned create acme')).length, 1);
  });

  describe('own apps that a policy gives', () => {
    it('connect with nothing typed, and renew', async () => {
      await policy(withSecret({ sealed: await sealed() }));
      await changed();
      const connection = await create(byoa({}, { scopes: ['offline_access'] }));
      assert.equal(connection.parameters['clientId'], 'acme-byoa');
      const { stored } = await useCredential(world.parts, connection.id, { force: true });
      assert.equal(stored.credential.kind, 'oauth');
      // Nothing is asked for that the policy gives.
      assert.deepEqual(await reconnectFields(world.parts, connection.id), []);
      await reconnectConnection(world.parts, connection.id, { values: {} }, quietly());
    });

    it('refuse a client id that was forged past the form, and one that is emptied stays theirs', async () => {
      await policy(withSecret({ sealed: await sealed() }));
      await changed();
      await assert.rejects(create(byoa({ clientId: 'evil' })), { code: 'PB652', field: 'clientId' });
      await assert.rejects(create(byoa({ clientId: 'acme-byoa', clientSecret: 'x' })), {
        code: 'PB652',
        field: 'clientSecret',
      });
      const { parameters } = await create(byoa({ clientId: '' }));
      assert.equal(parameters['clientId'], 'acme-byoa');
    });

    it('refuse scopes outside of their bound', async () => {
      await policy(own({ scopes: { allowed: ['tickets:read'] } }));
      const app = { clientId: 'acme-byoa', clientSecret: 'acme-byoa-secret' };
      await assert.rejects(create(byoa(app, { scopes: ['tickets:write'] })), { code: 'PB654', field: 'scopes' });
    });

    it('say what is wrong with a secret that cannot be used', async () => {
      const elsewhere = await sealed({ connector: 'github', parameter: 'clientSecret' });
      for (const [secret, words] of [
        [{ sealed: elsewhere }, /another application/],
        [{ sealed: elsewhere.slice(0, 150) }, /damaged/],
      ] as const) {
        await policy(withSecret(secret));
        await changed();
        await assert.rejects(create(byoa()), (error: Error & { code?: string }) => {
          assert.equal(error.code, 'PB657');
          assert.match(error.message, words);
          return true;
        });
      }
    });

    it('take a secret from a variable or a file where the computer’s own policy says so', async () => {
      const file = join(world.parts.root, 'secret');
      await writeFile(file, 'acme-byoa-secret\n', { mode: 0o600 });
      await mkdir(join(world.parts.root, 'policies'), { recursive: true });
      const userPolicy = (from: string) =>
        put(join(world.parts.root, 'policies', 'own.policy.jsonc'), withSecret({ from }));
      await userPolicy(`file:${file}`);
      await changed();
      await create(byoa({}, { name: 'From a file' }));
      process.env['PATCHBAY_TEST_APP_SECRET'] = 'acme-byoa-secret';
      try {
        await userPolicy('env:PATCHBAY_TEST_APP_SECRET');
        await changed();
        await create(byoa({}, { name: 'From a variable' }));
      } finally {
        delete process.env['PATCHBAY_TEST_APP_SECRET'];
      }
      await assert.rejects(create(byoa()), { code: 'PB657' });
    });
  });

  it('of a workspace that is not trusted deny, and give no values', async () => {
    await policy(own({ clientId: { value: 'acme-byoa' } }, { enabled: true }));
    world.parts.trusted = false;
    await changed();
    await assert.rejects(create(byoa()), { code: 'PB501', field: 'clientId' });
    await policy(acmeRules({ enabled: false }));
    await changed();
    assert.equal((await denied(create(password()))).code, 'PB650');
  });

  it('of a workspace that is not trusted bound values, and none of their words is repeated', async () => {
    const app = { clientId: 'acme-byoa', clientSecret: 'acme-byoa-secret' };
    world.parts.trusted = false;
    for (const [parameters, code] of [
      [{ clientId: { locked: true } }, 'PB652'],
      [{ clientId: { allowed: ['salted-app'] } }, 'PB653'],
      [{ scopes: { allowed: ['salted:scope'] } }, 'PB654'],
    ] as const) {
      await policy({ ...own(parameters), name: 'Salted' });
      await changed();
      const problem = await create(byoa(app, { scopes: ['tickets:write'] })).then(
        () => assert.fail('it was done'),
        (error: Problem) => error,
      );
      assert.equal(problem.code, code);
      assert.match(problem.message, /“baseline\.policy\.jsonc:\d+”/);
      assert.doesNotMatch(problem.message + problem.remedy, /salted/i);
    }
  });

  it('mark what exists, and block its use where they say so', async () => {
    const connection = await create(password());
    assert.equal(policyMark(world.parts, connection), undefined);
    for (const [existing, kind, use] of [
      ['keep', 'notAllowed', 'ok'],
      ['warn', 'notAllowed', 'ok'],
      ['block', 'blocked', 'PB650'],
    ] as const) {
      await policy({ ...tenant, settings: { connectors: { acme: { enabled: false } }, existing } });
      await changed();
      assert.equal(policyMark(world.parts, connection)?.kind, kind, existing);
      const outcome = await useCredential(world.parts, connection.id).then(
        () => 'ok',
        (error: { code: string }) => error.code,
      );
      assert.equal(outcome, use, existing);
    }
    // A look in the background is nobody's decision.
    const before = (await audited()).length;
    await assert.rejects(useCredential(world.parts, connection.id, { by: 'background' }), { code: 'PB650' });
    assert.equal((await audited()).length, before);
    const except = [
      { connection: connection.id, until: '2999-01-01', reason: 'Being replaced', approvedBy: 'Platform' },
    ];
    await policy({ ...tenant, settings: { connectors: { acme: { enabled: false, except } }, existing: 'block' } });
    await changed();
    await useCredential(world.parts, connection.id);
  });

  it('want a newer sign-in where they bound its age', async () => {
    const connection = await create(password());
    await policy(acmeRules({ authTypes: { password: { maxAgeDays: 30 } } }));
    await changed();
    await useCredential(world.parts, connection.id);
    const old = new Date(Date.now() - 31 * 24 * 60 * 60 * 1000).toISOString();
    await world.parts.states.patch(connection.id, { signedInAt: old });
    await assert.rejects(useCredential(world.parts, connection.id), { code: 'PB656' });
    // Who takes the date away has not signed in anew.
    await world.parts.states.patch(connection.id, { signedInAt: 'nobody knows' });
    await assert.rejects(useCredential(world.parts, connection.id), { code: 'PB656' });
  });

  it('that cannot be read stop what changes something, and nothing else', async () => {
    const connection = await create(password());
    await policy('{ "name": ');
    await changed();
    assert.equal((await denied(create(password()))).code, 'PB651');
    assert.equal((await denied(renameConnection(world.parts, connection.id, 'x'))).code, 'PB651');
    await useCredential(world.parts, connection.id);
    await removeConnection(world.parts, connection.id);
  });
});
