import { type Folder, personalFolderId } from '../../model/folder.ts';
import type { TreeInput } from './buildTree.ts';
import { isFiltering } from './filter.ts';
import type { FolderNode, TreeNode } from './nodes.ts';
import { folderRow } from './rows.ts';
import type { Content } from './sortOut.ts';

/** More folders at the top than this all start closed. */
export const fewFolders = 20;

/** So many rows inside folders at the top are shown before anybody asks for them. */
const roomForRows = 100;

/**
 * Hangs folders into each other, by name, and leaves out what the filter empties.
 *
 * @param contents what lies in the folders, by their ids.
 * @returns the folders at the top.
 */
export function nest(
  folders: ReadonlyMap<string, FolderNode>,
  contents: ReadonlyMap<string, Content>,
  input: TreeInput,
): FolderNode[] {
  const roots: FolderNode[] = [];
  for (const node of folders.values()) {
    node.parent = node.folder.parent === undefined ? undefined : folders.get(node.folder.parent);
    if (node.parent) node.parent.children.push(node);
    else roots.push(node);
  }
  const { soFar, trusted } = input;
  const filtering = isFiltering(input.filter);
  /** How many connections and problem files lie in it and below; undefined while nobody knows. */
  const finish = (node: FolderNode): number | undefined => {
    const { id } = node.folder;
    const known = !soFar || soFar.looked.has(id) || soFar.sizes.get(id) === 0;
    let count = known ? sizeOf(contents.get(id)) : undefined;
    node.children = node.children.filter((child) => {
      const inside = child.kind === 'folder' ? finish(child) : 0;
      count = count === undefined || inside === undefined ? undefined : count + inside;
      return inside !== 0 || !filtering;
    });
    node.children.sort(byKindAndName);
    node.row = folderRow(node.folder, count, trusted, input.waitsIn?.(id));
    return count;
  };
  const counts = new Map(roots.map((root) => [root, finish(root)]));
  const kept = roots.filter((root) => counts.get(root) !== 0 || !filtering);
  // Nothing but an empty Personal Workspace: the welcome view says more than one empty row.
  if (kept.every((root) => root.folder.id === personalFolderId && counts.get(root) === 0)) return [];
  kept.sort((a, b) => order(a.folder) - order(b.folder) || collator.compare(a.row.label, b.row.label));
  startOpen(kept, contents, soFar?.sizes);
  return kept;
}

/**
 * Decides which folders at the top are open before anybody opens them: as many as there is room for, so that what a person
 * sees first costs the same however much there is. What was decided stays.
 */
function startOpen(
  roots: readonly FolderNode[],
  contents: ReadonlyMap<string, Content>,
  sizes: ReadonlyMap<string, number> | undefined,
): void {
  let room = roomForRows;
  for (const root of roots) {
    const { id } = root.folder;
    const few = id === personalFolderId || roots.length <= fewFolders;
    const size = sizes?.get(id) ?? sizeOf(contents.get(id)) + root.children.length;
    root.startsOpen ??= few && size <= room;
    if (root.startsOpen) room -= size;
  }
}

function sizeOf(content: Content | undefined): number {
  return content ? content.connections.length + content.problems.length : 0;
}

const order = (folder: Folder) => (folder.kind === 'personal' ? 0 : 1);
const kinds = { folder: 0, connection: 1, problem: 2 };
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

export function byKindAndName(a: TreeNode, b: TreeNode): number {
  return kinds[a.kind] - kinds[b.kind] || collator.compare(a.row.label, b.row.label) || (a.id < b.id ? -1 : 1);
}
