import assert from 'node:assert/strict';
import { duplicateId, fileNewer, fileNotJson } from '../../../../src/model/problems.ts';
import { buildTree, type Tree } from '../../../../src/views/tree/buildTree.ts';
import { noFilter } from '../../../../src/views/tree/filter.ts';
import { connectionNodeId, type TreeNode } from '../../../../src/views/tree/nodes.ts';
import { connected, connection, input, needsSignIn, personal, sharedFolder, snapshot } from './samples.ts';

const finance = sharedFolder('Finance');
const payables = sharedFolder('Finance', 'Payables');
const archive = sharedFolder('Archive');

/** The labels, indented by depth. */
function outline(tree: Tree): string[] {
  const lines: string[] = [];
  const visit = (node: TreeNode, depth: number) => {
    lines.push(`${'  '.repeat(depth)}${node.row.label}`);
    if (node.kind === 'folder') for (const child of node.children) visit(child, depth + 1);
  };
  for (const root of tree.roots) visit(root, 0);
  return lines;
}

describe('tree', () => {
  it('shows the Personal Workspace first, then shared folders nested, everything by name', () => {
    const found = snapshot(
      // As a reader may find them: a child before its parent.
      [payables, finance, archive, personal],
      [
        connection(1, 'token 10'),
        connection(2, 'token 9'),
        connection(3, 'Ångström'),
        connection(4, 'bank', finance),
        connection(5, 'vat', payables),
      ],
    );
    assert.deepEqual(outline(buildTree(input(found))), [
      'Personal Workspace',
      '  Ångström',
      '  token 9',
      '  token 10',
      'Archive',
      'Finance',
      '  Payables',
      '    vat',
      '  bank',
    ]);
  });

  it('shows nothing while there is nothing, so that the welcome view can speak', () => {
    assert.deepEqual(outline(buildTree(input(snapshot([personal], [])))), []);
    assert.deepEqual(outline(buildTree(input(snapshot([personal, finance], [])))), ['Personal Workspace', 'Finance']);
  });

  it('shows a broken file as a row of its own, and a newer one as its connection, read-only', () => {
    const newer = connection(1, 'later', personal, { readOnly: true });
    const found = snapshot(
      [personal],
      [newer],
      [
        { file: newer.file, folder: personal.id, problem: fileNewer('later.connection.jsonc') },
        {
          file: '/p/bad.connection.jsonc',
          folder: personal.id,
          problem: fileNotJson('bad.connection.jsonc', 3, 'ValueExpected'),
        },
        { file: '/p/twin.connection.jsonc', folder: personal.id, problem: duplicateId('twin', 'later') },
      ],
    );
    const tree = buildTree(input(found));
    assert.deepEqual(outline(tree), [
      'Personal Workspace',
      '  later',
      '  bad.connection.jsonc',
      '  twin.connection.jsonc',
    ]);
    const row = tree.nodes.get(connectionNodeId(newer.id));
    assert.ok(row?.kind === 'connection' && row.problem?.code === 'PB102');
    assert.match(row.row.contextValue, /\.readOnly\.shared$/);
    assert.equal(tree.attention, 2);
    assert.equal(tree.total, 3);
  });

  it('counts what needs attention, filtered or not', () => {
    const found = snapshot([personal], [connection(1, 'a'), connection(2, 'b'), connection(3, 'c')]);
    const stateOf = ({ name }: { name: string }) => (name === 'a' ? connected : needsSignIn);
    const tree = buildTree(input(found, { stateOf, filter: { ...noFilter, states: ['connected'] } }));
    assert.equal(tree.attention, 2);
    assert.deepEqual([tree.shown, tree.total], [1, 3]);
  });

  it('leaves out the folders that a filter empties, and keeps those on the way to a match', () => {
    const found = snapshot(
      [personal, finance, payables, archive],
      [connection(1, 'vat', payables), connection(2, 'mine')],
    );
    const tree = buildTree(input(found, { filter: { ...noFilter, text: 'VAT' } }));
    assert.deepEqual(outline(tree), ['Finance', '  Payables', '    vat']);
    assert.deepEqual(outline(buildTree(input(found, { filter: { ...noFilter, text: 'nowhere' } }))), []);
  });

  it('keeps the node of a connection that was renamed or moved', () => {
    const before = buildTree(input(snapshot([personal, finance], [connection(1, 'old')])));
    const node = before.nodes.get(connectionNodeId(connection(1, 'old').id));
    const after = buildTree(input(snapshot([personal, finance], [connection(1, 'new', finance)])), before);
    assert.equal(after.nodes.get(node?.id ?? ''), node);
    assert.equal(node?.row.label, 'new');
    assert.equal(node?.parent?.row.label, 'Finance');
  });

  it('counts everything, and makes rows inside the folders that are open', () => {
    const found = snapshot([personal, finance, payables], [connection(1, 'a', finance), connection(2, 'b', payables)]);
    const tree = buildTree(input(found, { open: new Set([payables.id]) }));
    assert.deepEqual(outline(tree), ['Personal Workspace', 'Finance', '  Payables', '    b']);
    assert.deepEqual([tree.shown, tree.total], [2, 2]);
    const node = tree.roots[1];
    assert.ok(node);
    assert.match(node.row.spoken, /2 inside/);
    tree.open(node);
    assert.deepEqual(outline(tree), ['Personal Workspace', 'Finance', '  Payables', '    b', '  a']);
  });

  describe('starts with what there is room for:', () => {
    const startsOpen = (tree: Tree) => tree.roots.map((root) => `${root.row.label} ${root.startsOpen}`);
    const many = (count: number, folder = finance, from = 0) =>
      Array.from({ length: count }, (_, n) => connection(from + n, `c${n}`, folder));

    it('folders at the top are open, those inside are closed', () => {
      const tree = buildTree(input(snapshot([personal, finance, payables], many(50))));
      assert.deepEqual(startsOpen(tree), ['Personal Workspace true', 'Finance true']);
      assert.ok(tree.roots[1]?.children[0]?.kind === 'folder' && !tree.roots[1].children[0].startsOpen);
    });

    it('a folder with too much in it is closed, and stays as it was decided', () => {
      const first = buildTree(input(snapshot([personal, archive, finance], [...many(90), ...many(20, archive, 900)])));
      assert.deepEqual(startsOpen(first), ['Personal Workspace true', 'Archive true', 'Finance false']);
      const later = buildTree(input(snapshot([personal, archive, finance], many(90, archive))), first);
      assert.deepEqual(startsOpen(later), ['Personal Workspace true', 'Archive true', 'Finance false']);
    });

    it('of many folders all are closed', () => {
      const folders = Array.from({ length: 30 }, (_, n) => sharedFolder(`F${n}`));
      const tree = buildTree(input(snapshot([personal, ...folders], [])));
      assert.deepEqual([tree.roots.length, tree.roots.filter((root) => root.startsOpen).length], [31, 1]);
    });
  });

  it('shows ten thousand connections in well under a second', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => connection(n, `connection ${n}`, n % 2 ? finance : personal));
    const found = snapshot([personal, finance], many);
    const started = performance.now();
    const tree = buildTree(input(found));
    assert.equal(tree.shown, 10_000);
    assert.ok(performance.now() - started < 1000);
  });
});
