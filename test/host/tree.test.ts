import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Parts } from '../../src/connections/parts.ts';
import { ConnectionFiles } from '../../src/storage/connectionFiles.ts';
import { LocalStates } from '../../src/storage/localStates.ts';
import { DragAndDrop } from '../../src/views/tree/dragAndDrop.ts';
import type { TreeNode } from '../../src/views/tree/nodes.ts';
import { ConnectionTreeProvider } from '../../src/views/tree/provider.ts';
import { TreeModel } from '../../src/views/tree/treeModel.ts';
import { openAll } from '../support/openAll.ts';

const id = (n: number) => `1d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f1${n}`;
const mimeType = 'application/vnd.code.tree.patchbay.connections';

describe('the tree as the editor gets it', () => {
  let root: string;
  let files: ConnectionFiles;
  let model: TreeModel;
  let tree: ConnectionTreeProvider;
  let dragAndDrop: DragAndDrop;

  const folder = (...path: string[]) => join(root, 'folders', ...path);
  const write = (directory: string, n: number, name: string, more: object = {}) =>
    writeFile(
      join(directory, `${n}.connection.jsonc`),
      JSON.stringify({ version: 1, id: id(n), name, connector: 'github', authType: 'pat', ...more }),
    );

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'patchbay-tree-'));
    await mkdir(folder('Finance', 'Payables'), { recursive: true });
    files = new ConnectionFiles(() => [
      { kind: 'personal', directory: join(root, 'personal') },
      { kind: 'shared', directory: folder() },
    ]);
    const nothing = () => {};
    const parts = {
      files,
      states: new LocalStates(root, async () => 'test'),
      catalog: { entries: async () => [{ key: 'github', name: 'GitHub' }] },
      audit: { record: nothing },
      vault: { get: async () => ({ status: 'missing' }) },
      governance: {
        table: async () => undefined,
        decideNow: () => undefined,
        ruling: async () => ({ outcome: 'allowed' }),
        require: async () => undefined,
        requireMove: async () => ({ warned: false }),
        accessTo: async () => ({ people: [], ambiguous: [], known: true, hasRoles: false, roles: [] }),
        onDidChange: () => ({ dispose: nothing }),
      },
      log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
      isTrusted: () => true,
    } as unknown as Parts;
    model = new TreeModel(parts);
    tree = new ConnectionTreeProvider(model);
    dragAndDrop = new DragAndDrop(parts);
  });

  afterEach(async () => {
    tree.dispose();
    model.dispose();
    await rm(root, { recursive: true });
  });

  /** The node with this label, wherever it is. */
  async function find(label: string): Promise<TreeNode> {
    await model.ready();
    await openAll(model);
    const node = [...model.tree.nodes.values()].find(({ row }) => row.label === label);
    assert.ok(node, label);
    return node;
  }

  /** What the tooltip of a node says. */
  async function tooltip(label: string): Promise<vscode.MarkdownString> {
    const node = await find(label);
    const text = tree.resolveTreeItem(tree.getTreeItem(node), node).tooltip;
    assert.ok(text instanceof vscode.MarkdownString);
    return text;
  }

  it('has items with stable ids, icons, words and a label for a screen reader', async () => {
    await write(folder('Finance'), 1, 'prod', { account: 'ada', isDefault: true });
    const item = tree.getTreeItem(await find('prod'));
    assert.equal(item.id, `connection:${id(1)}`);
    assert.equal(item.description, 'needs sign-in (not signed in yet) · ada · default');
    assert.equal(item.contextValue, 'connection.needsSignIn.default.shared');
    assert.ok(item.iconPath instanceof vscode.ThemeIcon && item.iconPath.color);
    assert.match(
      item.accessibilityInformation?.label ?? '',
      /prod, connection of GitHub, needs sign-in \(not signed in yet\), ada/,
    );
    assert.equal(item.tooltip, undefined);
    assert.equal(item.command, undefined);
  });

  it('knows the way from every row to the top, so that rows can be revealed', async () => {
    await write(folder('Finance', 'Payables'), 1, 'vat');
    const way: string[] = [];
    for (let node: TreeNode | undefined = await find('vat'); node; node = tree.getParent(node))
      way.push(node.row.label);
    assert.deepEqual(way, ['vat', 'Payables', 'Finance']);
    const [, finance] = await tree.getChildren();
    assert.deepEqual(
      (await tree.getChildren(finance)).map(({ row }) => row.label),
      ['Payables'],
    );
  });

  it('escapes in tooltips what files say, and lets no command run from them', async () => {
    await write(folder('Finance'), 1, '[click](command:workbench.action.quit) <b>x</b> $(x)');
    const text = await tooltip('[click](command:workbench.action.quit) <b>x</b> $(x)');
    assert.ok(!text.isTrusted);
    assert.ok(!text.supportHtml);
    assert.ok(!/(?<!\\)\[click(?<!\\)\]\(/.test(text.value), text.value);
  });

  it('tells in the tooltip what the row has no room for', async () => {
    await write(folder('Finance'), 1, 'prod', { account: 'ada' });
    const { value } = await tooltip('prod');
    for (const words of ['Application', 'GitHub', 'Personal', 'ada', 'sign', 'Finance'])
      assert.ok(value.includes(words), words);
  });

  it('opens a broken file by a click, and says what is wrong with it', async () => {
    await writeFile(join(folder('Finance'), 'bad.connection.jsonc'), '{\n  "version": 1,\n  oops }');
    const node = await find('bad.connection.jsonc');
    const item = tree.getTreeItem(node);
    assert.equal(item.command?.command, 'patchbay.openFile');
    assert.match(String(item.description), /line 3/);
    await vscode.commands.executeCommand(item.command?.command ?? '', ...(item.command?.arguments ?? []));
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 2);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('asks the editor to draw only what changed', async () => {
    await write(folder('Finance'), 1, 'one');
    await write(folder('Finance'), 2, 'two');
    await model.ready();
    await openAll(model);
    const drawn: (string[] | undefined)[] = [];
    tree.onDidChangeTreeData((nodes) => drawn.push(nodes?.map(({ row }) => row.label)));
    await write(folder('Finance'), 2, 'second');
    await files.reload();
    model.rebuild();
    assert.deepEqual(drawn, [['second']]);
    await mkdir(folder('Archive'));
    await files.reload();
    model.rebuild();
    assert.deepEqual(drawn.slice(1), [undefined]);
  });

  it('moves what is dropped on a folder or on something in it, and leaves what is there already', async () => {
    await write(folder('Finance'), 1, 'one');
    await write(folder('Finance'), 2, 'two');
    await write(folder('Finance', 'Payables'), 3, 'three');
    const drop = async (sources: string[], target: string) => {
      const data = new vscode.DataTransfer();
      dragAndDrop.handleDrag(await Promise.all(sources.map(find)), data);
      await dragAndDrop.handleDrop(await find(target), data);
      model.rebuild();
    };
    await drop(['one', 'Finance'], 'three');
    assert.deepEqual((await readdir(folder('Finance', 'Payables'))).sort(), [
      '1.connection.jsonc',
      '3.connection.jsonc',
    ]);
    await drop(['one', 'two', 'three'], 'Payables');
    assert.equal((await readdir(folder('Finance', 'Payables'))).length, 3);
    await drop(['two'], 'Personal Workspace');
    assert.deepEqual(await readdir(join(root, 'personal')), ['2.connection.jsonc']);
  });

  it('takes nothing that is dropped on nothing, or that is not a connection', async () => {
    await write(folder('Finance'), 1, 'one');
    const data = new vscode.DataTransfer();
    dragAndDrop.handleDrag([await find('Finance')], data);
    assert.equal(data.get(mimeType), undefined);
    data.set(mimeType, new vscode.DataTransferItem('../../etc'));
    await dragAndDrop.handleDrop(await find('Payables'), data);
    await dragAndDrop.handleDrop(undefined, data);
    assert.deepEqual(await readdir(folder('Finance', 'Payables')), []);
  });
});
