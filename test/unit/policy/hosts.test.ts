import assert from 'node:assert/strict';
import { hostOf, isOneOf } from '../../../src/catalog/hostMatch.ts';
import { type Connector, connectorSchema } from '../../../src/model/connector.ts';
import { staysWithin } from '../../../src/policy/ownHosts.ts';

describe('policy: bounds on hosts', () => {
  const url = (allowed: string, value: string) => isOneOf([allowed], value, 'url');

  it('hold an exact host, hosts below a suffix, or the host of an address', () => {
    assert.ok(url('acme.example', 'https://acme.example/path?x'));
    assert.ok(url('ACME.example', 'https://acme.EXAMPLE'));
    assert.ok(url('https://acme.example', 'https://acme.example/x'));
    assert.ok(url('*.acme.example', 'https://a.b.acme.example'));
    assert.ok(url('acme.example:8443', 'https://acme.example:8443'));
    assert.ok(url('localhost:3000', 'http://localhost:3000'));
    assert.ok(isOneOf(['x', 'acme.example'], 'acme.example', 'host'));
    assert.ok(isOneOf(['*.acme.example'], 'www.acme.example', 'host'));
  });

  it('are not fooled', () => {
    for (const value of [
      'https://acme.example.evil.example',
      'https://evilacme.example',
      'https://acme.example@evil.example',
      'https://evil.example/acme.example',
      'https://evil.example#acme.example',
      'https://evil.example\\@acme.example',
      'http://acme.example',
      'https://acme.example:444',
      'ftp://acme.example',
      'https://user@acme.example',
      'https://:pw@acme.example',
      'acme.example',
      '',
      'https://',
      'javascript:acme.example',
      'https://acm\u0435.example',
      'https://acme\u3002evil.example',
    ]) {
      assert.ok(!url('acme.example', value), value);
    }
    assert.ok(!url('*.acme.example', 'https://acme.example'), 'a suffix is not its own host');
    assert.ok(!url('*.acme.example', 'https://xacme.example'));
    assert.ok(!url('*.', 'https://acme.example'));
    assert.ok(!url('*./', 'https://acme.undefined'), 'a suffix that is none');
    assert.ok(!url('*', 'https://acme.example'));
    assert.ok(!url('/', 'https://acme.example'));
    for (const value of ['acme.example/x', 'acme.example?x', 'acme.example#x', 'https://acme.example', 'a b']) {
      assert.ok(!isOneOf(['acme.example'], value, 'host'), value);
    }
  });

  it('take a full-width or otherwise folded host for what a browser makes of it', () => {
    assert.ok(url('acme.example', 'https://\uFF41cme.example'));
    assert.ok(url('b\u00FCro.example', 'https://xn--bro-hoa.example'));
    assert.equal(hostOf('https://acm\u0435.example', false), 'xn--acm-tdd.example');
  });

  it('compare texts as they are', () => {
    assert.ok(isOneOf(['eu', 'us'], 'us', 'text'));
    assert.ok(!isOneOf(['eu'], 'EU', 'text'));
    assert.ok(!isOneOf(['*.eu'], 'x.eu', 'text'));
  });
});

describe('policy: hosts that a workspace may fill in', () => {
  const connector = (facts: { parameters: object[]; api: object; oauth?: object }): Connector =>
    connectorSchema.parse({
      key: 'x',
      name: 'X',
      description: 'x',
      authTypes: ['pat'],
      provenance: [{ source: 'test' }],
      ...facts,
    });

  const withSite = (parameter: object, api: object = {}) =>
    connector({
      parameters: [{ name: 'siteUrl', label: 's', format: 'url', ...parameter }],
      api: { baseUrl: '{siteUrl}/api', ...api },
    });

  it('are those that the record names', () => {
    assert.ok(staysWithin(withSite({ hosts: ['*.acme.example'] }), 'siteUrl', 'https://a.acme.example'));
    assert.ok(!staysWithin(withSite({ hosts: ['*.acme.example'] }), 'siteUrl', 'https://evil.example'));
    assert.ok(staysWithin(withSite({ default: 'https://gitlab.com' }), 'siteUrl', 'https://gitlab.com/'));
    assert.ok(!staysWithin(withSite({ default: 'https://gitlab.com' }), 'siteUrl', 'https://gitlab.example'));
    assert.ok(
      staysWithin(
        withSite({ choices: [{ value: 'https://eu.acme.example', label: 'EU' }] }),
        'siteUrl',
        'https://eu.acme.example',
      ),
    );
    assert.ok(staysWithin(withSite({}, { hosts: ['api.acme.example'] }), 'siteUrl', 'https://api.acme.example'));
    assert.ok(!staysWithin(withSite({}, { hosts: ['{siteUrl}'] }), 'siteUrl', 'https://evil.example'));
    assert.ok(!staysWithin(withSite({}), 'siteUrl', 'https://acme.example'), 'a record that names none allows none');
  });

  it('are any where the value cannot change the host', () => {
    const piece = (baseUrl: string, more: object = {}) =>
      connector({ parameters: [{ name: 'site', label: 's' }], api: { baseUrl, ...more } });
    assert.ok(staysWithin(piece('https://{site}.acme.example/api'), 'site', 'anything'));
    assert.ok(staysWithin(piece('https://api.acme.example/{site}'), 'site', 'anything'));
    assert.ok(staysWithin(piece('https://api.acme.example?x={site}'), 'site', 'anything'));
    assert.ok(staysWithin(piece('https://api.acme.example#{site}'), 'site', 'anything'));
    assert.ok(!staysWithin(piece('https://{site}/api'), 'site', 'evil.example'));
    assert.ok(!staysWithin(piece('https://{site}.com/api'), 'site', 'evil'), 'one label is no domain of its own');
    assert.ok(!staysWithin(piece('https://acme-{site}/api'), 'site', 'evil.example'));
    assert.ok(!staysWithin(piece('https://{site}x.acme.example/api'), 'site', 'evil'), 'nothing stands between');
    assert.ok(!staysWithin(piece('https://api.acme.example', { hosts: ['{site}'] }), 'site', 'evil.example'));
    assert.ok(staysWithin(piece('https://api.acme.example', { hosts: ['{site}.acme.example'] }), 'site', 'evil'));
    assert.ok(!staysWithin(piece('http://{site}'), 'site', 'evil.example'));
    assert.ok(staysWithin(piece('https://{site}', { hosts: ['good.example'] }), 'site', 'good.example'));
    assert.ok(staysWithin(piece('https://{site}.{other}.acme.example'.replace('{other}', 'eu')), 'site', 'anything'));
  });

  it('are any for what is no parameter of the connector', () => {
    assert.ok(staysWithin(withSite({}), 'clientId', 'https://evil.example'));
  });

  it('are those of the parameter itself, wherever it stands in the record', () => {
    const two = connector({
      parameters: [
        { name: 'region', label: 'r' },
        { name: 'domain', label: 'd', hosts: ['*.acme.example'] },
      ],
      api: { baseUrl: 'https://{domain}/{region}' },
    });
    assert.ok(staysWithin(two, 'region', 'https://evil.example'), 'a piece of the path');
    assert.ok(staysWithin(two, 'domain', 'EU.acme.example'), 'a text that is a host is compared as one');
    assert.ok(!staysWithin(two, 'domain', 'evil.example'));
    assert.ok(!staysWithin(two, 'domain', '*.acme.example'));
    const numbers = {
      ...two,
      facts: { none: null, nothing: undefined, count: 3, flag: true, deep: [['https://{region}']] },
    };
    assert.ok(!staysWithin(numbers, 'region', 'evil.example'), 'any text of a record counts');
  });
});
