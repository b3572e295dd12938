import type { TreeNode } from '../../src/views/tree/nodes.ts';
import type { TreeModel } from '../../src/views/tree/treeModel.ts';

/** Opens every folder of the tree, as a person who looks at everything. */
export async function openAll(model: TreeModel): Promise<void> {
  const open = async (node: TreeNode): Promise<void> => {
    if (node.kind !== 'folder') return;
    for (const child of await model.children(node)) await open(child);
  };
  for (const root of await model.roots()) await open(root);
}
