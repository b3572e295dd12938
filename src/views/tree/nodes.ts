import type { PolicyMark } from '../../connections/policyMark.ts';
import type { Connection } from '../../model/connection.ts';
import type { Folder } from '../../model/folder.ts';
import type { Problem } from '../../model/problem.ts';
import type { ConnectionState } from '../../model/state.ts';
import type { Row } from './rows.ts';

/** A folder in the tree. Nodes live as long as their {@link id}: a refresh fills the same object anew. */
export interface FolderNode {
  readonly kind: 'folder';
  /** Stable, and apart from the label, so that expansion and selection survive a rename. */
  readonly id: string;
  folder: Folder;
  parent: FolderNode | undefined;
  /** The folders in it, and once it was opened all else that is. */
  children: TreeNode[];
  /** Whether it is open before anybody opens it; undefined where that was never decided. */
  startsOpen: boolean | undefined;
  row: Row;
}

export interface ConnectionNode {
  readonly kind: 'connection';
  readonly id: string;
  connection: Connection;
  /** What its connector is called. */
  application: string;
  state: ConnectionState;
  /** What today's policies say of it. */
  mark: PolicyMark | undefined;
  /** Why its file cannot be changed (a newer version). */
  problem: Problem | undefined;
  parent: FolderNode;
  row: Row;
}

/** A file that is not what it should be. */
export interface ProblemNode {
  readonly kind: 'problem';
  readonly id: string;
  file: string;
  problem: Problem;
  parent: FolderNode;
  row: Row;
}

export type TreeNode = FolderNode | ConnectionNode | ProblemNode;

export const folderNodeId = (folderId: string) => `folder:${folderId}`;
export const connectionNodeId = (connectionId: string) => `connection:${connectionId}`;
export const problemNodeId = (file: string) => `problem:${file}`;

/** True for what the tree hands to a command, false for every other argument that a command may get. */
export function isTreeNode(value: unknown): value is TreeNode {
  return value !== null && typeof value === 'object' && 'kind' in value && 'row' in value && 'id' in value;
}
