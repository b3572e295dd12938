import assert from 'node:assert/strict';
import {
  actions,
  decide,
  groupsOf,
  type Principal,
  principalOf,
  readFolderRoles,
  readMembers,
  rolesOf,
} from '../../../src/policy/index.ts';
import { duplicatePeople } from '../../../src/policy/members.ts';
import { ask, domain, table } from './helpers.ts';

const members = `{
  "version": 1, // and whatever else belongs to somebody else
  "people": [{ "user": "ana@acme.example", "sealingKey": "age1…" }],
  "groups": { "finance": ["Ana@acme.example"], "it": ["bob@acme.example", "ana@acme.example"], "ops": [] },
  "roles": { "Maker": ["View", "Create"], "Owner": ["View", "Edit", "Create", "Delete"] }
}`;

describe('policy: members and the roles of folders', () => {
  it('say who is in which group, and what own roles permit', () => {
    const { document } = readMembers(members, 'members.jsonc');
    assert.deepEqual(groupsOf(document, 'ANA@acme.example'), ['finance', 'it']);
    assert.deepEqual(groupsOf(document, 'eve'), []);
    assert.deepEqual(principalOf(document, 'bob@acme.example'), { user: 'bob@acme.example', groups: ['it'] });
    assert.deepEqual(rolesOf(document), [
      { name: 'Maker', permissions: ['View', 'Create'] },
      { name: 'Owner', permissions: ['View', 'Edit', 'Create', 'Delete'] },
    ]);
    assert.deepEqual([groupsOf(undefined, 'ana'), rolesOf(undefined)], [[], []]);
    const bare = readMembers('{ "version": 1 }', 'm').document;
    assert.deepEqual([groupsOf(bare, 'ana'), rolesOf(bare)], [[], []]);
  });

  it('name people twice, in whatever letters', () => {
    const people = ['ana@acme.example', 'Bob', 'ANA@acme.example', 'bob', 'ána@acme.example', 'Ana@Acme.Example'];
    const text = JSON.stringify({ version: 1, people: people.map((user) => ({ user })) });
    const { document } = readMembers(text, 'members.jsonc');
    assert.deepEqual(document && duplicatePeople(document), [
      { user: 'ana@acme.example', entries: [0, 2, 5] },
      { user: 'Bob', entries: [1, 3] },
    ]);
    const none = readMembers('{ "version": 1 }', 'members.jsonc').document;
    assert.deepEqual(none && duplicatePeople(none), []);
  });

  it('say where they are wrong', () => {
    const { document, problems } = readMembers('{ "version": 1, "roles": {\n "Maker": ["Viev"] } }', 'members.jsonc');
    assert.equal(document, undefined);
    assert.deepEqual(
      problems.map(({ code, line, suggestion }) => `${code} ${line} ${suggestion}`),
      ['PB607 2 View'],
    );
    assert.equal(readMembers('{ "version": 1, "groups": { "a": "b" } }', 'm').problems[0]?.code, 'PB606');
    assert.equal(readMembers('{ "version": 2 }', 'm').problems[0]?.code, 'PB614');
  });

  it('give a folder its roles, line by line', () => {
    const text = '{ "version": 1,\n "roles": {\n "Automation User": ["*"],\n "Maker": ["bob",\n "group:finance"] } }';
    const { roles, problems } = readFolderRoles(text, 'folder.jsonc');
    assert.deepEqual(problems, []);
    assert.equal(roles.roles?.at.line, 2);
    assert.deepEqual(
      roles.roles?.grants.map(({ at, ...grant }) => [grant, at.file, at.line]),
      [
        [{ role: 'Automation User', everybody: true }, 'folder.jsonc', 3],
        [{ role: 'Maker', users: ['bob'] }, 'folder.jsonc', 4],
        [{ role: 'Maker', groups: ['finance'] }, 'folder.jsonc', 5],
      ],
    );
    const folders = domain.folders.map((folder) => (folder.id === 'hr' ? { ...folder, ...roles } : folder));
    const inHr = (principal: Principal) =>
      actions.filter(
        (action) =>
          !decide(table([], { domain: { ...domain, folders }, principal }), ask({ folder: 'hr', action })).blocked,
      );
    assert.deepEqual(inHr({ user: 'eve', groups: [] }), ['view', 'use', 'reconnect']);
    const denied = decide(table([], { domain: { ...domain, folders } }), ask({ folder: 'hr', action: 'delete' }));
    assert.equal(denied.reasons[0]?.rule.address.line, 3);
  });

  it('say nothing where a file says nothing, and are unreadable where it is wrong', () => {
    assert.deepEqual(readFolderRoles('{ "version": 1, "description": "x" }', 'f'), { roles: {}, problems: [] });
    assert.deepEqual(readFolderRoles('{ "version": 1, "roles": {} }', 'f').roles.roles?.grants, []);
    const wrong = readFolderRoles('{ "version": 1, "roles": {\n "x": "y" } }', 'f');
    assert.deepEqual(
      [wrong.roles.roles, wrong.roles.rolesUnreadable?.file, wrong.roles.rolesUnreadable?.line],
      [undefined, 'f', 2],
    );
    assert.equal(wrong.problems.length, 1);
    const folders = domain.folders.map((folder) => (folder.id === 'hr' ? { ...folder, ...wrong.roles } : folder));
    assert.deepEqual(decide(table([], { domain: { ...domain, folders } }), ask({ folder: 'hr' })).missing, ['role']);
  });
});
