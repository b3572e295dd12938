import { basename } from 'node:path';
import type { PolicyMark } from '../../connections/policyMark.ts';
import type { Connection } from '../../model/connection.ts';
import { type Folder, folderLabel, personalFolderId } from '../../model/folder.ts';
import { type ConnectionState, needsAttention, stateKind } from '../../model/state.ts';
import type { Snapshot } from '../../storage/snapshot.ts';
import { accepts, type Filter, isFiltering } from './filter.ts';
import {
  type ConnectionNode,
  connectionNodeId,
  type FolderNode,
  folderNodeId,
  type ProblemNode,
  problemNodeId,
  type TreeNode,
} from './nodes.ts';
import { accountOf, connectionRow, folderRow, problemRow, type Row } from './rows.ts';

export interface TreeInput {
  snapshot: Snapshot;
  stateOf(connection: Connection): ConnectionState;
  /** What today's policies say of it. */
  markOf(connection: Connection): PolicyMark | undefined;
  connectorName(key: string): string;
  filter: Filter;
  trusted: boolean;
  now: number;
}

/** Everything that the tree shows, at one moment. */
export interface Tree {
  roots: FolderNode[];
  nodes: ReadonlyMap<string, TreeNode>;
  /** Connections and problem files that the filter lets through, and all. */
  shown: number;
  total: number;
  /** Connections and files with something for a person to do, filtered or not. */
  attention: number;
}

export const emptyTree: Tree = { roots: [], nodes: new Map(), shown: 0, total: 0, attention: 0 };

const blank: Row = { label: '', description: '', icon: '', contextValue: '', spoken: '' };

/**
 * Builds the tree. A node of `previous` with the same id is filled anew, so that the editor's selection and expansion, and
 * a reference that a command holds, stay good.
 */
export function buildTree(input: TreeInput, previous: Tree = emptyTree): Tree {
  const { snapshot, filter } = input;
  const nodes = new Map<string, TreeNode>();
  const place = <T extends TreeNode>(fresh: T): T => {
    const known = previous.nodes.get(fresh.id) as T | undefined;
    const node = known ? Object.assign(known, fresh, { row: known.row }) : fresh;
    nodes.set(node.id, node);
    return node;
  };
  const folders = new Map<string, FolderNode>();
  for (const folder of snapshot.folders.values()) {
    const id = folderNodeId(folder.id);
    folders.set(
      folder.id,
      place<FolderNode>({ kind: 'folder', id, folder, parent: undefined, children: [], row: blank }),
    );
  }
  const counts = { shown: 0, total: 0, attention: 0 };
  const problemsByFile = new Map(snapshot.problems.map(({ file, problem }) => [file, problem]));
  const shownFiles = new Set<string>();

  for (const connection of snapshot.connections.values()) {
    const parent = folders.get(connection.folder);
    if (!parent) continue;
    const state = input.stateOf(connection);
    const problem = problemsByFile.get(connection.file);
    shownFiles.add(connection.file);
    counts.total++;
    if (needsAttention(state)) counts.attention++;
    const name = input.connectorName(connection.connector);
    const words = [
      connection.name,
      accountOf(connection, state),
      connection.connector,
      name,
      folderLabel(parent.folder),
    ];
    if (!accepts(filter, { state: stateKind(state), connector: connection.connector, words })) continue;
    counts.shown++;
    const id = connectionNodeId(connection.id);
    const mark = input.markOf(connection);
    const node = place<ConnectionNode>({
      kind: 'connection',
      id,
      connection,
      state,
      mark,
      problem,
      parent,
      row: blank,
    });
    node.row = connectionRow(connection, name, state, input.now, mark?.kind);
    parent.children.push(node);
  }
  for (const { file, folder, problem } of snapshot.problems) {
    const parent = folders.get(folder);
    // A newer file is shown as its connection, read-only; the tooltip says why.
    if (!parent || shownFiles.has(file)) continue;
    counts.total++;
    counts.attention++;
    if (!accepts(filter, { state: 'problem', words: [basename(file), folderLabel(parent.folder)] })) continue;
    counts.shown++;
    const node = place<ProblemNode>({ kind: 'problem', id: problemNodeId(file), file, problem, parent, row: blank });
    node.row = problemRow(file, problem);
    parent.children.push(node);
  }
  return { roots: nest(folders, nodes, input), nodes, ...counts };
}

/** Hangs folders into each other, sorts, and leaves out what the filter empties. */
function nest(folders: Map<string, FolderNode>, nodes: Map<string, TreeNode>, input: TreeInput): FolderNode[] {
  const roots: FolderNode[] = [];
  for (const node of folders.values()) {
    node.parent = node.folder.parent === undefined ? undefined : folders.get(node.folder.parent);
    if (node.parent) node.parent.children.push(node);
    else roots.push(node);
  }
  const filtering = isFiltering(input.filter);
  const finish = (node: FolderNode): number => {
    let count = 0;
    node.children = node.children.filter((child) => {
      const inside = child.kind === 'folder' ? finish(child) : 1;
      count += inside;
      const keep = inside > 0 || !filtering;
      if (!keep) nodes.delete(child.id);
      return keep;
    });
    node.children.sort(byKindAndName);
    node.row = folderRow(node.folder, count, input.trusted);
    return count;
  };
  const kept = roots.filter((root) => {
    const keep = finish(root) > 0 || !filtering;
    if (!keep) nodes.delete(root.id);
    return keep;
  });
  // Nothing but an empty Personal Workspace: the welcome view says more than one empty row.
  if (kept.every((root) => root.folder.id === personalFolderId && root.children.length === 0)) return [];
  return kept.sort((a, b) => order(a.folder) - order(b.folder) || collator.compare(a.row.label, b.row.label));
}

const order = (folder: Folder) => (folder.kind === 'personal' ? 0 : 1);
const kinds = { folder: 0, connection: 1, problem: 2 };
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function byKindAndName(a: TreeNode, b: TreeNode): number {
  return kinds[a.kind] - kinds[b.kind] || collator.compare(a.row.label, b.row.label) || (a.id < b.id ? -1 : 1);
}
