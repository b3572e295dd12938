import assert from 'node:assert/strict';
import { actions, type Domain, decide } from '../../../src/policy/index.ts';
import { ask, domain, policyTable, table } from './helpers.ts';

const blocked = (made: ReturnType<typeof table>, changes: Parameters<typeof ask>[0] = {}) =>
  decide(made, ask(changes)).blocked;

describe('policy: decisions in folders with roles', () => {
  it('follow the roles in a folder', () => {
    const at = (line: number) => ({ file: 'folder.jsonc', line, column: 1, offset: line, length: 1 });
    const folder = (grants: object[]) =>
      ({
        ...domain,
        folders: domain.folders.map((one) => (one.id === 'finance' ? { ...one, roles: { at: at(2), grants } } : one)),
        roles: [
          { name: 'Maker', permissions: ['View', 'Create'] },
          { name: 'Folder Administrator', permissions: [] },
        ],
      }) as Domain;
    const can = (grants: object[], changes: Parameters<typeof ask>[0] = {}) => {
      const made = table([], { domain: folder(grants) });
      return actions.filter((action) => !blocked(made, { ...changes, action })).join();
    };
    const grant = (role: string, groups = ['finance']) => ({ role, groups, at: at(3) });
    assert.equal(can([grant('Automation User')]), 'view,use,reconnect');
    assert.equal(can([grant('Folder Administrator')]), actions.join(), 'a built-in role cannot be redefined');
    assert.equal(can([grant('Maker')]), 'view,use,create,reconnect,move');
    assert.equal(can([grant('Maker'), grant('Automation User')]), 'view,use,create,reconnect,move');
    assert.equal(can([grant('Ghost')]), '', 'a role that is not defined is none');
    assert.equal(can([grant('Maker', ['it'])]), '');
    assert.equal(can([]), '');
    assert.equal(can([{ role: 'Automation User', users: ['ANA@acme.example'], at: at(3) }]), 'view,use,reconnect');
    assert.equal(can([grant('Automation User')], { folder: 'payables' }), 'view,use,reconnect', 'holds inside as well');
    assert.equal(can([grant('Automation User')], { folder: 'hr' }), actions.join());
    assert.equal(can([grant('Automation User')], { folder: 'personal' }), actions.join());
    const why = (grants: object[]) => decide(table([], { domain: folder(grants) }), ask()).reasons[0]?.rule;
    assert.deepEqual(
      [why([grant('Automation User')])?.kind, why([grant('Automation User')])?.address.line],
      ['role', 3],
    );
    assert.equal(why([])?.address.line, 2);
    assert.equal(why([])?.policy, undefined);
  });

  it('do not heed roles of what is personal, nor of nobody', () => {
    const at = { file: 'f', line: 1, column: 1, offset: 0, length: 1 };
    const given = (grants: object[]) =>
      ({ ...domain, folders: domain.folders.map((folder) => ({ ...folder, roles: { at, grants } })) }) as Domain;
    assert.ok(!blocked(table([], { domain: given([]) }), { folder: 'personal' }));
    const grants = [{ role: 'Folder Administrator', users: ['ana'], groups: ['it'], at }];
    const nobody = table([], { domain: given(grants), principal: { user: undefined, groups: undefined } });
    assert.deepEqual(decide(nobody, ask()).missing, ['user', 'group']);
    assert.deepEqual(nobody.parts.rights.get('hr')?.roles, []);
    const forNobody = table([], { domain: given([{ role: 'Folder Administrator', at }]) });
    assert.deepEqual(forNobody.parts.rights.get('hr')?.roles, []);
    assert.deepEqual(
      table([], { domain: given(grants), principal: { user: 'eve', groups: ['it'] } }).parts.rights.get('hr')?.roles,
      ['Folder Administrator'],
    );
  });

  it('are indeterminate in a folder of which the roles cannot be read, and in those inside it', () => {
    const rolesUnreadable = { file: 'folder.jsonc', line: 1, column: 1, offset: 0, length: 0 };
    const folders = domain.folders.map((one) => (one.id === 'finance' ? { ...one, rolesUnreadable } : one));
    const made = table([], { domain: { ...domain, folders } });
    for (const folder of ['finance', 'payables']) {
      const { outcome, missing, blocked: stopped } = decide(made, ask({ folder }));
      assert.deepEqual([outcome, missing, stopped], ['indeterminate', ['role'], true]);
    }
    assert.equal(decide(made, ask({ folder: 'hr' })).outcome, 'allow');
    assert.deepEqual(decide(made, ask({ folder: 'nowhere' })).missing, ['folder']);
  });

  it('do not follow folders in a circle', () => {
    const folders = [
      { id: 'a', kind: 'shared' as const, path: ['a'], parent: 'b' },
      { id: 'b', kind: 'shared' as const, path: ['b'], parent: 'a' },
    ];
    assert.equal(decide(policyTable({}, { domain: { ...domain, folders } }), ask({ folder: 'a' })).outcome, 'allow');
  });
});
