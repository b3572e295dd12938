import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isAllowed } from '../../../src/catalog/hosts.ts';
import { type Connector, connectorSchema } from '../../../src/model/connector.ts';
import { hostile } from '../../support/hostile.ts';

function connector(baseUrl: string, hosts: string[] = []): Connector {
  return connectorSchema.parse({
    key: 'x',
    name: 'X',
    description: 'x',
    authTypes: ['pat'],
    api: { baseUrl, hosts },
    provenance: [{ source: 'x' }],
  });
}

describe('isAllowed', () => {
  const github = connector('https://api.github.com', [
    'uploads.github.com',
    '*.ghe.example',
    '{region}.gh.example',
    '*.{zone}.example',
  ]);
  const parameters = { region: 'eu', zone: 'blue' };

  for (const [url, expected] of [
    ['https://api.github.com/user', true],
    ['https://API.GitHub.com:443/user', true],
    ['https://uploads.github.com/x', true],
    ['https://a.ghe.example', true],
    ['https://a.b.ghe.example', true],
    ['https://eu.gh.example', true],
    ['https://x.blue.example', true],
    ['https://ghe.example', false],
    ['https://badghe.example', false],
    ['https://us.gh.example', false],
    ['https://github.com', false],
    ['https://api.github.com.evil.example', false],
    ['https://evil.example/api.github.com', false],
    ['https://api.github.com@evil.example', false],
    ['https://me@api.github.com', false],
    ['https://api.github.com:8443', false],
    ['https://api.github.com./user', false],
    ['http://api.github.com', false],
    ['wss://api.github.com', false],
    ['file:///api.github.com', false],
  ] as const) {
    it(`says ${expected} for ${url}`, () => {
      assert.equal(isAllowed(new URL(url), github, parameters), expected);
    });
  }

  it('allows plain http on this computer alone, and there the port that was named', () => {
    const local = connector('{siteUrl}/api');
    const at = { siteUrl: 'http://127.0.0.1:4848' };
    assert.ok(isAllowed(new URL('http://127.0.0.1:4848/api/me'), local, at));
    assert.ok(!isAllowed(new URL('http://127.0.0.1:4849/api/me'), local, at));
    assert.ok(!isAllowed(new URL('http://acme.example/api/me'), local, { siteUrl: 'http://acme.example' }));
  });

  it('allows nothing where a parameter is missing or wrong', () => {
    const site = connector('{siteUrl}', ['{host}', '*.{zone}']);
    for (const wrong of [
      {},
      { siteUrl: 'not an address', host: 'a/b', zone: '' },
      { siteUrl: '', host: '@', zone: '?' },
    ]) {
      assert.ok(!isAllowed(new URL('https://acme.example'), site, wrong as Record<string, string>));
    }
    assert.ok(isAllowed(new URL('https://acme.example'), site, { host: 'https://acme.example/x' }));
    assert.ok(isAllowed(new URL('https://acme.example'), site, { host: 'Acme.example' }));
  });

  it('never lets a credential leave, whatever the parameters and the path of a request are', () => {
    fc.assert(
      fc.property(hostile, hostile, (region, path) => {
        for (const text of [
          `https://api.github.com/${path}`,
          `https://${path}`,
          `https://api.github.com${path}`,
          path,
        ]) {
          const url = URL.parse(text);
          if (!url || !isAllowed(url, github, { region, zone: 'blue' })) continue;
          const own = ['api.github.com', 'uploads.github.com'].includes(url.host);
          assert.ok(own || /\.(ghe|gh|blue)\.example$/.test(url.host), `${text} with ${region}`);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
