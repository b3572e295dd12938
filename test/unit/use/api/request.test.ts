import assert from 'node:assert/strict';
import type { PatchbayRequest } from '../../../../src/use/api/patchbay.ts';
import { request } from '../../../../src/use/api/request.ts';
import { Refusals } from '../../../../src/use/service/proxy/refusals.ts';
import { json, LocalServer } from '../../../support/localServer.ts';
import { remember } from '../../../support/secrets.ts';
import { servicing, tokenOf } from '../../../support/servicing.ts';

describe('requests of other extensions', () => {
  const world = servicing({ connector: { apiKey: { placement: { in: 'query', name: 'key' } } } });
  let elsewhere: LocalServer;
  let end: AbortController;

  beforeEach(async () => {
    elsewhere = new LocalServer();
    await elsewhere.start();
    end = new AbortController();
    world.provider.answer = (seen, response) => json(response, { path: seen.url.pathname, body: seen.body });
  });
  afterEach(() => elsewhere.stop());

  const send = (input: string | URL, init?: PatchbayRequest, id = world.id) =>
    request(
      { parts: world.parts, by: 'acme.caller', signal: end.signal, refusals: new Refusals(1000) },
      ...([id, input, init] as const),
    );
  const last = () => world.provider.requests.at(-1) ?? assert.fail('nothing was sent');
  /** The provider leads the first request elsewhere. */
  const redirect = (status: number, location: string) => {
    world.provider.answer = (seen, response) => {
      if (world.provider.requests.length > 1) return json(response, { method: seen.method, body: seen.body });
      response.writeHead(status, { location }).end();
    };
  };

  it('go below the API’s address, with the credential', async () => {
    const answer = await send('/me?a=1&b=%20', { headers: { 'X-Own': 'y' } });
    assert.deepEqual(await answer.json(), { path: '/api/me', body: '' });
    assert.equal(last().headers.authorization, `Bearer ${world.token}`);
    assert.deepEqual([last().url.search, last().headers['x-own']], ['?a=1&b=%20', 'y']);
    assert.equal(answer.url, `${world.provider.origin}/api/me?a=1&b=%20`);
  });

  it('go to an address of the connector’s hosts as it is', async () => {
    await send(new URL(`${world.provider.origin}/elsewhere#part`));
    assert.deepEqual([last().url.pathname, last().url.hash], ['/elsewhere', '']);
    assert.equal(last().headers.authorization, `Bearer ${world.token}`);
  });

  it('bring a body and a method along', async () => {
    const answer = await send('/me', { method: 'post', body: 'hello', headers: { 'Content-Type': 'text/plain' } });
    assert.deepEqual(await answer.json(), { path: '/api/me', body: 'hello' });
    assert.deepEqual([last().method, last().headers['content-type']], ['POST', 'text/plain']);
  });

  for (const [what, input] of [
    ['another host', () => `${elsewhere.origin}/me`],
    ['a host that only looks alike', () => `http://127.0.0.1.evil.example:${new URL(world.provider.origin).port}/`],
    ['plain http to a host that is not this computer', () => 'http://example.com/'],
    ['a user in the address', () => world.provider.origin.replace('//', '//user:pass@')],
    ['another kind of address', () => 'file:///etc/passwd'],
    ['data', () => 'data:text/plain,x'],
    ['no address', () => 'me'],
    ['nothing', () => ''],
  ] as const) {
    it(`do not go to ${what}`, async () => {
      await assert.rejects(send(input()), { code: 'PB405' });
      assert.deepEqual([elsewhere.requests.length, world.provider.requests.length], [0, 0]);
    });
  }

  for (const input of ['//evil.example/', '/../admin', '/a/%2e%2e/b', '/a%2fb', '/a\\b', '/a b', '/a#b']) {
    it(`are refused the path ${input}`, async () => {
      await assert.rejects(send(input), { code: 'PB804' });
      assert.equal(world.provider.requests.length, 0);
    });
  }

  it('cannot say who they are in place of the connection', async () => {
    await send('/me', { headers: { Authorization: 'Bearer mine', Cookie: 'a=b', Host: 'evil.example' } });
    const { authorization, cookie, host } = last().headers;
    assert.deepEqual([authorization, cookie], [`Bearer ${world.token}`, undefined]);
    assert.equal(host, new URL(world.provider.origin).host);
  });

  for (const method of ['TRACE', 'CONNECT', 'trace'])
    it(`are no ${method}`, async () => {
      await assert.rejects(send('/me', { method }), { code: 'PB814' });
    });

  it('show no key that goes into the query', async () => {
    const key = remember('query-key-0123456789');
    const id = await world.connect({ name: 'Key', authType: 'apiKey' }, tokenOf(key));
    const answer = await send('/me?a=1', {}, id);
    assert.equal(last().url.searchParams.get('key'), key);
    assert.equal(answer.url, `${world.provider.origin}/api/me?a=1`);
    world.provider.answer = (seen, response) => {
      response.writeHead(302, { location: `${elsewhere.origin}/x?b=2&key=${seen.url.searchParams.get('key')}` }).end();
    };
    await send('/me', {}, id);
    assert.equal(elsewhere.requests[0]?.url.search, '?b=2');
  });

  it('follow a redirect of the same origin with the credential', async () => {
    redirect(302, '/api/next');
    const answer = await send('/me');
    assert.deepEqual([answer.status, answer.redirected], [200, true]);
    assert.deepEqual([last().url.pathname, last().headers.authorization], ['/api/next', `Bearer ${world.token}`]);
  });

  it('follow one to another origin without it, and stay without it on the way back', async () => {
    redirect(307, `${elsewhere.origin}/download`);
    elsewhere.answer = (_, response) =>
      void response.writeHead(302, { location: `${world.provider.origin}/back` }).end();
    await send('/me', { headers: { Authorization: 'Bearer mine', Cookie: 'a=b', Accept: 'text/x' } });
    const { authorization, cookie, accept } = elsewhere.requests[0]?.headers ?? {};
    assert.deepEqual([authorization, cookie, accept], [undefined, undefined, 'text/x']);
    assert.deepEqual([last().url.pathname, last().headers.authorization], ['/back', undefined]);
  });

  it('leave a redirect to the caller, or fail at one, where it says so', async () => {
    redirect(302, `${elsewhere.origin}/x`);
    const answer = await send('/me', { redirect: 'manual' });
    assert.deepEqual([answer.status, answer.headers.get('location')], [302, `${elsewhere.origin}/x`]);
    world.provider.requests.length = 0;
    await assert.rejects(send('/me', { redirect: 'error' }), { code: 'PB839' });
    assert.equal(elsewhere.requests.length, 0);
  });

  it('become a GET where the standard has it so, and keep their body elsewhere', async () => {
    for (const [status, method, body] of [
      [303, 'GET', ''],
      [302, 'GET', ''],
      [307, 'POST', 'hello'],
      [308, 'POST', 'hello'],
    ] as const) {
      world.provider.requests.length = 0;
      redirect(status, '/api/next');
      assert.deepEqual(await (await send('/me', { method: 'POST', body: 'hello' })).json(), { method, body });
    }
  });

  for (const location of [
    'http://example.com/',
    'ftp://example.com/',
    'https://user:pass@example.com/',
    'javascript:x',
  ]) {
    it(`do not follow a redirect to ${location}`, async () => {
      redirect(302, location);
      await assert.rejects(send('/me'), { code: 'PB839' });
    });
  }

  it('do not go round in circles', async () => {
    world.provider.answer = (_, response) => void response.writeHead(302, { location: '/api/me' }).end();
    await assert.rejects(send('/me'), { code: 'PB838' });
    assert.equal(world.provider.requests.length, 21);
  });

  it('end with what the caller, or the person, ends', async () => {
    world.provider.answer = () => {};
    const caller = new AbortController();
    const first = send('/me', { signal: caller.signal });
    caller.abort();
    await assert.rejects(first, { name: 'AbortError' });
    const second = send('/me');
    end.abort(new Error('taken back'));
    await assert.rejects(second, /taken back/);
  });

  it('end in the middle of an answer, too', async () => {
    world.provider.answer = (_, response) => void response.writeHead(200).write('begin');
    const answer = await send('/me');
    const text = answer.text();
    end.abort(new Error('taken back'));
    await assert.rejects(text, /taken back/);
  });

  it('give what the provider answers, also when that is nothing or an error', async () => {
    for (const status of [204, 304, 404, 500]) {
      world.provider.answer = (_, response) => void response.writeHead(status, { 'X-Own': '1' }).end();
      const answer = await send('/me');
      assert.deepEqual([answer.status, answer.headers.get('x-own'), await answer.text()], [status, '1', '']);
    }
  });

  it('say that a provider is out of reach, without its address', async () => {
    const gone = new LocalServer();
    await gone.start();
    const { origin } = gone;
    await gone.stop();
    const id = await world.connectTo(origin);
    const error = await send('/me?secret=1', {}, id).then(
      () => assert.fail(),
      (thrown: Error) => thrown,
    );
    assert.equal((error as { code?: unknown }).code, 'PB821');
    assert.ok(!error.message.includes('secret'));
  });
});
