import assert from 'node:assert/strict';
import fc from 'fast-check';
import { privateKeysIn, publicKeyFault, withoutPrivateKeys } from '../../../src/model/ageKey.ts';
import { newIdentity, publicKeyOf } from '../../../src/storage/seal.ts';

const letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** Of age's own test vectors (C2SP/CCTV, age), with its identity. */
const knownIdentity = 'AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX';
const known = 'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj';

describe('keys of age, as they are written', () => {
  it('are told from what is none, with what is wrong', async () => {
    const { identity, publicKey } = await newIdentity();
    assert.equal(publicKeyFault(publicKey), undefined);
    assert.equal(await publicKeyOf(knownIdentity), known);
    assert.equal(publicKeyFault(known), undefined);
    assert.equal(publicKeyFault(identity), 'private');
    assert.equal(publicKeyFault(identity.toLowerCase()), 'private');
    assert.equal(publicKeyFault(`x ${identity.slice(0, 30)}`), 'private', 'half of one is not shown either');
    for (const other of ['', 'ssh-ed25519 AAAA', publicKey.toUpperCase(), 'age1yubikey1qwt50d', 'age1pq1abc'])
      assert.equal(publicKeyFault(other), 'other', other);
    for (const cut of [publicKey.slice(0, -1), publicKey.slice(0, 5), 'age1'])
      assert.equal(publicKeyFault(cut), 'short');
    assert.equal(publicKeyFault(`${publicKey}q`), 'long');
    assert.equal(publicKeyFault(`${publicKey.slice(0, -1)}…`), 'letters');
    assert.equal(publicKeyFault(`${publicKey.slice(0, 30)} ${publicKey.slice(30)}`), 'letters');
  });

  it('are not taken with any single letter wrong, nor with two swapped', async () => {
    const { publicKey } = await newIdentity();
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 61 }), fc.integer({ min: 1, max: 31 }), (at, by) => {
        const wrong = letters[(letters.indexOf(publicKey[at] as string) + by) % 32];
        assert.equal(publicKeyFault(publicKey.slice(0, at) + wrong + publicKey.slice(at + 1)), 'checksum');
      }),
    );
    for (let at = 4; at < 61; at++) {
      const [a, b] = [publicKey[at], publicKey[at + 1]];
      if (a === b) continue;
      assert.equal(publicKeyFault(publicKey.slice(0, at) + b + a + publicKey.slice(at + 2)), 'checksum');
    }
  });

  it('are found in a text, and taken out of what is shown', async () => {
    const { identity } = await newIdentity();
    const text = `// ${identity}\n"${identity.slice(0, 20)}"`;
    assert.deepEqual(privateKeysIn(text), [
      { offset: 3, length: identity.length },
      { offset: identity.length + 5, length: 20 },
    ]);
    const shown = withoutPrivateKeys(text);
    assert.equal(shown, '// AGE-SECRET-KEY-1…\n"AGE-SECRET-KEY-1…"');
  });
});
