import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import type { Credential } from '../../../src/model/credential.ts';
import { Secret } from '../../../src/model/secret.ts';
import { decodeCredential, encodeCredential } from '../../../src/storage/credentialCodec.ts';
import { anyCredential, revealed } from '../../support/credentials.ts';

describe('credentialCodec', () => {
  it('gives back what it was given', () => {
    fc.assert(
      fc.property(anyCredential, fc.integer({ min: 1, max: 2 ** 40 }), (credential, generation) => {
        const read = decodeCredential(encodeCredential({ generation, credential }));
        assert.equal(read.status, 'found');
        assert.equal(read.generation, generation);
        assert.deepEqual(revealed(read.credential), revealed(credential));
      }),
    );
  });

  it('keeps what it does not know, through a change, without showing it', () => {
    const text = JSON.stringify({
      version: 1,
      generation: 3,
      credential: { kind: 'oauth', accessToken: 'old-token', scopes: [], dpopKey: 'private-dpop-key', level: 2 },
    });
    const read = decodeCredential(text);
    assert.equal(read.status, 'found');
    for (const shown of [inspect(read, { depth: 9, showHidden: true }), JSON.stringify(read)]) {
      assert.doesNotMatch(shown, /old-token|private-dpop-key/);
    }
    const renewed: Credential = {
      ...(read.credential as Credential & { kind: 'oauth' }),
      accessToken: new Secret('new'),
    };
    const written = JSON.parse(encodeCredential({ generation: 4, credential: renewed }));
    assert.deepEqual(written, {
      version: 1,
      generation: 4,
      credential: { kind: 'oauth', accessToken: 'new', scopes: [], dpopKey: 'private-dpop-key', level: 2 },
    });
  });

  it('says what a newer Patchbay stored, in a way that it must not be overwritten', () => {
    const read = decodeCredential(JSON.stringify({ version: 2, whatever: true }));
    assert.deepEqual([read.status, read.status === 'unreadable' && read.newer], ['unreadable', true]);
  });

  it('calls anything else unreadable, and does not repeat it', () => {
    const bad = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({ version: fc.constantFrom(0, 1, '1', null), generation: fc.anything(), credential: fc.anything() })
        .map((one) => JSON.stringify(one)),
    );
    fc.assert(
      fc.property(bad, (text) => {
        const read = decodeCredential(text);
        if (read.status === 'found') return;
        assert.equal(read.status, 'unreadable');
        assert.ok(!read.newer);
        assert.match(read.detail, /changed or damaged/);
      }),
    );
    assert.equal(
      decodeCredential('{"version":1,"generation":0,"credential":{"kind":"token","token":"x"}}').status,
      'unreadable',
    );
    assert.equal(
      decodeCredential('{"version":1,"generation":1,"credential":{"kind":"token","token":""}}').status,
      'unreadable',
    );
  });
});
