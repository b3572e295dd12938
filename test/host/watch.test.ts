import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CombinedCatalog } from '../../src/catalog/combinedCatalog.ts';
import type { Identity } from '../../src/editor/identity.ts';
import { watchOwnConnectors } from '../../src/editor/ownConnectors.ts';
import { EditorPolicySources } from '../../src/editor/policySources.ts';
import { watchConnections } from '../../src/editor/watch.ts';
import { ConnectionFiles } from '../../src/storage/connectionFiles.ts';
import type { LocalStates } from '../../src/storage/localStates.ts';
import { until } from '../support/until.ts';

const id = '1d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f19';
const text = (name: string) => JSON.stringify({ version: 1, id, name, connector: 'github', authType: 'pat' });

describe('what changes on the disk', () => {
  let root: string;
  let watching: vscode.Disposable;
  let files: ConnectionFiles;
  /** What was read again, call by call; undefined is everything. */
  let reloads: (string[] | undefined)[];
  let rereads: string[];
  const workspace = () => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const at = (...names: string[]) => join(workspace(), '.patchbay', 'folders', ...names);
  const name = async () => (await files.snapshot()).connections.get(id)?.name;
  const told = (path: string) => reloads.some((paths) => paths?.includes(path));

  const readNoMore = () => assert.ok(!reloads.includes(undefined), 'everything was read');

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'patchbay-watch-'));
    reloads = [];
    rereads = [];
    files = new ConnectionFiles(() => [
      { kind: 'personal', directory: join(root, 'personal') },
      { kind: 'shared', directory: at() },
    ]);
    const reload = files.reload.bind(files);
    files.reload = (changed) => {
      reloads.push(changed && [...changed]);
      return reload(changed);
    };
    const states = {
      load: async () => void rereads.push('all'),
      reread: async (one: string) => void rereads.push(one),
    } as unknown as LocalStates;
    watching = watchConnections({ root, files, states, credentialChanged: () => {} });
    await files.snapshot();
    reloads.length = 0;
    // The editor's watchers stand when they tell of something.
    for (let n = 0; !told(at('Watched', 'folder.jsonc')); n++) {
      await mkdir(at('Watched'), { recursive: true });
      await writeFile(at('Watched', 'folder.jsonc'), `{ "version": 1, "description": "${n}" }`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    // Once it looks at everything, for what changed before they stood.
    await until('it looked', () => reloads.includes(undefined));
    reloads.length = 0;
  });

  afterEach(async () => {
    watching.dispose();
    await rm(at('Watched'), { recursive: true, force: true });
    await rm(at('Watched 2'), { recursive: true, force: true });
    await rm(root, { recursive: true });
  });

  it('is read again, that and nothing else', async () => {
    const file = at('Watched', 'a.connection.jsonc');
    await writeFile(file, text('first'));
    await until('it came', async () => (await name()) === 'first');
    await writeFile(file, text('second'));
    await until('it changed', async () => (await name()) === 'second');
    await rm(file);
    await until('it went', async () => (await name()) === undefined);
    assert.ok(told(file));
    readNoMore();
  });

  it('is found where a whole folder is renamed or goes', async () => {
    await writeFile(at('Watched', 'a.connection.jsonc'), text('one'));
    await until('it came', async () => (await name()) === 'one');
    const labels = async () => [...(await files.folders()).values()].map((folder) => folder.name);
    await rename(at('Watched'), at('Watched 2'));
    await until('it is there', async () => (await labels()).includes('Watched 2') && (await name()) === 'one');
    await until('it is not there', async () => !(await labels()).includes('Watched'));
    await rm(at('Watched 2'), { recursive: true });
    await until('it went', async () => (await name()) === undefined && !(await labels()).includes('Watched 2'));
    readNoMore();
  });

  it('is found where a branch has no connections at all, and another has them again', async () => {
    await writeFile(at('Watched', 'a.connection.jsonc'), text('one'));
    await until('it came', async () => (await name()) === 'one');
    const away = join(workspace(), 'away');
    await rename(join(workspace(), '.patchbay'), away);
    try {
      await until('all are gone', async () => (await files.snapshot()).connections.size === 0);
    } finally {
      await rename(away, join(workspace(), '.patchbay'));
    }
    await until('they are back', async () => (await name()) === 'one');
    readNoMore();
  });

  it('tells of own connectors and policies that come or go with .patchbay itself', async () => {
    let connectors = 0;
    let policies = 0;
    const own = watchOwnConnectors({ changed: () => connectors++ } as unknown as CombinedCatalog);
    const identity = { onDidChange: () => ({ dispose: () => {} }) } as unknown as Identity;
    const places = { machinePolicies: join(root, 'machine'), userPolicies: join(root, 'policies') };
    const sources = new EditorPolicySources({ ...places, identity });
    const told = sources.onDidChange(() => policies++);
    await sources.read();
    const away = join(workspace(), 'away');
    await rename(join(workspace(), '.patchbay'), away);
    try {
      await until('both are told', () => connectors > 0 && policies > 0);
    } finally {
      await rename(away, join(workspace(), '.patchbay'));
    }
    for (const one of [own, told, sources]) one.dispose();
  });

  it('is one state where one changed', async () => {
    const write = async (directory: string, name: string) => {
      await mkdir(directory, { recursive: true });
      await writeFile(join(directory, `${name}.json`), `{"version":1,"at":${Date.now()}}`);
      return rereads.includes(name);
    };
    const states = join(root, 'state');
    await until('the editor looks there', () => write(states, 'probe'), 15_000);
    await until('it is read', () => write(join(states, 'domain'), id), 15_000);
  });
});
