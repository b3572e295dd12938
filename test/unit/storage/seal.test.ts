import assert from 'node:assert/strict';
import { newIdentity, publicKeyOf, seal, unseal } from '../../../src/storage/seal.ts';
import { remember } from '../../support/secrets.ts';

describe('sealed texts', () => {
  const text = remember('the-secret-of-the-app');

  it('open for each of those whom they are sealed to, and for nobody else', async () => {
    const [ada, grace, eve] = await Promise.all([newIdentity(), newIdentity(), newIdentity()]);
    const sealed = await seal(text, 'policy:acme.clientSecret', [ada.publicKey, grace.publicKey]);
    assert.match(sealed, /^-----BEGIN AGE ENCRYPTED FILE-----\n/);
    assert.doesNotMatch(sealed, /the-secret/);
    for (const { identity } of [ada, grace]) {
      assert.deepEqual(await unseal(sealed, 'policy:acme.clientSecret', identity), { secret: text });
    }
    const eves = await unseal(sealed, 'policy:acme.clientSecret', eve.identity);
    assert.deepEqual(eves, { problem: 'notForYou' });
  });

  it('open for nothing but what they were sealed for', async () => {
    const { identity, publicKey } = await newIdentity();
    const sealed = await seal(text, 'policy:acme.clientSecret', [publicKey]);
    for (const purpose of ['policy:acme.token', 'policy:github.clientSecret', 'policy:acme.clientsecret', '']) {
      assert.deepEqual(await unseal(sealed, purpose, identity), { problem: 'elsewhere' }, purpose);
    }
  });

  it('are broken where a letter is another or something lacks, and never half open', async () => {
    const { identity, publicKey } = await newIdentity();
    const sealed = await seal(text, 'p', [publicKey]);
    const lines = sealed.trim().split('\n');
    const damaged = [
      '',
      'no age at all',
      sealed.slice(0, -60),
      [...lines.slice(0, -2), ...lines.slice(-1)].join('\n'),
      lines.toSpliced(3, 1, [...(lines[3] as string)].reverse().join('')).join('\n'),
    ];
    for (const other of damaged) {
      const opened = await unseal(other, 'p', identity);
      assert.ok('problem' in opened, other);
      assert.doesNotMatch(JSON.stringify(opened), /the-secret/);
    }
    assert.deepEqual(await unseal(`\r\n${sealed.replaceAll('\n', '\r\n')}\r\n`, 'p', identity), { secret: text });
  });

  it('are for whoever has a key, and for no text that is none', async () => {
    const { identity, publicKey } = await newIdentity();
    assert.equal(await publicKeyOf(identity), publicKey);
    await assert.rejects(seal(text, 'p', ['age1nobody']));
  });
});
