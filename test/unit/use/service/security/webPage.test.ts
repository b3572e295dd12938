import assert from 'node:assert/strict';
import { json } from '../../../../support/localServer.ts';
import { servicing } from '../../../../support/servicing.ts';

/** What browsers send (Fetch Metadata), beside what a page could make them send. */
const pages: Record<string, Record<string, string>> = {
  'an image of a page': { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
  'a form of a page': { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
  'a script of a page': { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
  'a page that hides what for': { 'sec-fetch-site': 'cross-site' },
  'a page that hides whence': { 'sec-fetch-dest': 'iframe' },
  'a page of another port': { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'empty' },
  'the address typed into a browser': { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'document' },
};

describe('the service, asked from a web page', () => {
  const world = servicing();

  for (const [who, headers] of Object.entries(pages)) {
    it(`refuses ${who}, with a good bearer as well`, async () => {
      for (const method of ['GET', 'POST']) {
        const got = await world.send(world.through('/me'), { method, headers });
        assert.deepEqual([got.status, got.code], [403, 'PB802']);
      }
      assert.equal(world.provider.requests.length, 0);
    });
  }

  it('gives a preflight nothing to go on with', async () => {
    const asks = { 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' };
    const headers = { origin: 'https://evil.example', 'access-control-request-private-network': 'true', ...asks };
    const got = await world.send(world.through('/me'), { method: 'OPTIONS', bearer: '', headers });
    assert.equal(got.status, 403);
    assert.deepEqual(crossOrigin(got.headers), []);
  });

  it('says in no answer that a page may read it, whatever the provider says', async () => {
    world.provider.answer = (_, response) =>
      json(response, {}, 200, {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Allow-Credentials': 'true',
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'X-Of-The-Provider': 'kept',
      });
    const passed = await world.send(world.through('/me'));
    assert.equal(passed.headers['x-of-the-provider'], 'kept');
    assert.equal(passed.headers['cross-origin-resource-policy'], undefined);
    assert.deepEqual(crossOrigin(passed.headers), []);
    const own = await world.send('/api/v1/Connections');
    assert.equal(own.status, 200);
    assert.deepEqual(crossOrigin(own.headers), []);
    assert.equal(own.headers['cross-origin-resource-policy'], 'same-origin');
    assert.equal(own.headers['cache-control'], 'no-store');
  });

  it('answers a program that uses Node’s fetch', async () => {
    const headers = { authorization: `Bearer ${world.bearer.reveal()}` };
    const response = await fetch(`${world.service.url}/api/v1/Connections`, { headers });
    assert.equal(response.status, 200);
  });
});

function crossOrigin(headers: object): string[] {
  return Object.keys(headers).filter((name) => name.startsWith('access-control-'));
}
