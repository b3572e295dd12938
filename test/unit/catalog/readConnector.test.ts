import assert from 'node:assert/strict';
import { readConnector } from '../../../src/catalog/readConnector.ts';

const good = {
  key: 'acme',
  name: 'Acme',
  description: 'x',
  parameters: [{ name: 'siteUrl', label: 'Address', format: 'url' }],
  authTypes: ['byoa', 'pat'],
  oauth: { authorizeUrl: '{siteUrl}/authorize', tokenUrl: '{siteUrl}/token' },
  pat: { placement: {} },
  api: { baseUrl: '{siteUrl}/api', hosts: ['*.acme.example'] },
  provenance: [{ source: 'https://acme.example/docs' }],
};

/** The mistakes of the good record with `changes`, without their places. */
function mistakes(changes: object): string[] {
  const read = readConnector(JSON.stringify({ ...good, ...changes }), 'acme.jsonc');
  assert.equal(read.connector === undefined, read.mistakes.length > 0);
  return read.mistakes.map(({ message }) => message);
}

describe('readConnector', () => {
  it('takes a good record and fills in what it leaves out', () => {
    const { connector, mistakes: none } = readConnector(`// Acme\n${JSON.stringify(good)}`, 'acme.jsonc');
    assert.deepEqual(none, []);
    assert.deepEqual(
      [connector?.oauth?.pkce, connector?.oauth?.loopback, connector?.pat?.placement],
      ['optional', 'fixedPort', { in: 'header', name: 'Authorization', prefix: '' }],
    );
  });

  it('names file, line and column of what is no JSON', () => {
    const { mistakes: found } = readConnector('{\n  "key": "a"\n  "name": 1\n}', 'a.jsonc');
    assert.deepEqual(found[0], { file: 'a.jsonc', line: 3, column: 3, message: 'CommaExpected' });
    assert.equal(readConnector('', 'a.jsonc').mistakes.length, 1);
  });

  it('names the place of what is wrong in it, or of what lacks it', () => {
    const text = JSON.stringify(
      { ...good, oauth: { ...good.oauth, pkce: 'maybe', tokenUrl: undefined } },
      undefined,
      2,
    );
    const { mistakes: found } = readConnector(text, 'a.jsonc');
    const lines = text.split('\n');
    assert.deepEqual(found.map(({ message }) => message.split(':')[0]).sort(), ['oauth.pkce', 'oauth.tokenUrl']);
    for (const { line, column, message } of found) {
      const key = message.startsWith('oauth.pkce') ? '"pkce"' : '"oauth"';
      assert.ok(lines[line - 1]?.slice(column - 1).startsWith(key), message);
    }
  });

  it('refuses a key that it does not know', () => {
    assert.match(mistakes({ colour: 'red' }).join(), /colour/);
  });

  for (const [what, changes, message] of [
    ['an authentication type without its facts', { pat: undefined }, /authTypes: “pat” needs “pat”/],
    ['OAuth without facts', { oauth: undefined }, /“byoa” needs “oauth”/],
    ['a device code without its address', { authTypes: ['deviceCode'] }, /“deviceCode” needs “oauth.deviceUrl”/],
    [
      'an authentication type that does not exist, of a scope',
      { oauth: { ...good.oauth, scopes: [{ name: 'x', authTypes: ['magic'] }] } },
      /oauth\.scopes\.0\.authTypes\.0/,
    ],
    ['oauth2 without a client', { authTypes: ['oauth2'] }, /“oauth2” needs “oauth.client”/],
    [
      'an unknown placeholder',
      { api: { baseUrl: 'https://{tenant}.acme.example' } },
      /api\.baseUrl: “\{tenant\}” is not a parameter/,
    ],
    [
      'a placeholder in a header that is no parameter',
      { pat: { placement: { name: '{header}' } } },
      /pat\.placement\.name/,
    ],
    ['plain http', { api: { baseUrl: 'http://acme.example' } }, /api\.baseUrl: must be https/],
    [
      'an address parameter of another format',
      { parameters: [{ name: 'siteUrl', label: 'x' }] },
      /must have the format “url”/,
    ],
    ['a wildcard for everybody', { api: { ...good.api, hosts: ['*.com'] } }, /api\.hosts\.0: too wide/],
    [
      'a wildcard in the middle',
      { api: { ...good.api, hosts: ['a.*.acme.example'] } },
      /may only stand at the beginning/,
    ],
    ['a host with a path', { api: { ...good.api, hosts: ['acme.example/x'] } }, /a host, without scheme and path/],
    ['an MCP server elsewhere', { mcp: { url: 'https://mcp.elsewhere.example/mcp' } }, /mcp\.url: its host must be/],
    [
      'a type of an MCP server that the application lacks',
      { mcp: { url: '{siteUrl}/mcp', authTypes: ['jwt'] } },
      /mcp\.authTypes/,
    ],
    [
      'a parameter twice',
      { parameters: [...good.parameters, ...good.parameters] },
      /parameters\.1\.name: “siteUrl” is there twice/,
    ],
    [
      'a parameter with the name of a secret',
      { parameters: [...good.parameters, { name: 'token', label: 'x' }] },
      /is an input of the form already/,
    ],
    [
      'a parameter with the name of a password',
      { parameters: [...good.parameters, { name: 'password', label: 'x' }] },
      /is an input of the form already/,
    ],
    ['a key with capitals', { key: 'Acme' }, /key: lower-case letters/],
    ['no provenance', { provenance: [] }, /provenance/],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.match(mistakes(changes).join('\n'), message);
    });
  }
});
