import type { PolicyMark } from '../../connections/policyMark.ts';
import type { Connection } from '../../model/connection.ts';
import type { ConnectionState } from '../../model/state.ts';
import type { Snapshot } from '../../storage/snapshot.ts';
import { endingOf } from './expiry.ts';
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
  /** How many people wait for access in a folder. */
  waitsIn?(folder: string): number;
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
  /** How the rows of folders stood. */
  const before = new Map<string, readonly TreeNode[]>();
  const folders = new Map<string, FolderNode>();
  for (const folder of input.snapshot.folders.values()) {
    const id = folderNodeId(folder.id);
    const known = previous.nodes.get(id);
    const startsOpen = known?.kind === 'folder' ? known.startsOpen : undefined;
    if (known?.kind === 'folder') before.set(id, known.children);
    const fresh: FolderNode = { kind: 'folder', id, folder, startsOpen, parent: undefined, children: [], row: blank };
    folders.set(folder.id, place(fresh));
  }
  const { contents, problems, ...counts } = sortOut(input);
  const roots = nest(folders, contents, input);

  const connectionRowIn = (parent: FolderNode, connection: Connection): ConnectionNode => {
    const id = connectionNodeId(connection.id);
    const state = input.stateOf(connection);
    const mark = input.markOf(connection);
    const problem = problems.get(connection.file);
    const application = input.connectorName(connection.connector);
    const found = { connection, state, mark, problem, application };
    const known = previous.nodes.get(id);
    if (known?.kind === 'connection' && saysTheSame(known, found)) {
      known.parent = parent;
      nodes.set(id, known);
      return known;
    }
    const row = connectionRow(connection, application, state, input.now, mark?.kind);
    return place<ConnectionNode>({ kind: 'connection', id, ...found, parent, row });
  };
  const problemRowIn = (parent: FolderNode, { file, problem }: Snapshot['problems'][number]): ProblemNode => {
    const row = problemRow(file, problem);
    return place<ProblemNode>({ kind: 'problem', id: problemNodeId(file), file, problem, parent, row });
  };
  const open = (node: FolderNode): void => {
    const inside = contents.get(node.folder.id);
    const rows: TreeNode[] = [
      ...(inside?.connections ?? []).map((connection) => connectionRowIn(node, connection)),
      ...(inside?.problems ?? []).map((found) => problemRowIn(node, found)),
    ];
    node.children = [...node.children.filter(({ kind }) => kind === 'folder'), ...sorted(rows, before.get(node.id))];
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

/** Whether a row would say what it says already. Words of what ends change with the time. */
function saysTheSame(
  known: ConnectionNode,
  found: Pick<ConnectionNode, 'connection' | 'state' | 'mark' | 'problem' | 'application'>,
): boolean {
  return (
    known.connection === found.connection &&
    known.application === found.application &&
    known.problem === found.problem &&
    known.mark === undefined &&
    found.mark === undefined &&
    known.state.local === found.state.local &&
    endingOf(found.state.local) === undefined &&
    JSON.stringify(known.state) === JSON.stringify(found.state)
  );
}

/** By kind and name. What stood in order before, does so still where no name changed, and needs no comparing. */
function sorted(rows: TreeNode[], before: readonly TreeNode[] = []): readonly TreeNode[] {
  const places = new Map(before.map((node, place) => [node, place]));
  rows.sort((a, b) => (places.get(a) ?? before.length) - (places.get(b) ?? before.length));
  return rows.sort(byKindAndName);
}
