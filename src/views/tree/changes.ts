import type { Tree } from './buildTree.ts';
import type { FolderNode, TreeNode } from './nodes.ts';

/** What a tree looked like, to be compared with what it looks like after {@link buildTree} filled its nodes anew. */
export type Looks = ReadonlyMap<string, string>;

const rootsKey = '';

/** Remembers how every row of `tree` looks, and what hangs below it. */
export function looksOf(tree: Tree): Looks {
  const looks = new Map<string, string>([[rootsKey, ids(tree.roots)]]);
  for (const node of tree.nodes.values()) looks.set(node.id, look(node));
  return looks;
}

/**
 * What the editor must draw again: nothing, some nodes with all that is below them, or everything (`undefined` inside the
 * list, as the editor says it).
 */
export function changesSince(before: Looks, tree: Tree): (TreeNode | undefined)[] {
  if (before.get(rootsKey) !== ids(tree.roots)) return [undefined];
  const changed: TreeNode[] = [];
  const visit = (node: TreeNode) => {
    if (before.get(node.id) !== look(node)) changed.push(node);
    else if (node.kind === 'folder') node.children.forEach(visit);
  };
  tree.roots.forEach(visit);
  return changed;
}

/** The row, and what its tooltip tells besides. */
function look(node: TreeNode): string {
  switch (node.kind) {
    case 'folder':
      return JSON.stringify([node.row, ids(node.children)]);
    case 'connection':
      return JSON.stringify([node.row, node.state, node.connection, node.problem?.code, node.mark?.rule?.address]);
    case 'problem':
      return JSON.stringify([node.row, node.problem.code]);
  }
}

function ids(nodes: readonly (TreeNode | FolderNode)[]): string {
  return nodes.map((node) => node.id).join('\n');
}
