import assert from 'node:assert/strict';
import { connectionSchema } from '../../../src/model/connectionSchema.ts';
import { DisposableList } from '../../../src/model/disposable.ts';
import { Emitter } from '../../../src/model/event.ts';
import { folderLabel } from '../../../src/model/folder.ts';
import { describeIssue } from '../../../src/model/schemaIssue.ts';
import {
  type ConnectionState,
  describeState,
  needsAttention,
  type SignInReason,
  stateKind,
} from '../../../src/model/state.ts';
import { connectionRecord, personalFolder } from '../../support/connections.ts';

describe('Emitter', () => {
  it('tells every listener, and none that was disposed, even meanwhile', () => {
    const emitter = new Emitter<number>();
    const seen: string[] = [];
    const first = emitter.event((value) => {
      seen.push(`a${value}`);
      first.dispose();
    });
    emitter.event((value) => seen.push(`b${value}`));
    emitter.fire(1);
    emitter.fire(2);
    assert.deepEqual(seen, ['a1', 'b1', 'b2']);
  });
});

describe('DisposableList', () => {
  it('ends everything, the last first, and at once what comes later', () => {
    const ended: number[] = [];
    const list = new DisposableList();
    for (const n of [1, 2]) list.push({ dispose: () => ended.push(n) });
    list.dispose();
    list.push({ dispose: () => ended.push(3) });
    list.dispose();
    assert.deepEqual(ended, [2, 1, 3]);
  });
});

describe('the state of a connection', () => {
  const reachable = { status: 'reachable' } as const;
  const degraded = { status: 'degraded', since: '2026-11-24T10:00:00Z', detail: 'HTTP 503' } as const;

  it('keeps what the grant is worth apart from whether the provider answers', () => {
    const states: [ConnectionState, string, boolean][] = [
      [{ grant: { status: 'connected' }, provider: reachable }, 'connected', false],
      [{ grant: { status: 'connected' }, provider: degraded }, 'degraded', false],
      [{ grant: { status: 'needsSignIn', reason: 'expired' }, provider: degraded }, 'needsSignIn', true],
      // Somebody else seals it to them.
      [{ grant: { status: 'needsSignIn', reason: 'notForYou' }, provider: reachable }, 'needsSignIn', false],
      [{ grant: { status: 'appProblem', detail: 'invalid_client' }, provider: reachable }, 'appProblem', true],
    ];
    for (const [state, kind, attention] of states) {
      assert.deepEqual([stateKind(state), needsAttention(state)], [kind, attention]);
      assert.match(describeState(state), /./);
    }
  });

  it('has words of its own for every reason', () => {
    const reasons: SignInReason[] = [
      'never',
      'notHere',
      'unreadable',
      'reload',
      'expired',
      'revoked',
      'rejected',
      'consent',
    ];
    const words = reasons.map((reason) =>
      describeState({ grant: { status: 'needsSignIn', reason }, provider: reachable }),
    );
    assert.equal(new Set(words).size, reasons.length);
  });
});

describe('folderLabel', () => {
  it('names a folder by its path, the Personal Workspace by its name', () => {
    assert.equal(folderLabel({ ...personalFolder('/x'), kind: 'shared', path: ['Finance', 'AP'] }), 'Finance / AP');
    assert.equal(folderLabel(personalFolder('/x')), 'Personal Workspace');
  });
});

describe('describeIssue', () => {
  for (const [change, words] of [
    [{ name: undefined }, 'is missing'],
    [{ name: 5 }, 'must be text'],
    [{ name: '' }, 'must be at least 1'],
    [{ isDefault: 'yes' }, 'must be true or false'],
    [{ scopes: 'api' }, 'must be a list'],
    [{ parameters: [] }, 'must be an object in braces'],
    [{ accountKind: 'robot' }, 'must be one of "personal", "service"'],
    [{ pollingIntervalMinutes: 5000 }, 'must be at most 1440'],
    [{ createdAt: 'yesterday' }, 'must be a time such as 2026-11-23T10:00:00Z'],
    [{ id: '1' }, 'must be a GUID'],
  ] as const) {
    it(`says “${words}” for ${JSON.stringify(change)}`, () => {
      const value = { ...connectionRecord(), ...change };
      const { error } = connectionSchema.safeParse(value);
      assert.ok(error?.issues[0]);
      assert.equal(describeIssue(error.issues[0], value), words);
    });
  }
});
