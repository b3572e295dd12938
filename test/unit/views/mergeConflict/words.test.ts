import assert from 'node:assert/strict';
import type { Difference } from '../../../../src/connections/mergeConflict/versions.ts';
import { credentialWords, fieldWords, sideWords, valueWords } from '../../../../src/views/mergeConflict/words.ts';

const sealed = {
  ...{ kind: 'sealed', sealed: '-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n' },
  ...{
    recipients: ['age1a', 'age1b'],
    sealedBy: 'ana@acme.example',
    sealedAt: '2026-11-24T10:00:00Z',
    signature: 'c2ln',
  },
};
const words = (credential?: object) => credentialWords(credential ? { credential: JSON.stringify(credential) } : {});

describe('words of a merge conflict', () => {
  it('say of a credential what it is, by whom, when and to how many, never what is sealed', () => {
    assert.equal(words(sealed), 'sealed by ana@acme.example on 2026-11-24T10:00:00Z, to 2 keys');
    const rotate = { since: '2026-11-24T10:00:00Z', because: 'ben was removed' };
    assert.match(words({ ...sealed, recipients: ['age1a'], rotate }), /to 1 key, to be replaced: ben was removed$/);
    assert.equal(words({ kind: 'sealed', sealed: 'YWdl' }), 'sealed, to 0 keys');
    assert.equal(words(), 'each member signs in');
    assert.equal(words({ kind: 'eachMember' }), 'each member signs in');
    assert.equal(words({ kind: 'vault' }), 'kept on this computer');
    assert.equal(words({ kind: 'reference', from: { token: 'env:TOKEN' } }), 'lies elsewhere (token: env:TOKEN)');
    assert.match(words({ kind: 'newer' }), /does not know: newer$/);
    for (const one of [sealed, { kind: 'sealed', sealed: 'YWdl' }, { ...sealed, sealedBy: sealed.sealed }])
      assert.doesNotMatch(words(one), /YWdl|BEGIN|c2ln/);
  });

  it('say values plainly', () => {
    const of = (path: Difference['path'], ours: unknown) =>
      `${fieldWords(path)}: ${valueWords({ path, ours, theirs: undefined }, 'ours', { label: '' } as never)}`;
    assert.equal(of(['name'], 'Prod'), 'Name: Prod');
    assert.equal(of(['parameters', 'siteUrl'], 'https://a.example'), 'Parameter “siteUrl”: https://a.example');
    assert.equal(of(['authType'], 'pat'), 'Authentication: Personal access token');
    assert.equal(of(['isDefault'], true), 'Default: Yes');
    assert.equal(of(['pollingIntervalMinutes'], 5), 'Polling interval: 5 minutes');
    assert.equal(of(['scopes'], ['a', 'b']), 'Scopes: a, b');
    assert.equal(of(['accountKind'], 'service'), 'Account belongs to: A service account');
    assert.equal(of(['triggers'], [{ a: 1 }]), '“triggers”: [{"a":1}]');
    assert.equal(of(['x'], undefined), '“x”: not said');
    assert.equal(of(['x'], sealed.sealed), '“x”: a sealed text');
    assert.equal(of(['x'], { sealed }), '“x”: a sealed text');
    assert.equal(of(['name'], `a\n${'b'.repeat(200)}`).length, 'Name: '.length + 120);
    assert.equal(sideWords('ours', { label: 'HEAD' }), 'Ours (HEAD)');
    assert.equal(sideWords('theirs', { label: '' }), 'Theirs');
  });
});
