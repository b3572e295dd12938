import assert from 'node:assert/strict';
import { newIdentity } from '../../../../src/storage/seal.ts';
import { membersSaid } from '../../../../src/views/membersEditing/saidOf.ts';
import type { PolicyFileKind } from '../../../../src/views/policyEditing/kinds.ts';
import { placeAt } from '../../../../src/views/policyEditing/place.ts';
import { suggestionsAt } from '../../../../src/views/policyEditing/suggest.ts';
import { folderFile, peopleScene } from './peopleFixture.ts';

/** What is said of the word that is marked with `^`. */
function said(kind: PolicyFileKind, marked: string) {
  const text = marked.replace('^', '');
  const place = placeAt(kind, text, marked.indexOf('^'));
  const path = place.isKey ? [...place.path, place.word ?? ''] : place.path;
  const found = membersSaid({ ...place, path }, place.word ?? '', peopleScene(), { text, file: folderFile });
  return found && [found.title, ...found.lines].join(' | ');
}

const offered = (kind: PolicyFileKind, marked: string, scene = peopleScene()) => {
  const place = placeAt(kind, marked.replace('^', ''), marked.indexOf('^'));
  return suggestionsAt(place, { scene, connectors: new Map() }).map(({ word }) => word);
};

describe('members editing: what is said and offered', () => {
  it('tells what a key is, whose, and nothing of a private one', async () => {
    const { identity, publicKey } = await newIdentity();
    const members = (key: string) => `{ "version": 1, "people": [{ "user": "ana", "keys": ["^${key}"] }] }`;
    assert.match(said('members', members(publicKey)) ?? '', /^age public key \| Of a computer of ana: /);
    const secret = said('members', members(identity)) ?? '';
    assert.match(secret, /^Private key \| It belongs in no file/);
    assert.doesNotMatch(secret, /AGE-SECRET/);
    assert.equal(said('members', members('age1x')), undefined);
    const signing = `{ "version": 1, "people": [{ "user": "ana", "signingKeys": ["^ed25519:${'a'.repeat(43)}"] }] }`;
    assert.match(said('members', signing) ?? '', /What ana sealed is checked/);
    assert.match(
      said('members', members(publicKey).replace('^', '').replace('"ana"', '"^ana"')) ?? '',
      /^ana \| 1 key$/,
    );
    assert.match(said('members', '{ "version": 1, "people": [{ "user": "^bo" }] }') ?? '', /^bo \| Has not joined/);
  });

  it('tells what somebody may do in the folder as it is written', () => {
    const folder = (roles: string) => `{ "version": 1, "roles": { ${roles} } }`;
    const maker = folder('"Maker": ["^bob@x.example"], "Automation User": ["group:makers"]');
    assert.equal(
      said('folder', maker),
      'bob@x.example | May do in this folder: Create, Edit, View (Maker, Automation User) | Has not joined: no key yet.',
    );
    assert.equal(
      said('folder', folder('"Automation User": ["^group:makers"]')),
      'group:makers | May do in this folder: View (Automation User)',
    );
    assert.equal(said('folder', folder('"Nothing": ["^*"]')), '* | May do in this folder: nothing (no role)');
    assert.equal(said('folder', folder('"^Maker": ["*"]')), undefined, 'a role is explained as everywhere');
  });

  it('offers groups and roles that folders use and nobody has made, people, groups and everybody', () => {
    const scene = peopleScene();
    const at = { file: folderFile, line: 1, column: 1, offset: 0, length: 0 };
    const grants = [
      { role: 'Auditor', groups: ['auditors', 'makers'], at },
      { role: 'Maker', users: ['ana@x.example'], at },
    ];
    const folders = scene.domain.folders.map((folder) => ({ ...folder, roles: { at, grants } }));
    const used = { ...scene, domain: { ...scene.domain, folders } };
    assert.deepEqual(offered('members', '{ "groups": { "^" } }', used), ['auditors']);
    assert.deepEqual(offered('members', '{ "roles": { "^" } }', used), ['Auditor']);
    assert.deepEqual(offered('members', '{ "groups": { "a": ["^"] } }')[0], 'ana@x.example');
    const holders = offered('folder', '{ "roles": { "Maker": ["^"] } }');
    for (const word of ['ana@x.example', 'group:makers', '*']) assert.ok(holders.includes(word), word);
    assert.deepEqual(offered('folder', '{ "roles": { "^" } }'), ['Automation User', 'Folder Administrator', 'Maker']);
  });
});
