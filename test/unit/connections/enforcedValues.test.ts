import assert from 'node:assert/strict';
import { useCredential } from '../../../src/connections/credential.ts';
import { reconnectConnection } from '../../../src/connections/reconnect.ts';
import { denied, governedAcme, ownApp } from '../../support/governedAcme.ts';
import { quietly } from '../../support/testParts.ts';

/** What stands in a form is held against the policies: before the browser, after it, and when somebody signs in again. */
describe('values under policies', () => {
  const world = governedAcme();
  const { rule, own, byoa, create, audited, withSecret, sealed, acmeRules, password } = world;
  const again = (id: string, values: Record<string, string> = {}) =>
    reconnectConnection(world.parts, id, { values }, quietly());

  /** Something happens while the person is in the browser. */
  function meanwhile(act: () => Promise<void>): void {
    const { browse } = world.parts;
    world.parts.browse = async (url) => {
      world.parts.browse = browse;
      await act();
      await browse(url);
    };
  }

  async function assertGivenBack(): Promise<void> {
    const [last] = world.acme().records.snapshot().grants.slice(-1);
    assert.ok(last?.revokedAt, 'the grant was kept');
  }

  it('are held once more before a grant is kept', async () => {
    meanwhile(() => rule(own({ clientId: { value: 'another-app', locked: true } })));
    await assert.rejects(create(byoa(ownApp)), { code: 'PB652', field: 'clientId' });
    assert.deepEqual(await world.parts.vault.keys(), []);
    await assertGivenBack();
  });

  it('are held once more before another grant takes the place of one', async () => {
    const { id } = await create(byoa(ownApp, { scopes: ['tickets:read'] }));
    const before = await world.parts.vault.get(id);
    meanwhile(() => rule(own({ scopes: { allowed: ['offline_access'] } })));
    await assert.rejects(again(id), { code: 'PB660', field: 'scopes' });
    await assertGivenBack();
    assert.deepEqual(await world.parts.vault.get(id), before);
  });

  it('that a policy gives secretly are no change when they are held once more', async () => {
    await rule(withSecret({ sealed: await sealed() }));
    meanwhile(() => world.changed());
    await create(byoa());
  });

  it('are noted where they are refused, without the value', async () => {
    await rule(own({ clientId: { value: ownApp.clientId, locked: true } }));
    await assert.rejects(create(byoa({ ...ownApp, clientId: 'forged-client' })), { code: 'PB652' });
    const [line, ...others] = (await audited()).filter((text) => text.startsWith('PB652'));
    assert.equal(line, 'PB652 create acme byoa personal personal: clientId');
    assert.deepEqual(others, []);
    assert.equal(JSON.stringify(await world.parts.audit.latest(100)).includes('forged-client'), false);
  });

  it('of a denial after the browser are a line of the audit log, once', async () => {
    meanwhile(() => rule(acmeRules({ enabled: false })));
    await denied(create(byoa(ownApp)));
    assert.equal((await audited()).filter((text) => text.startsWith('PB650 create acme byoa')).length, 1);
  });

  it('cannot hide, in a message to reconnect, what the connection was made with', async () => {
    const { id } = await create(byoa(ownApp));
    await rule(own({ clientId: { value: 'another-app', locked: true } }));
    await assert.rejects(
      again(id, { clientId: 'another-app' }),
      (error: Error & { code?: string; remedy?: string }) => {
        assert.equal(error.code, 'PB660');
        assert.match(error.remedy ?? '', /Add a new/);
        return true;
      },
    );
  });

  it('that a connection lacks are not taken for those that a policy locks', async () => {
    const { id } = await create(byoa(ownApp));
    await rule(own({ scopes: { value: ['tickets:read'], locked: true } }));
    await assert.rejects(again(id), { code: 'PB660', field: 'scopes' });
  });

  it('of a lock may name what the application insists on', async () => {
    await rule(own({ scopes: { value: ['openid', 'tickets:read'], locked: true } }));
    const { id, scopes } = await create(byoa(ownApp, { scopes: ['openid', 'tickets:read'] }));
    assert.ok(scopes?.includes('openid') && scopes.includes('tickets:read'));
    await again(id);
    await useCredential(world.parts, id);
  });

  it('of an address may end with a slash in the policy', async () => {
    const siteUrl = `${world.acme().url}/`;
    await world.personal(own({ siteUrl: { value: siteUrl, locked: true } }));
    const { id } = await create(byoa({ ...ownApp, siteUrl }));
    await again(id);
  });

  it('bound scopes with a line for each refusal', async () => {
    await rule(acmeRules({ authTypes: { password: { parameters: { scopes: { allowed: ['tickets:read'] } } } } }));
    await assert.rejects(create(password({ scopes: ['tickets:write'] })), { code: 'PB654' });
    assert.equal((await audited()).filter((text) => text.startsWith('PB654 create acme password')).length, 1);
  });
});
