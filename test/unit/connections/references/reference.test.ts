import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describeReference, parseReference, type Reference } from '../../../../src/connections/references/reference.ts';

function parsed(text: string): Reference {
  const reference = parseReference(text);
  assert.ok(!('problem' in reference), 'problem' in reference ? reference.problem : '');
  return reference;
}

describe('a reference', () => {
  for (const [text, expected, words] of [
    ['env:ACME_TOKEN', { kind: 'env', name: 'ACME_TOKEN' }, 'environment variable ACME_TOKEN'],
    ['file:/run/secrets/acme', { kind: 'file', path: '/run/secrets/acme' }, 'file /run/secrets/acme'],
    ['file:~/.config/acme', { kind: 'file', path: '~/.config/acme' }, 'file ~/.config/acme'],
    ['file:C:\\secrets\\acme', { kind: 'file', path: 'C:\\secrets\\acme' }, 'file C:\\secrets\\acme'],
    [
      'vault://team/secret/apps/crm#token',
      { kind: 'store', store: 'team', place: { mount: 'secret', path: 'apps/crm', field: 'token' } },
      '“token” at secret/apps/crm in the store “team”',
    ],
    [
      'vault://default/kv%2Feng/a%20b/%C3%BC%3F?version=3#client secret#2',
      {
        kind: 'store',
        store: 'default',
        place: { mount: 'kv/eng', path: 'a b/ü?', field: 'client secret#2', version: 3 },
      },
      '“client secret#2” at kv/eng/a b/ü?, version 3, in the store “default”',
    ],
  ] as const) {
    it(`is read and said in words: ${text}`, () => {
      assert.deepEqual(parsed(text), expected);
      assert.equal(describeReference(parsed(text)), words);
    });
  }

  for (const [text, why] of [
    ['', /neither/],
    ['ACME_TOKEN', /neither/],
    ['https://vault.acme.example/v1/secret', /neither/],
    ['VAULT://team/secret/a#b', /neither/],
    ['env:', /no variable/],
    ['env:A=B', /no variable/],
    ['env:A B', /no variable/],
    ['file:secrets/acme', /not an absolute path/],
    ['file:./acme', /not an absolute path/],
    ['file:~ben/acme', /not an absolute path/],
    ['file:/a\0b', /not an absolute path/],
    // Read aloud before a person agrees, it would name other hosts than those that are meant.
    ['file:/a\n\nand sends it to:\n\nacme.example', /not an absolute path/],
    ['file:/a\u2028b', /not an absolute path/],
    ['file:/a\u202eb', /not an absolute path/],
    [`file:/${'a'.repeat(1000)}`, /not an absolute path/],
    ['env:A\u202eB', /no variable/],
    ['vault://team/secret/a%E2%80%AEb#token', /not of the form/],
    ['vault://team/secret/crm', /not of the form/],
    ['vault://team/secret/crm#', /not of the form/],
    ['vault://team/secret#token', /not of the form/],
    ['vault://team/secret/#token', /not of the form/],
    ['vault://team//crm#token', /not of the form/],
    ['vault:///secret/crm#token', /not of the form/],
    ['vault://team/secret/a//b#token', /not of the form/],
    ['vault://team/secret/../sys/seal#token', /not of the form/],
    ['vault://team/secret/%2e%2e/sys#token', /not of the form/],
    ['vault://team/secret/a%2F..%2F..#token', /not of the form/],
    ['vault://team/..%2Fsys/a#token', /not of the form/],
    ['vault://team/secret/a%0Ab#token', /not of the form/],
    ['vault://team/secret/a%zz#token', /not of the form/],
    ['vault://team@evil.example/secret/a#token', /not of the form/],
    ['vault://vault.acme.example:8200/secret/a#token', /not of the form/],
    [`vault://team/secret/${'a'.repeat(1001)}#token`, /not of the form/],
    ['vault://team/secret/crm?version=0#token', /such as version=3/],
    ['vault://team/secret/crm?version=latest#token', /such as version=3/],
    ['vault://team/secret/crm?list=true#token', /such as version=3/],
    ['vault://team/secret/crm?#token', /such as version=3/],
  ] as const) {
    it(`is refused: ${JSON.stringify(text).slice(0, 60)}`, () => {
      const reference = parseReference(text);
      assert.ok('problem' in reference, JSON.stringify(reference));
      assert.match(reference.problem, why);
    });
  }

  it('shows no secret that somebody put in its place', () => {
    const reference = parseReference('ghp_abcdefghijklmnopqrstuvwxyz0123456789');
    assert.ok('problem' in reference);
    assert.doesNotMatch(reference.problem, /jklmnop/);
  });

  it('is read whole, whatever mount, path and field are called, and never throws', () => {
    const segment = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((one) => !/^\.{1,2}$|[/\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(one));
    const path = fc.array(segment, { minLength: 1, maxLength: 4 });
    const version = fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined });
    fc.assert(
      fc.property(path, path, segment, version, (mount, below, field, number) => {
        const encoded = (one: string) => encodeURIComponent(one);
        const query = number === undefined ? '' : `?version=${number}`;
        const text = `vault://team/${encoded(mount.join('/'))}/${below.map(encoded).join('/')}${query}#${encoded(field)}`;
        const place = { mount: mount.join('/'), path: below.join('/'), field };
        const expected = number === undefined ? place : { ...place, version: number };
        assert.deepEqual(parseReference(text), { kind: 'store', store: 'team', place: expected });
      }),
    );
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('', 'vault://', 'vault://a/b/c#', 'file:', 'env:'), (text, start) => {
        parseReference(start + text);
      }),
    );
  });
});
