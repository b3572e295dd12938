import type { Connection } from '../model/connection.ts';
import type { Folder } from '../model/folder.ts';
import type { Problem } from '../model/problem.ts';

/** A directory with connection files: the Personal Workspace, or `.patchbay/folders` of one workspace folder. */
export interface Root {
  kind: 'personal' | 'shared';
  directory: string;
  /** Put before the names of its folders where several workspace folders are open. */
  label?: string;
}

/** A file that could not be read as what it should be; it is shown, and never changed. */
export interface FileProblem {
  file: string;
  folder: string;
  problem: Problem;
}

/** Everything that was found, at one moment. */
export interface Snapshot {
  folders: ReadonlyMap<string, Folder>;
  connections: ReadonlyMap<string, Connection>;
  problems: readonly FileProblem[];
}

export const connectionSuffix = '.connection.jsonc';
export const folderFile = 'folder.jsonc';

export const emptySnapshot: Snapshot = { folders: new Map(), connections: new Map(), problems: [] };

export function sharedFolderId(directory: string): string {
  return `shared:${directory}`;
}
