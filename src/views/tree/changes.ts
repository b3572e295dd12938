import type { Tree } from './buildTree.ts';
import type { TreeNode } from './nodes.ts';

/** What a tree looked like, to be compared with what it looks like after {@link buildTree} filled its nodes anew. */
export interface Looks {
  roots: readonly TreeNode[];
  /** Copies: the nodes themselves are filled anew. */
  nodes: ReadonlyMap<string, TreeNode>;
}

/** Remembers how every row of `tree` looks, and what hangs below it. */
export function looksOf(tree: Tree): Looks {
  const nodes = new Map<string, TreeNode>();
  for (const [id, node] of tree.nodes) nodes.set(id, { ...node });
  return { roots: tree.roots, nodes };
}

/**
 * What the editor must draw again: nothing, some nodes with all that is below them, or everything (`undefined` inside the
 * list, as the editor says it).
 */
export function changesSince(before: Looks, tree: Tree): (TreeNode | undefined)[] {
  if (!sameNodes(before.roots, tree.roots)) return [undefined];
  const changed: TreeNode[] = [];
  const visit = (node: TreeNode) => {
    const was = before.nodes.get(node.id);
    if (!was || !looksTheSame(was, node)) changed.push(node);
    else if (node.kind === 'folder') node.children.forEach(visit);
  };
  tree.roots.forEach(visit);
  return changed;
}

/** The row, and what its tooltip tells besides. Most things are the very same; only what is not is looked at closely. */
function looksTheSame(was: TreeNode, is: TreeNode): boolean {
  if (!same(was.row, is.row)) return false;
  if (was.kind === 'folder') return is.kind === 'folder' && sameNodes(was.children, is.children);
  if (is.kind === 'folder' || was.problem?.code !== is.problem?.code) return false;
  if (was.kind === 'problem' || is.kind === 'problem') return true;
  const marks = [was.mark?.rule?.address, is.mark?.rule?.address];
  return same(was.connection, is.connection) && same(was.state, is.state) && same(marks[0], marks[1]);
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function sameNodes(a: readonly TreeNode[], b: readonly TreeNode[]): boolean {
  return a === b || (a.length === b.length && a.every(({ id }, index) => id === b[index]?.id));
}
