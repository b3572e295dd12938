import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Governance, type GovernedSubject } from '../../src/connections/governance.ts';
import { Identity } from '../../src/editor/identity.ts';
import { EditorPolicySources } from '../../src/editor/policySources.ts';
import type { CatalogEntry } from '../../src/model/connector.ts';
import { DisposableList } from '../../src/model/disposable.ts';
import { ConnectionFiles } from '../../src/storage/connectionFiles.ts';
import { until } from '../support/until.ts';

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const github: CatalogEntry = {
  ...{ key: 'github', name: 'GitHub', description: '', categories: [], synonyms: [], authTypes: ['pat'] },
};
const mine: GovernedSubject = { connector: 'github', authType: 'pat', folder: 'personal', accountKind: 'personal' };
const off = (name: string) =>
  JSON.stringify({ name, deploy: [{ tenant: true }], settings: { connectors: { github: { enabled: false } } } });

describe('policies in this editor', () => {
  const list = new DisposableList();
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const policies = join(workspace, '.patchbay', 'policies');
  let root = '';
  let identity: Identity;
  let sources: EditorPolicySources;
  let governance: Governance;

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'patchbay-policies-'));
    // The computer's directory is there from the beginning: the editor's watcher looks for one that is not every 5 s.
    const paths = { machinePolicies: join(root, 'machine'), userPolicies: join(root, 'policies') };
    await mkdir(paths.machinePolicies);
    identity = list.push(new Identity(paths.machinePolicies, quiet));
    sources = list.push(new EditorPolicySources({ ...paths, identity }));
    governance = list.push(
      new Governance({
        ...{ sources, log: quiet, audit: { record: () => {} }, bundles: join(root, 'bundles') },
        files: new ConnectionFiles(() => [{ kind: 'personal', directory: join(root, 'personal') }]),
        catalog: { entries: async () => [github], connector: () => Promise.reject(new Error('nobody asks')) },
        who: () => identity.who(),
      }),
    );
  });
  after(async () => {
    list.dispose();
    await rm(root, { recursive: true, force: true });
  });

  const blocked = () => governance.decideNow('create', mine)?.blocked;

  it('are those of the workspace, the person and the computer', async () => {
    const { sources: found } = await sources.read();
    assert.deepEqual(
      found.map(({ kind, trusted }) => [kind, trusted]),
      [
        ['machine', true],
        ['user', true],
        ['workspace', true],
      ],
    );
    const names = found.at(-1)?.files?.map(({ file }) => file) ?? [];
    assert.ok(names.length > 0, 'the demo has a policy');
    for (const name of names) assert.ok((await readdir(policies)).some((one) => name.endsWith(one)));
  });

  for (const [whose, directory] of [
    ['the workspace', () => policies],
    ['the person', () => join(root, 'policies')],
    ['the computer', () => join(root, 'machine')],
  ] as const) {
    it(`of ${whose} are followed without a reload: made, mended, gone`, async () => {
      await governance.table();
      assert.equal(blocked(), false);
      const file = join(directory(), 'x.policy.jsonc');
      await mkdir(directory(), { recursive: true });
      await writeFile(file, off('Off'));
      await until('it is turned off', () => blocked() === true);
      await writeFile(file, off('Off').replace('false', 'true'));
      await until('it is turned on', () => blocked() === false);
      await writeFile(file, off('Off'));
      await until('it is turned off again', () => blocked() === true);
      await rm(file);
      await until('the policy is gone', () => blocked() === false);
    });
  }

  it('are followed where their directory is made only then', async () => {
    const kept = join(root, 'kept');
    await rename(policies, kept);
    await mkdir(policies);
    await writeFile(join(policies, 'x.policy.jsonc'), off('Off'));
    await until('it is turned off', () => blocked() === true);
    await rm(policies, { recursive: true });
    await until('it is turned on', () => blocked() === false);
    await rename(kept, policies);
  });

  it('know who is at the editor: by the setting, else by what the system knows', async () => {
    const settings = vscode.workspace.getConfiguration('patchbay');
    const before = await identity.who();
    assert.ok(before, 'nobody is known');
    assert.ok(before.includes('@') || before === userInfo().username);
    let changes = 0;
    list.push(identity.onDidChange(() => changes++));
    await settings.update('identity', ' ada@acme.example ', vscode.ConfigurationTarget.Global);
    await until('the setting is heeded', () => changes > 0);
    assert.equal(await identity.who(), 'ada@acme.example');
    await settings.update('identity', undefined, vscode.ConfigurationTarget.Global);
    await until('the setting is gone', async () => (await identity.who()) === before);
  });

  it('know the organisation by the setting', async () => {
    const settings = vscode.workspace.getConfiguration('patchbay');
    const anchor = { url: 'http://127.0.0.1:9/bundle.json', publicKey: `${'A'.repeat(43)}=` };
    await settings.update('organisationPolicy', anchor, vscode.ConfigurationTarget.Global);
    assert.deepEqual((await sources.read()).organisation, anchor);
    // Nobody answers there: what the organisation wants is not known, so nothing may be made.
    await until('nothing may be made', () => blocked() === true);
    await settings.update('organisationPolicy', undefined, vscode.ConfigurationTarget.Global);
    await until('the setting is gone', () => blocked() === false);
    await assert.rejects(
      async () => settings.update('organisationPolicy', anchor, vscode.ConfigurationTarget.Workspace),
      'a workspace could name an organisation',
    );
  });
});
