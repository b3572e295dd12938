import assert from 'node:assert/strict';
import { type ControlledAcme, startAcme } from '../../../../examples/acme/acme.ts';
import { createConnection } from '../../../../src/connections/create.ts';
import type { PatchbayRequest } from '../../../../src/use/api/patchbay.ts';
import { request } from '../../../../src/use/api/request.ts';
import { tokenOf } from '../../../../src/use/api/token.ts';
import { Refusals } from '../../../../src/use/service/proxy/refusals.ts';
import { remember } from '../../../support/secrets.ts';
import { quietly, type TestParts, testParts } from '../../../support/testParts.ts';
import { until } from '../../../support/until.ts';

const refusal = { kind: 'answer', status: 401, body: '{"no":1}' } as const;
const by = 'acme.caller';

describe('other extensions and tokens that are refused', () => {
  let acme: ControlledAcme;
  let parts: TestParts;
  let refusals: Refusals;
  let id = '';

  before(async () => {
    acme = await startAcme({ control: true, onIssued: remember });
  });
  after(() => acme.close());
  beforeEach(async () => {
    parts = await testParts();
    refusals = new Refusals(60_000);
    const asked = {
      folder: 'personal',
      connector: 'acme',
      authType: 'oauth2',
      name: 'Acme',
      accountKind: 'personal',
    } as const;
    const request = { ...asked, values: { siteUrl: acme.url }, scopes: ['offline_access', 'tickets:write'] };
    id = (await createConnection(parts, request, quietly())).id;
  });
  afterEach(async () => {
    await acme.control.reset();
    await parts.close();
  });

  const renewals = () => acme.records.counts()['refresh_token'] ?? 0;
  const send = (path: string, init?: PatchbayRequest) =>
    request({ parts, by, signal: new AbortController().signal, refusals }, id, path, init);

  it('have it renewed once, and the request sent again, with its body', async () => {
    const before = renewals();
    await acme.control.fail({ endpoint: 'api', times: 1, fault: refusal });
    const answer = await send('/api/me');
    assert.deepEqual([answer.status, ((await answer.json()) as { email: string }).email], [200, 'ada@acme.example']);
    await acme.control.fail({ endpoint: 'api', times: 1, fault: refusal });
    const headers = { 'Content-Type': 'application/json' };
    const made = await send('/api/tickets', { method: 'POST', body: JSON.stringify({ title: 'x' }), headers });
    assert.equal(made.status, 201);
    assert.equal(renewals(), before + 2);
  });

  it('get a second refusal as it came, and do not have it renewed at each', async () => {
    const before = renewals();
    await acme.control.fail({ endpoint: 'api', times: 10, fault: refusal });
    for (let n = 0; n < 3; n++) {
      const answer = await send('/api/me');
      assert.deepEqual([answer.status, await answer.text()], [401, '{"no":1}']);
    }
    assert.equal(renewals(), before + 1);
  });

  it('do not have a body that is gone sent again, and find a new token the next time', async () => {
    const before = renewals();
    const { accessToken } = await tokenOf(parts, id, by);
    await acme.control.fail({ endpoint: 'api', times: 1, fault: refusal });
    const body = new Blob(['{}']).stream();
    assert.equal((await send('/api/tickets', { method: 'POST', body })).status, 401);
    await until('another token is there', async () => (await tokenOf(parts, id, by)).accessToken !== accessToken);
    assert.equal(renewals(), before + 1);
  });

  it('get another token for the one that was refused, and only for that', async () => {
    const first = await tokenOf(parts, id, by);
    assert.deepEqual([first.kind, first.account], ['oauth', 'ada@acme.example']);
    assert.ok((first.expiresAt ?? 0) > Date.now() && first.scopes?.includes('api'));
    assert.equal((await tokenOf(parts, id, by, 'another')).accessToken, first.accessToken);
    const second = await tokenOf(parts, id, by, first.accessToken);
    assert.notEqual(second.accessToken, first.accessToken);
    assert.equal((await tokenOf(parts, id, by, first.accessToken)).accessToken, second.accessToken);
  });
});
