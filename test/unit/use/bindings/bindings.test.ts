import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BindingOverrides } from '../../../../src/storage/bindingOverrides.ts';
import { BindingFiles } from '../../../../src/use/bindings/bindingFiles.ts';
import { WindowBindings } from '../../../../src/use/bindings/bindings.ts';
import { describeBound, serviceBindings } from '../../../../src/use/bindings/forService.ts';
import { type TestParts, testParts } from '../../../support/testParts.ts';

const id = (n: number) => `3d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f1${n}`;

describe('Bindings', () => {
  let parts: TestParts;
  let bindings: WindowBindings;
  let overrides: BindingOverrides;
  let own: string;
  let uipath: string;

  const connect = async (n: number, folder = 'Finance', more: object = {}) => {
    const directory =
      folder === 'personal' ? join(parts.root, 'personal') : join(parts.workspace, '.patchbay', 'folders', folder);
    await mkdir(directory, { recursive: true });
    const record = { version: 1, id: id(n), name: `c${n}`, connector: 'github', authType: 'pat', ...more };
    await writeFile(join(directory, `c${n}.connection.jsonc`), JSON.stringify(record));
    await parts.files.reload();
  };
  const signIn = (n: number) =>
    parts.states.set(id(n), {
      ...{ version: 1, generation: 1, storedAt: new Date().toISOString() },
      ...{ grant: { status: 'connected' }, provider: { status: 'reachable' } },
    });
  const bind = async (names: object) => {
    await writeFile(own, JSON.stringify({ version: 1, bindings: names }));
    bindings.reload();
  };
  const reasons = async () =>
    Object.fromEntries(
      (await bindings.all()).map(({ binding, resolution }) => [
        binding.name,
        'connection' in resolution ? resolution.connection.name : resolution.unresolved.kind,
      ]),
    );

  beforeEach(async () => {
    parts = await testParts();
    own = join(parts.workspace, '.patchbay', 'bindings.jsonc');
    uipath = join(parts.workspace, 'bindings.json');
    await mkdir(join(parts.workspace, '.patchbay'), { recursive: true });
    overrides = new BindingOverrides(parts.root);
    const files = new BindingFiles(async () => [
      { file: own, kind: 'patchbay' },
      { file: uipath, kind: 'uipath' },
    ]);
    bindings = new WindowBindings(parts, files, overrides);
  });
  afterEach(async () => {
    bindings.dispose();
    await parts.close();
  });

  it('lead to a connection by its id, or to the default of a folder', async () => {
    await connect(1);
    await connect(2, 'Finance', { isDefault: true });
    await connect(3, 'personal', { connector: 'slack' });
    for (const n of [1, 2, 3]) await signIn(n);
    await bind({
      ...{ byId: { connection: id(1).toUpperCase() }, byFolder: { connector: 'github', folder: 'Finance' } },
      ...{ own: { connector: 'slack' } },
    });
    assert.deepEqual(await reasons(), { byId: 'c1', byFolder: 'c2', own: 'c3' });
    assert.equal((await bindings.resolve('byFolder')).id, id(2));
    assert.equal((await bindings.resolve(id(1))).name, 'c1');
  });

  it('say why they lead nowhere', async () => {
    await connect(1);
    await connect(2);
    await connect(4, 'personal', { connector: 'slack' });
    await signIn(4);
    await bind({
      ...{ nothing: {}, unknown: { connection: id(9) }, folder: { connector: 'github', folder: 'Nowhere' } },
      ...{ none: { connector: 'jira' }, two: { connector: 'github', folder: 'Finance' } },
      ...{ other: { connection: id(4), connector: 'github' }, out: { connection: id(1) } },
      ...{ up: { connector: 'github', folder: '../folders/Finance' } },
    });
    assert.deepEqual(await reasons(), {
      ...{ nothing: 'nothingSaid', unknown: 'unknownConnection', folder: 'unknownFolder', none: 'noneInFolder' },
      ...{ two: 'noDefault', other: 'otherConnector', out: 'needsSignIn', up: 'unknownFolder' },
    });
    await assert.rejects(bindings.resolve('out'), /PB751|needs sign-in/);
    await assert.rejects(bindings.resolve('two'), /2 connections are there, and none is the default/);
    await assert.rejects(bindings.resolve('never'), { code: 'PB750' });
    parts.trusted = false;
    assert.equal((await reasons())['other'], 'untrusted');
  });

  it('follow policies, with the words of the policy', async () => {
    await connect(1);
    await signIn(1);
    await bind({ crm: { connection: id(1) } });
    assert.deepEqual(await reasons(), { crm: 'c1' });
    const policies = join(parts.workspace, '.patchbay', 'policies');
    await mkdir(policies);
    const guardrails = [{ id: 'no', deny: ['use'], when: { connector: 'github' }, because: 'It is closed.' }];
    const policy = { name: 'Closed', deploy: [{ tenant: true }], guardrails };
    await writeFile(join(policies, 'a.policy.jsonc'), JSON.stringify(policy));
    parts.policiesChanged();
    assert.deepEqual(await reasons(), { crm: 'notAllowed' });
    await assert.rejects(bindings.resolve('crm'), /PB751|Closed/);
  });

  it('are chosen by a person for themselves, outside of the workspace', async () => {
    await connect(1);
    await connect(2);
    await signIn(1);
    await signIn(2);
    await bind({ crm: { connection: id(1), connector: 'github' } });
    const [bound] = await bindings.all();
    let told = 0;
    bindings.onDidChange(() => told++);
    await bindings.choose(bound?.binding ?? assert.fail(), id(2));
    assert.ok(told > 0);
    assert.deepEqual(await reasons(), { crm: 'c2' });
    assert.deepEqual([...(await overrides.of(own))], [['crm', id(2)]]);
    assert.deepEqual([...(await overrides.of(uipath))], []);
    // A connection that went away is said to be away: nobody falls back to another account unasked.
    await rm(join(parts.workspace, '.patchbay', 'folders', 'Finance', 'c2.connection.jsonc'));
    await parts.files.reload();
    assert.deepEqual(await reasons(), { crm: 'unknownConnection' });
    await bindings.choose({ file: own, name: 'crm' }, undefined);
    assert.deepEqual(await reasons(), { crm: 'c1' });
  });

  it('are those of UiPath projects too, and an own choice goes before their key', async () => {
    await connect(1);
    await connect(2);
    await signIn(1);
    await signIn(2);
    const resources = [{ resource: 'connection', key: id(1), value: { ConnectionId: { defaultValue: id(1) } } }];
    await writeFile(uipath, JSON.stringify({ version: '2.0', resources }));
    bindings.reload();
    assert.equal((await bindings.resolve(id(1))).id, id(1));
    await bindings.choose({ file: uipath, name: id(1) }, id(2));
    assert.equal((await bindings.resolve(id(1))).id, id(2));
    assert.equal(await serviceBindings(bindings).resolve(id(1)), id(2));
  });

  it('refuse a name of two files that mean different connections', async () => {
    await connect(1);
    await connect(2);
    await signIn(1);
    await signIn(2);
    await bind({ crm: { connection: id(1) } });
    const resource = (n: number) => ({
      version: '2.0',
      resources: [{ resource: 'connection', key: 'crm', value: { ConnectionId: { defaultValue: id(n) } } }],
    });
    await writeFile(uipath, JSON.stringify(resource(2)));
    bindings.reload();
    await assert.rejects(bindings.resolve('crm'), { code: 'PB752' });
    assert.equal(await serviceBindings(bindings).resolve('crm'), undefined);
    assert.equal((await serviceBindings(bindings).explain('crm'))?.code, 'PB752');
    await writeFile(uipath, JSON.stringify(resource(1)));
    bindings.reload();
    assert.equal((await bindings.resolve('crm')).id, id(1));
  });

  it('tell of a broken file before they call a name unknown', async () => {
    await writeFile(own, '{ "version": 1, "bindings": { "crm"');
    bindings.reload();
    await assert.rejects(bindings.resolve('crm'), { code: 'PB101' });
    await writeFile(own, JSON.stringify({ version: 1, bindings: {} }));
    bindings.reload();
    await assert.rejects(bindings.resolve('crm'), { code: 'PB750' });
  });

  it('tell a service of what cannot be used now, so that it says itself why', async () => {
    await connect(1);
    await bind({ crm: { connection: id(1) }, none: { connector: 'jira' } });
    const service = serviceBindings(bindings);
    assert.equal(await service.resolve('crm'), id(1));
    assert.equal(await service.resolve('none'), undefined);
    assert.match((await service.explain('none'))?.message ?? '', /Personal Workspace/);
    assert.equal(await service.explain('never'), undefined);
    assert.deepEqual(await service.names(), ['crm', 'none']);
    const [crm] = (await bindings.all()).map(describeBound);
    assert.deepEqual([crm?.status, crm?.connection?.name, crm?.chosenBy], ['needsSignIn', 'c1', 'file']);
  });
});
