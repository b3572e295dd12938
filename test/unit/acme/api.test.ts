import assert from 'node:assert/strict';
import { type ControlledAcme, startAcme } from '../../../examples/acme/acme.ts';
import { fingerprint } from '../../../examples/acme/records.ts';
import { apiRequest, bearer, signInForTokens } from '../../support/acmeTokens.ts';

const basic = (user: string, password: string) => ({ Authorization: `Basic ${btoa(`${user}:${password}`)}` });

describe('acme: the API', () => {
  let acme: ControlledAcme;
  let token: string;
  before(async () => {
    acme = await startAcme({ control: true });
    token = acme.tokens.issue('pat', {
      account: 'ada@acme.example',
      name: 'T',
      scopes: ['api', 'tickets:write'],
    }).secret;
  });
  after(() => acme.close());

  it('says how to sign in, and what is wrong with what was sent', async () => {
    const nothing = await apiRequest(acme.url, 'me', {});
    assert.deepEqual([nothing.status, nothing.headers.get('www-authenticate')], [401, 'Bearer realm="acme"']);
    const wrong = await apiRequest(acme.url, 'me', bearer('made-up'));
    assert.match(wrong.headers.get('www-authenticate') ?? '', /^Bearer realm="acme", error="invalid_token"/);
    const password = await apiRequest(acme.url, 'me', basic('ada@acme.example', 'wrong'));
    assert.match(password.headers.get('www-authenticate') ?? '', /^Basic realm="acme"/);
  });

  it('takes a user name and a password', async () => {
    const me = await apiRequest(acme.url, 'me', basic('tomas@acme.example', 'demo'));
    assert.deepEqual([me.status, me.body['kind'], me.body['name']], [200, 'basic', 'Tomás Rivera']);
  });

  it('asks for the scope that is missing', async () => {
    const { accessToken } = await signInForTokens(acme.url, 'ada@acme.example', { scope: 'openid' });
    const me = await apiRequest(acme.url, 'me', bearer(accessToken));
    assert.equal(me.status, 403);
    assert.equal(me.headers.get('www-authenticate'), 'Bearer realm="acme", error="insufficient_scope", scope="api"');
  });

  it('lists tickets, creates one, and finds it by its date', async () => {
    const list = async (query = '') =>
      (await apiRequest(acme.url, `tickets${query}`, bearer(token))).body['tickets'] as {
        id: string;
        createdAt: string;
      }[];
    assert.deepEqual(
      (await list()).map(({ id }) => id),
      ['ACME-1', 'ACME-2', 'ACME-3'],
    );
    const post = { method: 'POST', body: JSON.stringify({ title: 'The printer is on fire' }) };
    const created = await apiRequest(acme.url, 'tickets', bearer(token), post);
    assert.deepEqual(
      [created.status, created.body['id'], created.body['createdBy']],
      [201, 'ACME-4', 'ada@acme.example'],
    );
    const since = await list(`?since=${encodeURIComponent(String(created.body['createdAt']))}`);
    assert.deepEqual(
      since.map(({ id }) => id),
      ['ACME-4'],
    );
    assert.equal((await apiRequest(acme.url, 'tickets?since=yesterday', bearer(token))).status, 400);
    for (const body of ['', '{}', '[]', '{', '{"title":" "}']) {
      assert.equal((await apiRequest(acme.url, 'tickets', bearer(token), { method: 'POST', body })).status, 400);
    }
  });

  it('echoes a request without its credential', async () => {
    const init = { method: 'PUT', body: 'hello' };
    const { body } = await apiRequest(acme.url, 'echo/a/b?x=1', { ...bearer(token), 'X-Test': 'yes' }, init);
    assert.deepEqual(
      [body['method'], body['path'], body['query'], body['body']],
      ['PUT', '/api/echo/a/b', { x: '1' }, 'hello'],
    );
    assert.equal((body['headers'] as Record<string, string>)['x-test'], 'yes');
    assert.ok(!JSON.stringify(body).includes(token));
  });

  it('limits the rate, for as long as it is told to', async () => {
    await acme.control.set({ rateLimit: { retryAfterSeconds: 7 } });
    const limited = await apiRequest(acme.url, 'me', bearer(token));
    assert.deepEqual([limited.status, limited.headers.get('retry-after')], [429, '7']);
    await acme.control.set({ rateLimit: null });
    assert.equal((await apiRequest(acme.url, 'me', bearer(token))).status, 200);
  });

  it('keeps books of who asked for what', async () => {
    await apiRequest(acme.url, 'me', bearer(token));
    const { at: _at, ...record } = acme.records.snapshot().api.at(-1) ?? { at: '' };
    const account = 'ada@acme.example';
    assert.deepEqual(record, {
      method: 'GET',
      path: '/api/me',
      status: 200,
      account,
      kind: 'pat',
      token: fingerprint(token),
    });
  });
});
