import assert from 'node:assert/strict';
import { json } from '../../../support/localServer.ts';
import { servicing } from '../../../support/servicing.ts';
import { until } from '../../../support/until.ts';

describe('the local connection service', () => {
  const world = servicing();

  it('passes a request on with the credential, and the answer back', async () => {
    world.provider.answer = ({ url, headers, body, method }, response) =>
      json(response, { path: url.pathname, query: url.search, authorization: headers.authorization, method, body });
    const got = await world.send(world.through('/tickets?a=1&b=x%0Ay'), { method: 'POST', body: 'hello' });
    assert.equal(got.status, 200);
    const authorization = `Bearer ${world.token}`;
    assert.deepEqual(got.json, {
      path: '/api/tickets',
      query: '?a=1&b=x%0Ay',
      authorization,
      method: 'POST',
      body: 'hello',
    });
    await until('the call is told', () => world.calls.length === 1);
    const [told] = world.calls;
    assert.ok(told);
    const { at, durationMs, traceId, ...call } = told;
    assert.ok(Date.now() - at < 10_000 && durationMs > 0 && /^[\da-f]{32}$/.test(traceId));
    const about = { what: 'request', connection: world.id, by: 'terminal' };
    assert.deepEqual(call, { ...about, method: 'POST', path: '/tickets', status: 200 });
  });
});
