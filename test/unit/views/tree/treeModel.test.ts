import assert from 'node:assert/strict';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noFilter } from '../../../../src/views/tree/filter.ts';
import { connectionNodeId, type TreeNode } from '../../../../src/views/tree/nodes.ts';
import { TreeModel } from '../../../../src/views/tree/treeModel.ts';
import { openAll } from '../../../support/openAll.ts';
import { type TestParts, testParts } from '../../../support/testParts.ts';
import { local } from './samples.ts';

const id = '6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10';
const text = (name: string, more: object = {}) =>
  JSON.stringify({ version: 1, id, name, connector: 'github', authType: 'pat', ...more });

describe('tree model', () => {
  let parts: TestParts;
  let model: TreeModel;
  let finance: string;

  beforeEach(async () => {
    parts = await testParts();
    finance = join(parts.workspace, '.patchbay', 'folders', 'Finance');
    await mkdir(finance, { recursive: true });
    model = new TreeModel(parts);
  });

  afterEach(async () => {
    model.dispose();
    await parts.close();
  });

  /** Resolves with what the next change draws anew. */
  const nextChange = () =>
    new Promise<(TreeNode | undefined)[]>((resolve) => {
      const subscription = model.onDidChange((changes) => {
        subscription.dispose();
        resolve(changes);
      });
    });

  it('reads nothing before it is asked', async () => {
    await writeFile(join(finance, 'a.connection.jsonc'), text('a'));
    await parts.files.reload();
    model.rebuild();
    assert.equal(model.tree.total, 0);
    await model.ready();
    assert.equal(model.tree.total, 1);
  });

  it('shows the top before anything is read, and a folder before the rest is', async () => {
    await mkdir(join(finance, 'AP'));
    await writeFile(join(finance, 'a.connection.jsonc'), text('a'));
    await writeFile(join(finance, 'bad.connection.jsonc'), '{ oops');
    const roots = await model.roots();
    assert.deepEqual([parts.files.isRead, model.isWhole], [false, false]);
    const labels = (nodes: readonly TreeNode[]) => nodes.map(({ row }) => row.label);
    assert.deepEqual(labels(roots), ['Personal Workspace', 'Finance']);
    const [, node] = roots;
    assert.ok(node);
    // Nobody counted yet, so nothing is said of it.
    assert.doesNotMatch(node.row.spoken, /inside/);
    assert.deepEqual(labels(await model.children(node)), ['AP', 'a', 'bad.connection.jsonc']);
    await model.ready();
    assert.deepEqual([model.isWhole, model.tree.total], [true, 2]);
    assert.match(node.row.spoken, /2 inside/);
    assert.equal((await model.roots())[1], node);
  });

  it('reads the rest by itself once the top is shown, and says what looks different then', async () => {
    await writeFile(join(finance, 'a.connection.jsonc'), text('a'));
    const changed = nextChange();
    await model.roots();
    assert.deepEqual(
      (await changed).map((node) => node?.row.label),
      ['Finance'],
    );
    assert.ok(model.isWhole);
  });

  it('shows nothing where there is nothing, also before all is read', async () => {
    await rm(finance, { recursive: true });
    assert.deepEqual(await model.roots(), []);
    await model.ready();
    assert.deepEqual(await model.roots(), []);
  });

  it('makes the rows of a folder when it is opened, or one of them is looked for', async () => {
    await writeFile(join(finance, 'a.connection.jsonc'), text('a'));
    await model.ready();
    const nodes = () => [...model.tree.nodes.keys()];
    assert.deepEqual([nodes().includes(connectionNodeId(id)), model.tree.total], [false, 1]);
    const node = model.connectionNode(id);
    assert.deepEqual([node?.row.label, node?.parent.row.label], ['a', 'Finance']);
    assert.equal(node?.parent.children[0], node);
    assert.equal(model.connectionNode('no-such-id'), undefined);
    model.filter = { ...noFilter, text: 'nothing like it' };
    assert.equal(model.connectionNode(id), undefined);
  });

  it('has no row for what is gone when it is opened', async () => {
    const [, node] = await model.roots();
    assert.ok(node);
    await rm(finance, { recursive: true });
    await model.ready();
    assert.deepEqual(await model.children(node), []);
  });

  it('reads once, however often it is asked, and again after a failure', async () => {
    let reads = 0;
    const failing = {
      ...parts,
      states: Object.assign(Object.create(parts.states), {
        ready: () => (reads++ ? parts.states.ready() : Promise.reject(new Error('disk'))),
      }),
    };
    const other = new TreeModel(failing);
    await assert.rejects(other.ready(), /disk/);
    await Promise.all([other.ready(), other.ready()]);
    assert.equal(reads, 2);
    other.dispose();
  });

  it('shows a file that somebody else wrote, renamed, moved and took away', async () => {
    await model.ready();
    await openAll(model);
    const file = join(finance, 'a.connection.jsonc');
    const steps: [() => Promise<void>, string[]][] = [
      [() => writeFile(file, text('first')), ['first']],
      [() => writeFile(file, text('second')), ['second']],
      [() => rename(file, join(finance, 'b.connection.jsonc')), ['second']],
      [() => rm(join(finance, 'b.connection.jsonc')), []],
    ];
    for (const [step, names] of steps) {
      await step();
      const changed = nextChange();
      await parts.files.reload();
      await changed;
      const shown = [...model.tree.nodes.values()].filter(({ kind }) => kind === 'connection');
      assert.deepEqual(
        shown.map(({ row }) => row.label),
        names,
      );
    }
  });

  it('draws many changes of states in one go', async () => {
    await writeFile(join(finance, 'a.connection.jsonc'), text('a'));
    await model.ready();
    await openAll(model);
    const drawn: (TreeNode | undefined)[][] = [];
    model.onDidChange((changes) => drawn.push(changes));
    const changed = nextChange();
    await parts.states.set(id, local({ account: 'ada' }));
    await changed;
    assert.deepEqual(
      drawn.map((nodes) => nodes.map((node) => node?.id)),
      [[connectionNodeId(id)]],
    );
    assert.match(model.tree.nodes.get(connectionNodeId(id))?.row.description ?? '', /^connected · ada/);
  });

  it('filters what it has read, without reading again', async () => {
    await writeFile(join(finance, 'a.connection.jsonc'), text('a'));
    await model.ready();
    model.filter = { ...noFilter, text: 'nothing like it' };
    assert.deepEqual([model.tree.roots.length, model.tree.shown, model.tree.total], [0, 0, 1]);
    model.filter = noFilter;
    assert.equal(model.tree.shown, 1);
  });

  it('lets what ends by itself end on the screen', async () => {
    await writeFile(join(finance, 'a.connection.jsonc'), text('a'));
    await model.ready();
    await openAll(model);
    const known = nextChange();
    await parts.states.set(id, local({ expiresAt: new Date(Date.now() + 500).toISOString() }));
    await known;
    const row = () => model.tree.nodes.get(connectionNodeId(id))?.row;
    const before = row();
    await nextChange();
    assert.notDeepEqual(row(), before);
  });
});
