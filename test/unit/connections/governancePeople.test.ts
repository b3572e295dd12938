import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Denial } from '../../../src/model/denial.ts';
import { put } from '../../support/connections.ts';
import { governedWorld, tenant } from '../../support/governed.ts';
import { testParts } from '../../support/testParts.ts';

describe('governance of people', () => {
  const world = governedWorld();
  const { subject, place, policy, denial, codes, changed } = world;

  it('heeds the roles of folders, as people and groups have them', async () => {
    const folder = join(world.finance(), 'folder.jsonc');
    await put(folder, '{ "version": 1,\n "roles": {\n "Auditor": ["group:finance"] } }');
    await put(place('members.jsonc'), {
      version: 1,
      groups: { finance: ['TESTER@acme.example'] },
      roles: { Auditor: ['View', 'Delete'] },
    });
    assert.equal(await codes('view', 'use', 'delete', 'create', 'edit'), 'ok ok ok PB650 PB650');
    const denied = await denial('edit');
    assert.match(denied?.message ?? '', /permission “Edit” in Finance/);
    assert.deepEqual(denied?.facts.at, { file: folder, line: 3, column: 14 });
    assert.equal(await denial('create', { folder: 'personal' }), undefined);

    await put(place('members.jsonc'), { version: 1, groups: { finance: [] }, roles: { Auditor: ['View'] } });
    await changed();
    assert.equal(await codes('view', 'use'), 'PB650 PB650');
    await put(folder, { version: 1, roles: { 'Automation User': ['*'] } });
    await changed();
    assert.equal(await codes('view', 'edit'), 'ok PB650');
    await put(folder, '{ "version": 1, "roles": "');
    await changed();
    assert.equal(await codes('view', 'edit'), 'ok PB650', 'the last good roles');
    assert.deepEqual(
      (await world.parts.governance.status()).broken.map(({ file, kept }) => [file, kept]),
      [[folder, true]],
    );
    const fresh = await testParts({ root: world.parts.root });
    const unknown = await fresh.governance.require('edit', subject()).catch((error: unknown) => error);
    assert.ok(unknown instanceof Denial);
    assert.deepEqual([unknown.code, unknown.facts.at?.file], ['PB651', folder]);
    await fresh.close();
  });

  it('refuses writes where members cannot be read, if something hangs on them', async () => {
    await put(place('members.jsonc'), '{ "version": 2 }');
    assert.equal(await codes('create'), 'ok');
    await policy(tenant);
    await changed();
    const denied = await denial('create');
    assert.equal(denied?.code, 'PB651');
    assert.match(denied?.message ?? '', /your groups cannot be read/);
  });

  it('lets a repository add nobody to a group that the computer defines', async () => {
    const guardrails = [{ id: 'no', deny: ['create'], unless: { group: ['admins', 'makers'] } }];
    await put(join(world.parts.root, 'machine', 'm.policy.jsonc'), { ...tenant, guardrails });
    await put(join(world.parts.root, 'machine', 'members.jsonc'), {
      version: 1,
      groups: { admins: ['root@acme.example'] },
    });
    await put(place('members.jsonc'), { version: 1, groups: { admins: ['tester@acme.example'] } });
    assert.equal(await codes('create'), 'PB650');
    await put(place('members.jsonc'), { version: 1, groups: { makers: ['tester@acme.example'] } });
    await changed();
    assert.equal(await codes('create'), 'ok');
    world.parts.trusted = false;
    await changed();
    assert.equal(await codes('create'), 'PB650', 'a repository that is not trusted says nothing of people');
  });

  it('names everybody whom the files name', async () => {
    await policy({ ...tenant });
    await put(place('members.jsonc'), {
      version: 1,
      people: [{ user: 'ada@acme.example' }],
      groups: { finance: ['bob@acme.example', 'ada@acme.example'] },
    });
    await changed();
    const { people } = await world.parts.governance.status();
    assert.deepEqual([...people.users].sort(), ['ada@acme.example', 'bob@acme.example']);
    assert.deepEqual([...people.groups], [['finance', ['bob@acme.example', 'ada@acme.example']]]);
  });
});
