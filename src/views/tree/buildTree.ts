import type { PolicyMark } from '../../connections/policyMark.ts';
import type { Connection } from '../../model/connection.ts';
import type { ConnectionState } from '../../model/state.ts';
import type { Snapshot } from '../../storage/snapshot.ts';
import type { Filter } from './filter.ts';
import { byKindAndName, nest } from './nest.ts';
import {
  type ConnectionNode,
  connectionNodeId,
  type FolderNode,
  folderNodeId,
  type ProblemNode,
  problemNodeId,
  type TreeNode,
} from './nodes.ts';
import { connectionRow, problemRow, type Row } from './rows.ts';
import { sortOut } from './sortOut.ts';

export interface TreeInput {
  snapshot: Snapshot;
  stateOf(connection: Connection): ConnectionState;
  /** What today's policies say of it. */
  markOf(connection: Connection): PolicyMark | undefined;
  connectorName(key: string): string;
  filter: Filter;
  trusted: boolean;
  now: number;
  /** The ids of the folders of which the rows inside are made; absent: all. */
  open?: ReadonlySet<string>;
  /** Absent where the snapshot has everything. */
  soFar?: SoFar;
}

/** How far the reading is, while there is more than the snapshot has. */
export interface SoFar {
  /** The ids of the folders that were looked into: of the others nobody knows what they hold. */
  looked: ReadonlySet<string>;
  /** How much lies directly in those at the top, where that is known. */
  sizes: ReadonlyMap<string, number>;
}

/** What the tree shows, at one moment. */
export interface Tree {
  roots: FolderNode[];
  /** All folders, and the rows that were made. */
  nodes: ReadonlyMap<string, TreeNode>;
  /** Connections and problem files that the filter lets through, and all. */
  shown: number;
  total: number;
  /** Connections and files with something for a person to do, filtered or not. */
  attention: number;
  /** Makes the rows inside a folder that is opened only now. */
  open(node: FolderNode): void;
}

export const emptyTree: Tree = { roots: [], nodes: new Map(), shown: 0, total: 0, attention: 0, open: () => {} };

const blank: Row = { label: '', description: '', icon: '', contextValue: '', spoken: '' };

/**
 * Builds the tree: all folders, and the rows inside those that are open. A node of `previous` with the same id is filled
 * anew, so that the editor's selection and expansion, and a reference that a command holds, stay good.
 */
export function buildTree(input: TreeInput, previous: Tree = emptyTree): Tree {
  const nodes = new Map<string, TreeNode>();
  const place = <T extends TreeNode>(fresh: T): T => {
    const known = previous.nodes.get(fresh.id) as T | undefined;
    const node = known ? Object.assign(known, fresh) : fresh;
    nodes.set(node.id, node);
    return node;
  };
  const folders = new Map<string, FolderNode>();
  for (const folder of input.snapshot.folders.values()) {
    const id = folderNodeId(folder.id);
    const known = previous.nodes.get(id);
    const startsOpen = known?.kind === 'folder' ? known.startsOpen : undefined;
    const fresh: FolderNode = { kind: 'folder', id, folder, startsOpen, parent: undefined, children: [], row: blank };
    folders.set(folder.id, place(fresh));
  }
  const { contents, problems, ...counts } = sortOut(input);
  const roots = nest(folders, contents, input);

  const connectionNode = (connection: Connection, parent: FolderNode): ConnectionNode => {
    const state = input.stateOf(connection);
    const mark = input.markOf(connection);
    const problem = problems.get(connection.file);
    const row = connectionRow(connection, input.connectorName(connection.connector), state, input.now, mark?.kind);
    return { kind: 'connection', id: connectionNodeId(connection.id), connection, state, mark, problem, parent, row };
  };
  const problemNode = ({ file, problem }: Snapshot['problems'][number], parent: FolderNode): ProblemNode => {
    return { kind: 'problem', id: problemNodeId(file), file, problem, parent, row: problemRow(file, problem) };
  };
  const open = (node: FolderNode): void => {
    const inside = contents.get(node.folder.id);
    const rows = [
      ...(inside?.connections ?? []).map((connection) => place<TreeNode>(connectionNode(connection, node))),
      ...(inside?.problems ?? []).map((found) => place<TreeNode>(problemNode(found, node))),
    ].sort(byKindAndName);
    node.children = [...node.children.filter(({ kind }) => kind === 'folder'), ...rows];
  };
  const visit = (node: TreeNode): void => {
    if (node.kind !== 'folder') return;
    nodes.set(node.id, node);
    if (input.open?.has(node.folder.id) ?? true) open(node);
    node.children.forEach(visit);
  };
  // Only what is left of them: a filter empties folders.
  nodes.clear();
  roots.forEach(visit);
  return { roots, nodes, ...counts, open };
}
