import assert from 'node:assert/strict';
import { format, inspect } from 'node:util';
import fc from 'fast-check';
import { scrub } from '../../../src/model/scrub.ts';
import { Secret } from '../../../src/model/secret.ts';

describe('Secret', () => {
  it('prints as a fingerprint wherever it is printed', () => {
    const secret = new Secret('hunter2-and-more');
    const holder = { inner: [secret], error: new Error('x', { cause: secret }) };
    for (const shown of [
      `${secret}`,
      String(secret),
      `a${secret}b`,
      JSON.stringify({ secret }),
      inspect(holder, { depth: 9, showHidden: true, getters: true }),
      format('%s %o %O %j %d', secret, secret, secret, secret, secret),
      JSON.stringify(Object.entries(secret)),
      JSON.stringify(structuredClone({ ...secret })),
    ]) {
      assert.doesNotMatch(shown, /hunter2/);
    }
    assert.match(`${secret}`, /^<secret [0-9a-f]{6}>$/);
    assert.equal(secret.reveal(), 'hunter2-and-more');
  });

  it('tells whether it is the same as another', () => {
    assert.equal(new Secret('one of them').equals(new Secret('one of them')), true);
    assert.equal(new Secret('one of them').equals(new Secret('another')), false);
    assert.equal(new Secret('').equals(new Secret('one of them')), false);
  });

  it('has one fingerprint for one value', () => {
    assert.equal(`${new Secret('same')}`, `${new Secret('same')}`);
    assert.notEqual(`${new Secret('same')}`, `${new Secret('other')}`);
  });
});

describe('scrub', () => {
  it('takes every living secret out of a text, however it was written', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 12, unit: 'grapheme-ascii' }),
        fc.string(),
        fc.string(),
        (value, before, after) => {
          if (value.trim() !== value) return;
          const secret = new Secret(value);
          for (const form of [
            value,
            encodeURIComponent(value),
            JSON.stringify(value),
            new URLSearchParams({ v: value }).toString(),
          ]) {
            const scrubbed = scrub(`${before} ${form} ${after}`);
            assert.ok(!scrubbed.includes(value) || `${before}${after}`.includes(value), scrubbed);
            assert.match(scrubbed, /<secret [0-9a-f]{6}>/);
          }
          assert.equal(secret.reveal(), value);
        },
      ),
    );
  });

  it('finds one inside Basic, at every offset', () => {
    const secret = new Secret('correct-horse-battery');
    for (const user of ['a', 'ab', 'abc', 'abcd']) {
      const basic = Buffer.from(`${user}:${secret.reveal()}`).toString('base64');
      const scrubbed = scrub(`Authorization: Basic ${basic}`);
      assert.match(scrubbed, /<secret /, user);
      const rest = scrubbed.replace(/.*Basic /, '').split(/<secret \w+>/);
      for (const part of rest) assert.ok(!Buffer.from(part, 'base64').toString().includes('horse'));
    }
  });

  it('leaves other texts alone', () => {
    assert.equal(scrub('nothing to see'), 'nothing to see');
    const short = new Secret('abc');
    assert.equal(scrub('abcdef'), 'abcdef', 'a short one is found in ordinary words');
    assert.equal(short.reveal(), 'abc');
  });
});
