import assert from 'node:assert/strict';
import { type ControlledAcme, startAcme } from '../../../examples/acme/acme.ts';
import { checkConnection } from '../../../src/connections/check.ts';
import { createConnection } from '../../../src/connections/create.ts';
import { useCredential } from '../../../src/connections/credential.ts';
import { connectionState } from '../../../src/connections/state.ts';
import type { Connection } from '../../../src/model/connection.ts';
import { memoryKeyStore, quietly, type TestParts, testParts } from '../../support/testParts.ts';

const refusal = { kind: 'answer', status: 401, body: '{}' } as const;

describe('connections: a check whose token is refused', () => {
  let acme: ControlledAcme;
  let parts: TestParts;
  let connection: Connection;
  const keyStore = memoryKeyStore();

  before(async () => {
    acme = await startAcme({ control: true });
  });
  after(() => acme.close());
  beforeEach(async () => {
    parts = await testParts({ keyStore });
    connection = await createConnection(
      parts,
      {
        folder: 'personal',
        connector: 'acme',
        authType: 'byoa',
        name: 'Help desk',
        accountKind: 'personal',
        values: { siteUrl: acme.url, clientId: 'acme-byoa', clientSecret: 'acme-byoa-secret' },
        scopes: ['offline_access'],
      },
      quietly(),
    );
  });
  afterEach(async () => {
    await acme.control.reset();
    await parts.close();
  });

  const renewals = () => acme.records.counts()['refresh_token'] ?? 0;
  const grant = () => connectionState(parts.states, connection).grant;

  it('renews it once, and asks again', async () => {
    const before = renewals();
    await acme.control.fail({ endpoint: 'api', times: 1, fault: refusal });
    assert.equal((await checkConnection(parts, connection.id)).grant.status, 'connected');
    assert.equal(renewals(), before + 1);
  });

  it('needs a sign-in where the new one is refused, too', async () => {
    const before = renewals();
    await acme.control.fail({ endpoint: 'api', times: 2, fault: refusal });
    await assert.rejects(checkConnection(parts, connection.id), { code: 'PB303' });
    assert.deepEqual(grant(), { status: 'needsSignIn', reason: 'rejected' });
    assert.equal(renewals(), before + 1);
  });

  it('takes the one that another window has got since, and renews nothing', async () => {
    const other = await testParts({ keyStore, root: parts.root });
    await other.states.ready();
    await useCredential(parts, connection.id);
    await useCredential(other, connection.id, { force: true });
    const before = renewals();
    await acme.control.fail({ endpoint: 'api', times: 1, fault: refusal });
    await checkConnection(parts, connection.id);
    assert.equal(renewals(), before);
    await other.close();
  });

  it('blames nobody for tokens that end before they arrive', async () => {
    await acme.control.fail({
      endpoint: 'token',
      times: 3,
      fault: { kind: 'patch', members: { expires_in: 0.001 } },
    });
    await acme.control.fail({ endpoint: 'api', times: 4, fault: refusal });
    await assert.rejects(checkConnection(parts, connection.id), { code: 'PB401' });
    assert.deepEqual(grant(), { status: 'connected' });
    assert.equal(connectionState(parts.states, connection).provider.status, 'degraded');
    assert.equal((await checkConnection(parts, connection.id)).provider.status, 'reachable');
  });
});
