import assert from 'node:assert/strict';
import { fileNotJson, mergeConflict } from '../../../../src/model/problems.ts';
import type { ConnectionState, StateKind } from '../../../../src/model/state.ts';
import { connectionRow, folderRow, problemRow, stateIcons } from '../../../../src/views/tree/rows.ts';
import { connected, connection, local, needsSignIn, personal, sharedFolder } from './samples.ts';

const now = Date.parse('2026-11-23T10:00:00Z');

describe('rows', () => {
  it('says account, state and default in words', () => {
    const row = connectionRow(
      connection(1, 'work', personal, { account: 'ada', isDefault: true }),
      'GitHub',
      connected,
      now,
    );
    assert.equal(row.label, 'work');
    assert.equal(row.description, 'connected · ada · default');
    assert.equal(row.contextValue, 'connection.connected.default.shared');
    assert.equal(row.spoken, 'work, connection of GitHub, connected, ada, default');
  });

  it('shows the account that signed in here before the one that the file names', () => {
    const state: ConnectionState = { ...connected, local: local({ account: 'grace' }) };
    const row = connectionRow(connection(1, 'team', personal, { account: 'ada' }), 'GitHub', state, now);
    assert.match(row.description, / · grace$/);
  });

  it('says first that a secret must be replaced', () => {
    const rotate = { since: '2026-11-24T10:00:00Z', because: 'Ben was removed' };
    const credential = { kind: 'sealed', rotate };
    const row = connectionRow(connection(1, 'team', personal, { credential }), 'GitHub', connected, now);
    assert.match(row.description, /^rotate now · connected/);
    assert.match(row.spoken, /rotate now/);
    assert.equal(row.contextValue, 'connection.connected.shared.sealed.rotate');
  });

  it('gives every state a shape of its own and words', () => {
    const shapes = Object.values(stateIcons).map(({ icon }) => icon);
    assert.equal(new Set(shapes).size, shapes.length);
    const states: [StateKind, ConnectionState][] = [
      ['connected', connected],
      ['needsSignIn', needsSignIn],
      ['appProblem', { grant: { status: 'appProblem', detail: 'invalid_client' }, provider: { status: 'reachable' } }],
      [
        'degraded',
        { ...connected, provider: { status: 'degraded', since: '2026-11-23T09:00:00Z', detail: 'HTTP 503' } },
      ],
    ];
    for (const [kind, state] of states) {
      const row = connectionRow(connection(1, 'x'), 'GitHub', state, now);
      assert.equal(row.icon, stateIcons[kind].icon);
      assert.equal(row.contextValue, `connection.${kind}.shared`);
      assert.notEqual(row.description, '');
    }
  });

  it('warns of an end that nothing renews, and of no other', () => {
    const ends = (more: object) =>
      connectionRow(connection(1, 'x'), 'GitHub', { ...connected, local: local(more) }, now).description;
    const expiresAt = '2026-11-26T11:00:00Z';
    assert.equal(ends({ expiresAt }), 'connected · expires in 3 days');
    assert.equal(ends({ expiresAt, renewable: true }), 'connected');
    assert.equal(ends({ expiresAt: '2027-11-26T11:00:00Z' }), 'connected');
  });

  it('says of a folder that it is empty, shared or not trusted', () => {
    assert.equal(folderRow(personal, 2, false).description, '');
    assert.equal(folderRow(sharedFolder('Finance'), 0, true).description, 'empty');
    assert.equal(folderRow(sharedFolder('Finance'), 1, false).description, 'workspace not trusted');
    assert.equal(folderRow(sharedFolder('Finance'), 1, true).contextValue, 'folder.shared');
    assert.equal(folderRow(sharedFolder('Finance'), 1, true, 2).description, '2 wait for access');
    assert.match(folderRow(sharedFolder('Finance'), 1, true).spoken, /Finance, shared folder/);
  });

  it('says of a broken file what is wrong', () => {
    const row = problemRow('/w/bad.connection.jsonc', fileNotJson('bad.connection.jsonc', 3, 'ValueExpected'));
    assert.equal(row.label, 'bad.connection.jsonc');
    assert.match(row.description, /line 3/);
    assert.match(row.spoken, /PB101/);
    assert.equal(row.contextValue, 'problem');
  });

  it('offers to resolve a conflict of a connection alone', () => {
    const of = (name: string) => problemRow(`/w/${name}`, mergeConflict(name, 1, 'HEAD', 'feature'));
    assert.equal(of('a.connection.jsonc').contextValue, 'problem.conflict');
    assert.match(of('a.connection.jsonc').spoken, /“HEAD” and “feature”.*Resolve Merge Conflict/);
    assert.equal(of('folder.jsonc').contextValue, 'problem');
    assert.match(of('folder.jsonc').spoken, /take git’s marks out/);
  });
});
