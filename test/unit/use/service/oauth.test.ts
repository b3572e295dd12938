import assert from 'node:assert/strict';
import { type ControlledAcme, startAcme } from '../../../../examples/acme/acme.ts';
import { createConnection } from '../../../../src/connections/create.ts';
import { connectionState } from '../../../../src/connections/state.ts';
import type { AuthType } from '../../../../src/model/authType.ts';
import type { Connection } from '../../../../src/model/connection.ts';
import { remember } from '../../../support/secrets.ts';
import { World } from '../../../support/servicing.ts';
import { quietly } from '../../../support/testParts.ts';
import { until } from '../../../support/until.ts';

type Fields = Record<string, unknown>;
const refusal = { kind: 'answer', status: 401, body: '{"no":1}' } as const;

describe('the service with OAuth connections of Acme', () => {
  const world = new World();
  let acme: ControlledAcme;
  let connection: Connection;

  before(async () => {
    acme = await startAcme({ control: true });
  });
  after(() => acme.close());
  beforeEach(async () => {
    await world.start({ real: true });
    connection = await connect('oauth2', {});
  });
  afterEach(async () => {
    await acme.control.reset();
    await world.stop();
  });

  const connect = (authType: AuthType, values: Record<string, string>) =>
    createConnection(
      world.parts,
      {
        ...{ folder: 'personal', connector: 'acme', authType, name: `Acme ${authType}`, accountKind: 'personal' },
        values: { siteUrl: acme.url, ...values },
        scopes: authType === 'oauth2' ? ['offline_access'] : [],
      },
      quietly(),
    );
  const renewals = () => acme.records.counts()['refresh_token'] ?? 0;
  const api = (path: string, sending = {}) => world.send(world.through(path, connection.id), sending);
  const audited = async (by: string) => {
    await world.parts.audit.flush();
    return (await world.parts.audit.latest(100, connection.id)).filter((line) => line.by === by);
  };

  it('gives a token that works, with the words of that service', async () => {
    for (const query of ['', '?tokenType=direct', '?tokenType=bearer', '?type=direct']) {
      const got = await world.send(`/acme/prod/connections_/api/v1/Connections/${connection.id}/token${query}`);
      const { accessToken, expiresIn, scope, tokenType, apiBaseUri } = got.json as Fields;
      assert.deepEqual([tokenType, apiBaseUri], ['Bearer', acme.url]);
      assert.ok(Number(expiresIn) > 0 && String(scope).includes('api'));
      remember(String(accessToken));
      const me = await fetch(`${acme.url}/api/me`, { headers: { authorization: `Bearer ${accessToken}` } });
      assert.equal(me.status, 200);
    }
    assert.equal((await world.send(`/api/v1/Connections/${connection.id}/token?tokenType=x`)).code, 'PB812');
    assert.equal((await audited('terminal')).filter(({ action }) => action === 'use').length, 4);
  });

  it('has none of a key', async () => {
    const basic = await connect('basic', { username: 'ada@acme.example', password: 'demo' });
    const got = await world.send(`/api/v1/Connections/${basic.id}/token`);
    assert.deepEqual([got.status, (got.json as Fields)['code'], got.code], [400, 'CNS1021', 'PB810']);
    assert.equal((await world.send(world.through('/api/me', basic.id))).status, 200);
  });

  it('renews a refused token once, and sends a request without a body once more', async () => {
    const before = renewals();
    await acme.control.fail({ endpoint: 'api', times: 1, fault: refusal });
    const got = await api('/api/me');
    assert.deepEqual([got.status, (got.json as Fields)['email']], [200, 'ada@acme.example']);
    assert.equal(renewals(), before + 1);
  });

  it('gives a second refusal back as it came, and does not renew at each', async () => {
    const before = renewals();
    await acme.control.fail({ endpoint: 'api', times: 10, fault: refusal });
    for (let n = 0; n < 5; n++) {
      const got = await api('/api/me');
      assert.deepEqual([got.status, got.text], [401, '{"no":1}']);
    }
    assert.equal(renewals(), before + 1);
    assert.equal(
      connectionState(world.parts.states, connection).grant.status,
      'connected',
      'a script’s request is no check',
    );
  });

  it('does not send a body twice; the next request has the new token', async () => {
    const before = renewals();
    await acme.control.fail({ endpoint: 'api', times: 1, fault: refusal });
    const sending = {
      method: 'POST',
      body: JSON.stringify({ title: 'x' }),
      headers: { 'content-type': 'application/json' },
    };
    assert.equal((await api('/api/tickets', sending)).status, 401);
    await until('it is renewed', () => world.parts.states.get(connection.id)?.generation === 2);
    assert.equal(renewals(), before + 1);
  });

  it('says what a person must do where the grant is dead', async () => {
    await acme.control.fail({
      endpoint: 'token',
      times: 1,
      fault: { kind: 'answer', status: 400, body: '{"error":"invalid_grant"}' },
    });
    await acme.control.fail({ endpoint: 'api', times: 1, fault: refusal });
    const got = await api('/api/me');
    assert.deepEqual([got.status, (got.json as Fields)['code'], got.code], [400, 'CNS1008', 'PB303']);
    const listed = await world.send(`/api/v1/Connections/${connection.id}`);
    assert.equal((listed.json as Fields)['state'], 'Expired');
  });

  it('pings the application, and says what it found', async () => {
    const ping = async () =>
      (await world.send(`/api/v1/Connections/${connection.id}/ping?forceRefresh=true`)).json as Fields;
    assert.deepEqual(await ping().then(({ status, error }) => [status, error]), ['Enabled', undefined]);
    await acme.control.fail({ endpoint: 'api', times: 1, fault: { kind: 'answer', status: 503 } });
    const { status, error } = await ping();
    assert.equal(status, 'Failed');
    assert.equal((error as Fields)['code'], 'CNS1042');
    assert.equal((await ping())['status'], 'Enabled');
  });

  it('gives the provider’s own refusals back as they come', async () => {
    const got = await api('/api/nothing-here');
    assert.equal(got.status, 404);
    assert.equal(got.code, undefined);
  });
});
