import assert from 'node:assert/strict';
import { grantEnd } from '../../../src/connections/grantEnd.ts';
import type { OAuthCredential } from '../../../src/model/credential.ts';
import { Secret } from '../../../src/model/secret.ts';
import { testConnector } from '../../support/connectors.ts';

const day = 24 * 3_600_000;
const signedIn = Date.parse('2026-11-01T10:00:00Z');
const credential: OAuthCredential = {
  kind: 'oauth',
  accessToken: new Secret('an-access-token'),
  refreshToken: new Secret('a-refresh-token'),
  scopes: [],
};
const connector = (refresh?: object) =>
  testConnector({
    oauth: { authorizeUrl: 'https://x.example/a', tokenUrl: 'https://x.example/t', ...(refresh ? { refresh } : {}) },
  });
const at = (ms: number) => new Date(ms).toISOString();

describe('the end of a grant', () => {
  it('is the nearer of its two limits, and says which', () => {
    const both = connector({ idleDays: 14, absoluteDays: 90 });
    const end = (usedDays: number) => grantEnd(both, credential, signedIn, signedIn + usedDays * day);
    assert.deepEqual(end(0), { at: at(signedIn + 14 * day), by: 'idle' });
    assert.deepEqual(end(75), { at: at(signedIn + 89 * day), by: 'idle' });
    assert.deepEqual(end(80), { at: at(signedIn + 90 * day), by: 'age' });
  });

  it('knows one limit alone', () => {
    assert.deepEqual(grantEnd(connector({ idleDays: 180 }), credential, undefined, signedIn), {
      at: at(signedIn + 180 * day),
      by: 'idle',
    });
    assert.deepEqual(grantEnd(connector({ absoluteDays: 30 }), credential, signedIn, signedIn + 29 * day), {
      at: at(signedIn + 30 * day),
      by: 'age',
    });
    assert.equal(grantEnd(connector({ absoluteDays: 30 }), credential, undefined, signedIn), undefined);
  });

  it('is foretold neither without facts nor without a refresh token', () => {
    assert.equal(grantEnd(connector(), credential, signedIn, signedIn), undefined);
    assert.equal(grantEnd(connector({ rotates: true }), credential, signedIn, signedIn), undefined);
    const { refreshToken: _, ...bare } = credential;
    assert.equal(grantEnd(connector({ idleDays: 1 }), bare, signedIn, signedIn), undefined);
    const pasted = { kind: 'token', token: new Secret('a-pasted-token') } as const;
    assert.equal(grantEnd(connector({ idleDays: 1 }), pasted, signedIn, signedIn), undefined);
  });
});
