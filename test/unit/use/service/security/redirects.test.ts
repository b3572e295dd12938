import assert from 'node:assert/strict';
import { localServer } from '../../../../support/localServer.ts';
import { servicing } from '../../../../support/servicing.ts';

describe('the service, sent on by the provider', () => {
  const world = servicing();
  const evil = localServer();
  const redirect = (location: string, status = 302) => {
    world.provider.answer = (_, response) => {
      response.writeHead(status, { Location: location, 'Set-Cookie': 'a=b' });
      response.end('gone elsewhere');
    };
  };

  it('goes nowhere, and says so where it leads away', async () => {
    const { host } = new URL(world.provider.origin);
    for (const status of [300, 301, 302, 303, 307, 308]) {
      for (const location of [
        ...[
          `${evil().origin}/steal`,
          `//${new URL(evil().origin).host}/steal`,
          'https://evil.example/',
          `http://user@${host}/`,
        ],
        ...[
          `https://${host}.evil.example/`,
          'http://localhost/',
          'javascript:alert(1)',
          'data:text/html,x',
          'http://[',
          `\\\\${host.replace(/\d+$/, '1')}\\x`,
        ],
      ]) {
        redirect(location, status);
        const got = await world.send(world.through('/me'));
        assert.deepEqual([got.status, got.code], [502, 'PB805'], `${status} ${location}`);
        assert.equal(got.headers.location, undefined);
        assert.doesNotMatch(got.text, /gone elsewhere/);
      }
    }
    assert.equal(evil().requests.length, 0);
  });

  it('hands back one that stays, without following it, as an address that does not lead to us', async () => {
    const { origin } = world.provider;
    for (const [location, expected] of [
      [`${origin}/other`, `${origin}/other`],
      ['/api/v1/Connections', `${origin}/api/v1/Connections`],
      ['next?page=2', `${origin}/api/next?page=2`],
      ['?page=2', `${origin}/api/me?page=2`],
    ] as const) {
      redirect(location);
      world.provider.requests.length = 0;
      const got = await world.send(world.through('/me'));
      assert.deepEqual([got.status, got.headers.location, got.text], [302, expected, 'gone elsewhere']);
      assert.equal(world.provider.requests.length, 1, 'not followed');
    }
  });

  it('passes on no cookie, and nothing else that a browser would act on', async () => {
    world.provider.answer = (_, response) => {
      const headers = {
        'Set-Cookie': ['a=b', 'c=d'],
        Refresh: `0;url=${evil().origin}`,
        'Clear-Site-Data': '"*"',
        'Alt-Svc': 'h3=":1"',
      };
      response.writeHead(200, { ...headers, ETag: '"1"' });
      response.end();
    };
    const { headers } = await world.send(world.through('/me'), { headers: { cookie: 'session=1' } });
    assert.equal(headers.etag, '"1"');
    assert.deepEqual(
      [headers['set-cookie'], headers['refresh'], headers['clear-site-data'], headers['alt-svc']],
      Array(4).fill(undefined),
    );
    assert.equal(world.provider.requests[0]?.headers.cookie, undefined);
  });

  it('puts no credential of a query into the address that it gives back', async () => {
    world.connector.api.query = { key: 'not-for-the-caller' };
    for (const [location, expected] of [
      ['?page=2', '/api/me?page=2'],
      ['#part', '/api/me?a=1#part'],
    ] as const) {
      redirect(location);
      const got = await world.send(world.through('/me?a=1'));
      assert.equal(world.provider.requests[0]?.url.searchParams.get('key'), 'not-for-the-caller');
      assert.equal(got.headers.location, `${world.provider.origin}${expected}`);
    }
  });
});
