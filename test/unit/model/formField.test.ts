import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fillTemplate } from '../../../src/catalog/template.ts';
import {
  type FormField,
  fieldHint,
  fieldsInTurn,
  isSecretField,
  validateField,
  validateFields,
} from '../../../src/model/formField.ts';
import { isLoopback } from '../../../src/model/loopback.ts';

const field = (kind: FormField['kind'], more: Partial<FormField> = {}): FormField => ({
  name: 'x',
  label: 'Thing',
  kind,
  required: true,
  ...more,
});

describe('validateField', () => {
  it('wants what is required, and takes nothing for what is not', () => {
    for (const value of ['', '  ', '\n']) {
      assert.match(validateField(field('text'), value) ?? '', /Thing is needed/);
      assert.equal(validateField(field('url', { required: false }), value), undefined);
    }
  });

  for (const [kind, good, bad] of [
    ['text', ['a', ' a b '], ['a\nb', 'a\0b']],
    [
      'url',
      ['https://acme.example', 'https://acme.example:8443/x/', 'http://127.0.0.1:4848', 'http://localhost'],
      [
        'acme.example',
        'http://acme.example',
        'https://me:pw@acme.example',
        'ftp://x',
        'javascript:alert(1)',
        'https://',
        'http://127.0.0.1.evil.example',
      ],
    ],
    [
      'host',
      ['acme.example', 'a', 'ACME.example:8443'],
      ['https://acme.example', 'acme.example/x', 'me@acme', '-a', 'a b', 'a?b'],
    ],
    ['secret', ['ghp_abc', ' abc '], ['a b', 'a\tb']],
    ['password', ['correct horse', ' a ', 'a\tb'], ['a\nb']],
    ['privateKey', ['-----BEGIN PRIVATE KEY-----\nabc', '{"kty":"EC"}'], ['abc', 'ssh-rsa AAAA']],
  ] as const) {
    it(`knows a ${kind}`, () => {
      for (const value of good) assert.equal(validateField(field(kind), value), undefined, value);
      for (const value of bad) assert.match(validateField(field(kind), value) ?? '', /./, value);
    });
  }

  it('knows a choice', () => {
    const choice = field('choice', { choices: [{ value: 'eu', label: 'Europe' }] });
    assert.equal(validateField(choice, 'eu'), undefined);
    assert.match(validateField(choice, 'us') ?? '', /Choose one/);
  });

  it('does not repeat what was typed into a secret', () => {
    assert.doesNotMatch(validateField(field('secret'), 'my secret') ?? '', /my|secret/);
  });

  it('takes an address only if it is one that a credential may go to', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.webUrl().map((url) => url.replace('http:', 'https:')),
        ),
        (value) => {
          if (value.trim() === '' || /[?#]/.test(value) || validateField(field('url'), value) !== undefined) return;
          const url = new URL(fillTemplate('{u}/x', { u: value }));
          assert.ok(url.protocol === 'https:' || isLoopback(url.hostname));
        },
      ),
    );
  });
});

describe('validateFields', () => {
  const secret = field('secret', { name: 'secret', label: 'Secret', required: false, or: 'key' });
  const key = field('privateKey', { name: 'key', label: 'Key', required: false, or: 'secret' });
  const fields = [field('text', { name: 'id', label: 'Id' }), secret, key];
  const wrong = (values: Record<string, string>) => Object.fromEntries(validateFields(fields, values));

  it('says what is wrong with each value', () => {
    assert.deepEqual(wrong({ secret: 'a b' }), {
      id: 'Id is needed.',
      secret: 'Secret has a space in it. Copy it again.',
    });
  });

  it('wants one of two, and not both', () => {
    assert.deepEqual(wrong({ id: 'x', secret: 's' }), {});
    assert.deepEqual(wrong({ id: 'x', key: '{}', secret: ' ' }), {});
    assert.deepEqual(wrong({ id: 'x' }), { secret: 'Secret or Key is needed.' });
    assert.deepEqual(wrong({ id: 'x', secret: 's', key: '{}' }), { key: 'Leave one empty: Secret or Key.' });
  });

  it('lets a field stand alone whose other one is not asked for', () => {
    assert.deepEqual([...validateFields([secret], {})], []);
  });
});

describe('fieldsInTurn', () => {
  const secret = field('secret', { name: 'secret', required: false, or: 'key' });
  const key = field('privateKey', { name: 'key', required: false, or: 'secret' });
  const asked = (values: Record<string, string>) =>
    fieldsInTurn([secret, key], values).map(({ name, required }) => [name, required]);

  it('asks for the second of two only where the first was left empty, and then in earnest', () => {
    assert.deepEqual(asked({ secret: 's', key: 'k' }), [['secret', false]]);
    assert.deepEqual(asked({ secret: ' ' }), [
      ['secret', false],
      ['key', true],
    ]);
  });
});

describe('isSecretField', () => {
  it('knows what is never shown', () => {
    const kinds = ['text', 'url', 'host', 'secret', 'password', 'privateKey', 'choice'] as const;
    assert.deepEqual(
      kinds.filter((kind) => isSecretField(field(kind))),
      ['secret', 'password', 'privateKey'],
    );
  });
});

describe('fieldHint', () => {
  const token = field('secret', { startsWith: ['ghp_', 'github_pat_'] });

  it('says what a real one begins with, where this one does not', () => {
    assert.match(fieldHint(token, 'glpat-x') ?? '', /ghp_ or github_pat_/);
    for (const value of ['', ' ghp_x', 'github_pat_x']) assert.equal(fieldHint(token, value), undefined);
    assert.equal(fieldHint(field('secret'), 'x'), undefined);
  });
});

describe('isLoopback', () => {
  it('knows the addresses of this computer, and no look-alike', () => {
    for (const host of ['localhost', '127.0.0.1', '127.1.2.3', '[::1]']) assert.ok(isLoopback(host), host);
    for (const host of [
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      '128.0.0.1',
      '0.0.0.0',
      '::1',
      'xlocalhost',
      '',
    ]) {
      assert.ok(!isLoopback(host), host);
    }
  });
});
