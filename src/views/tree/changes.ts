import type { Tree } from './buildTree.ts';
import type { TreeNode } from './nodes.ts';

/** What a row looked like: what it says and shows, and what its tooltip tells besides. */
type Look = readonly unknown[];

/** What a tree looked like, to be compared with what it looks like after {@link buildTree} filled its nodes anew. */
export interface Looks {
  /** Their ids. */
  roots: readonly string[];
  nodes: ReadonlyMap<string, Look>;
}

/** Remembers how every row of `tree` looks, and what hangs below it. */
export function looksOf(tree: Tree): Looks {
  const nodes = new Map<string, Look>();
  for (const node of tree.nodes.values()) nodes.set(node.id, look(node));
  return { roots: ids(tree.roots), nodes };
}

/**
 * What the editor must draw again: nothing, some nodes with all that is below them, or everything (`undefined` inside the
 * list, as the editor says it).
 */
export function changesSince(before: Looks, tree: Tree): (TreeNode | undefined)[] {
  if (!same(before.roots, ids(tree.roots))) return [undefined];
  const changed: TreeNode[] = [];
  const visit = (node: TreeNode) => {
    const was = before.nodes.get(node.id);
    if (!was || !same(was, look(node))) changed.push(node);
    else if (node.kind === 'folder') node.children.forEach(visit);
  };
  tree.roots.forEach(visit);
  return changed;
}

function look(node: TreeNode): Look {
  const { label, description, icon, color, contextValue, spoken } = node.row;
  const row = [label, description, icon, color, contextValue, spoken];
  switch (node.kind) {
    case 'folder':
      return [...row, ...ids(node.children)];
    case 'connection':
      return [...row, node.problem?.code, node.mark?.rule?.address, node.connection, node.state];
    case 'problem':
      return [...row, node.problem.code];
  }
}

function ids(nodes: readonly TreeNode[]): string[] {
  return nodes.map(({ id }) => id);
}

/** Most things are the very same; only what is not is looked at closely. */
function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, index) => Object.is(one, b[index]) || JSON.stringify(one) === JSON.stringify(b[index]))
  );
}
