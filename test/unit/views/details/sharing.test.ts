import assert from 'node:assert/strict';
import type { FolderAccess, FolderMember } from '../../../../src/connections/governance/folderAccess.ts';
import type { Connection } from '../../../../src/model/connection.ts';
import { describeDetails } from '../../../../src/views/details/describe.ts';
import { sharingDetails } from '../../../../src/views/details/sharing.ts';
import { detailsSource } from './detailsFixture.ts';

const at = { file: '/f/Finance/folder.jsonc', line: 7, column: 5, offset: 90, length: 3 };
const person = (user: string, changes: Partial<FolderMember> = {}): FolderMember => ({
  ...{ user, keys: [`age1${user}`], signingKeys: [], roles: ['Automation User'], permissions: ['View'], at },
  ...changes,
});
const everything = ['View', 'Edit', 'Create', 'Delete'] as const;
const sealed = {
  ...{ kind: 'sealed', seal: 's', sealedBy: 'ana', sealedAt: '2026-11-24T09:00:00Z' },
  recipients: ['age1ana', 'age1ben'],
};

describe('details: who can use this, and how do I know', () => {
  const of = (people: FolderMember[], credential: Connection['credential'], changes: Partial<FolderAccess> = {}) => {
    const { connection, folder } = detailsSource({ connection: { credential } });
    const access: FolderAccess = {
      ...{ file: '/f/members.jsonc', people, ambiguous: [], known: true, hasRoles: true, roles: [], me: 'ana' },
      ...changes,
    };
    const around = { ...folder, id: 'shared:/f/Finance', path: ['Finance'], directory: '/f/Finance' };
    const snapshot = { folders: new Map([folder, around].map((one) => [one.id, one])) };
    const domain = { folders: [] };
    const source = { connection, folder, access, domain, snapshot, trusted: true, locale: 'en' };
    const places: unknown[] = [];
    return { details: sharingDetails(source, (place) => places.push(place) - 1), places };
  };
  const ana = person('ana', { permissions: everything, roles: ['Folder Administrator'] });

  it('tells who can open it, who waits and who has not joined, each with the line', () => {
    const people = [person('dov', { keys: [] }), person('cai'), ana, person('ben'), person('eve', { permissions: [] })];
    const { details, places } = of(people, sealed);
    assert.deepEqual(
      details?.people.map(({ user, can }) => `${user} ${can}`),
      ['ana opens', 'ben opens', 'cai waits', 'dov noKey'],
    );
    assert.match(details?.sealed ?? '', /^Sealed by ana, Nov 24, 2026/);
    assert.deepEqual(
      [details?.people[0]?.isMe, details?.people[1]?.how?.link.label, details?.people[1]?.how?.text],
      [true, 'folder.jsonc:7', 'from Finance'],
    );
    assert.equal(places[details?.people[1]?.how?.link.index ?? -1], at);
    assert.deepEqual(details?.deeds, ['sealAgain', 'openMembers']);
  });

  it('says to whom it is open who may not use it, and that its secret must be replaced', () => {
    const rotate = { since: '2026-11-20T10:00:00Z', because: 'ben was removed' };
    const { details } = of([ana, person('ben', { permissions: [] })], { ...sealed, rotate });
    assert.match(details?.open ?? '', /still open to ben/);
    assert.match(details?.rotate ?? '', /^Since Nov 20, 2026: ben was removed/);
    assert.deepEqual(details?.deeds, ['rotateNow', 'sealAgain', 'openMembers']);
    assert.match(of([ana], sealed).details?.open ?? '', /nobody’s here/);
  });

  it('offers changes only to those who may make them', () => {
    const rotate = { since: '2026-11-20T10:00:00Z', because: 'x' };
    assert.deepEqual(of([ana, person('cai')], { ...sealed, rotate }, { me: 'cai' }).details?.deeds, ['openMembers']);
    assert.deepEqual(of([ana], { ...sealed, rotate }, { known: false }).details?.deeds, ['openMembers']);
  });

  it('says how each gets it where it is not sealed, and that nobody gave a role', () => {
    const { details } = of([person('ben', { at: undefined as never })], { kind: 'eachMember' }, { hasRoles: false });
    assert.equal(details?.people[0]?.words, 'with their own sign-in');
    assert.match(details?.note ?? '', /No file gives any role/);
    assert.match(of([], { kind: 'eachMember' }, { hasRoles: false }).details?.note ?? '', /No file names anybody/);
    assert.equal(details?.sealed, undefined);
    assert.equal(of([ana], { kind: 'vault' }).details, undefined);
    assert.equal(of([ana], { kind: 'fromTheFuture' }).details, undefined);
  });

  it('holds no key and no more people than are read', () => {
    const crowd = Array.from({ length: 50 }, (_, index) => person(`p${index}`));
    const { details } = of(crowd, sealed);
    assert.deepEqual([details?.people.length, details?.more], [30, 20]);
    assert.doesNotMatch(JSON.stringify(details), /age1/);
  });

  it('leads who cannot open it to what helps', () => {
    const first = (reason: 'notJoined' | 'notForYou' | 'sealRefused') => {
      const grant = { status: 'needsSignIn', reason } as const;
      const source = detailsSource({ state: { grant, provider: { status: 'reachable' } }, whom: 'ana' });
      const { actions, state } = describeDetails(source);
      assert.match(state.detail ?? '', /ana/);
      return actions.find(({ primary }) => primary)?.name;
    };
    assert.deepEqual(
      [first('notJoined'), first('notForYou'), first('sealRefused')],
      ['joinWorkspace', 'openMembers', 'sealAgain'],
    );
  });
});
