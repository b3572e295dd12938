import assert from 'node:assert/strict';
import type { GrantState } from '../../../../src/model/state.ts';
import {
  describeStop,
  describeWalk,
  isMendable,
  type Patient,
  planWalk,
} from '../../../../src/views/attention/walkPlan.ts';
import { connection } from '../tree/samples.ts';

const refused: GrantState = { status: 'appProblem', detail: 'invalid_client' };
const signedOut: GrantState = { status: 'needsSignIn', reason: 'revoked' };
const patient = (n: number, grant: GrantState, clientId?: string): Patient => ({
  connection: connection(n, `c${n}`),
  application: 'Acme',
  state: { grant, provider: { status: 'reachable' } },
  ...(clientId ? { app: { host: 'one.example', clientId } } : {}),
});

describe('a walk through connections', () => {
  it('stops once for each refused app, then at each connection', () => {
    const stops = planWalk([
      patient(1, signedOut, 'mine'),
      patient(2, refused, 'mine'),
      patient(3, refused, 'other'),
      patient(4, refused, 'mine'),
      patient(5, refused),
      patient(0, { status: 'needsSignIn', reason: 'never' }),
      patient(6, signedOut),
    ]);
    assert.deepEqual(
      stops.map(({ connections }) => connections.map(({ name }) => name)),
      [['c2', 'c4'], ['c3'], ['c1'], ['c5'], ['c6'], ['c0']],
    );
  });

  it('leads to nothing that only somebody else can mend', () => {
    const reasons = ['notForYou', 'notJoined', 'sealRefused', 'never', 'expired'] as const;
    const mendable = reasons.filter((reason) => isMendable({ grant: { status: 'needsSignIn', reason } }));
    assert.deepEqual(mendable, ['never', 'expired']);
    assert.deepEqual([isMendable({ grant: refused }), isMendable({ grant: { status: 'connected' } })], [true, false]);
  });

  it('says at each stop what is wrong', () => {
    const [app] = planWalk([patient(1, refused, 'mine'), patient(2, refused, 'mine')]);
    assert.ok(app);
    assert.equal(describeStop(app), 'Acme refuses the OAuth app “mine” (invalid_client). “c1”, “c2” work through it.');
    const [single] = planWalk([patient(1, signedOut)]);
    assert.ok(single);
    assert.equal(describeStop(single), '“c1” of Acme: needs sign-in (revoked at the provider).');
  });

  it('says what came of it', () => {
    assert.equal(describeWalk(1, 1), 'The connection is reconnected.');
    assert.equal(describeWalk(3, 3), 'All 3 connections are reconnected.');
    assert.equal(describeWalk(1, 3), '1 of 3 connections are reconnected.');
  });
});
