import assert from 'node:assert/strict';
import { connectionState } from '../../../src/connections/state.ts';
import type { LocalState } from '../../../src/model/state.ts';
import { connection, local, personal, sharedFolder } from '../views/tree/samples.ts';

const now = Date.parse('2026-11-23T10:00:00Z');
const of = (state: LocalState | undefined, one = connection(1, 'x')) =>
  connectionState({ ownKey: undefined, get: () => state }, one, now).grant;

describe('state of a connection', () => {
  it('is what is known here', () => {
    assert.deepEqual(of(local()), { status: 'connected' });
    const grant = { status: 'appProblem', detail: 'invalid_client' } as const;
    assert.deepEqual(of(local({ grant })), grant);
  });

  it('is not “connected” past an end that nothing renews', () => {
    const expiresAt = '2026-11-23T10:00:00Z';
    assert.deepEqual(of(local({ expiresAt, renewable: false })), { status: 'needsSignIn', reason: 'expired' });
    assert.deepEqual(of(local({ expiresAt, renewable: true })), { status: 'connected' });
    assert.deepEqual(of(local({ expiresAt: '2026-11-23T10:00:01Z', renewable: false })), { status: 'connected' });
    const grant = { status: 'needsSignIn', reason: 'revoked' } as const;
    assert.deepEqual(of(local({ expiresAt, renewable: false, grant })), grant);
  });

  it('tells a credential that is elsewhere from none', () => {
    const mine = connection(1, 'mine', personal, { credential: { kind: 'vault' } });
    const ours = connection(2, 'ours', sharedFolder('Finance'), { credential: { kind: 'eachMember' } });
    assert.deepEqual(of(undefined, mine), { status: 'needsSignIn', reason: 'notHere' });
    assert.deepEqual(of(undefined, ours), { status: 'needsSignIn', reason: 'never' });
  });
});
