import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fillOptional, fillTemplate } from '../../../src/catalog/template.ts';
import { Problem } from '../../../src/model/problem.ts';
import { hostile } from '../../support/hostile.ts';

function refused(field: string) {
  return (error: unknown) => {
    assert.ok(error instanceof Problem);
    assert.deepEqual([error.code, error.field], ['PB501', field]);
    return true;
  };
}

describe('fillTemplate', () => {
  it('puts pieces into a host and a path', () => {
    assert.equal(
      fillTemplate('https://{site}.acme.example/{tenant}/token', { site: 'eu-1', tenant: ' t1 ' }),
      'https://eu-1.acme.example/t1/token',
    );
    assert.equal(fillTemplate('https://{host}/x', { host: 'acme.example:8443' }), 'https://acme.example:8443/x');
    assert.equal(fillTemplate('https://api.acme.example', {}), 'https://api.acme.example');
  });

  it('takes a whole address at the beginning, without its last slashes', () => {
    for (const siteUrl of ['https://acme.example', 'https://acme.example/', 'https://acme.example//']) {
      assert.equal(fillTemplate('{siteUrl}/oauth/token', { siteUrl }), 'https://acme.example/oauth/token');
    }
    assert.equal(
      fillTemplate('{siteUrl}/t', { siteUrl: 'https://acme.example/gitlab/' }),
      'https://acme.example/gitlab/t',
    );
    assert.equal(fillTemplate('{siteUrl}/t', { siteUrl: 'http://127.0.0.1:4848' }), 'http://127.0.0.1:4848/t');
  });

  it('leaves an address alone that is the whole template', () => {
    const authorizeUrl = 'https://acme.example/authorize/?audience=x';
    assert.equal(fillTemplate('{authorizeUrl}', { authorizeUrl }), authorizeUrl);
  });

  it('says which parameter is missing', () => {
    assert.throws(() => fillTemplate('https://{site}.x.example/{tenant}', { site: 'a' }), refused('tenant'));
    assert.throws(() => fillTemplate('{siteUrl}/x', { siteUrl: ' ' }), refused('siteUrl'));
    assert.throws(() => fillTemplate('{constructor}/x', {}), refused('constructor'));
    assert.throws(() => fillTemplate('https://x.example/{__proto__}', {}), refused('__proto__'));
  });

  for (const siteUrl of [
    'http://acme.example',
    'ftp://acme.example',
    'acme.example',
    'https://me:secret@acme.example',
    'https://acme.example?x=1',
    'https://acme.example#x',
    'https://acme.example\\@evil.example',
    'https://acme.example/\nx',
    'https://',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
  ]) {
    it(`refuses the address ${JSON.stringify(siteUrl)}`, () => {
      assert.throws(() => fillTemplate('{siteUrl}/oauth/token', { siteUrl }), refused('siteUrl'));
    });
  }

  it('never lets a value choose the host of a template that names one', () => {
    const template = 'https://{site}.acme.example/{tenant}/token';
    fc.assert(
      fc.property(hostile, hostile, (site, tenant) => {
        let filled: string;
        try {
          filled = fillTemplate(template, { site, tenant });
        } catch (error) {
          assert.ok(error instanceof Problem && error.code === 'PB501');
          return;
        }
        const url = new URL(filled);
        assert.ok(url.hostname.endsWith('.acme.example'), url.href);
        assert.deepEqual([url.protocol, url.username, url.password, url.port], ['https:', '', '', '']);
        assert.match(url.pathname, /^\/[^/]+\/token$/);
      }),
      { numRuns: 2000 },
    );
  });

  it('goes to the host of the address that a person typed, and to no other', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          fc.webUrl(),
          fc.tuple(fc.webUrl(), hostile).map(([a, b]) => a + b),
        ),
        hostile,
        (siteUrl, tenant) => {
          let filled: string;
          try {
            filled = fillTemplate('{siteUrl}/{tenant}/token', { siteUrl, tenant });
          } catch (error) {
            assert.ok(error instanceof Problem && error.code === 'PB501');
            return;
          }
          assert.equal(new URL(filled).host, new URL(siteUrl.trim()).host);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('fillOptional', () => {
  it('gives nothing for a fact that is not there, or an address that was left empty', () => {
    assert.equal(fillOptional(undefined, {}), undefined);
    assert.equal(fillOptional('{revokeUrl}', {}), undefined);
    assert.equal(fillOptional('{revokeUrl}', { revokeUrl: ' ' }), undefined);
    assert.equal(fillOptional('{siteUrl}/revoke', { siteUrl: 'https://a.example' }), 'https://a.example/revoke');
    assert.throws(() => fillOptional('{siteUrl}/revoke', {}), refused('siteUrl'));
  });
});
