import type { Sharing } from './sharing.ts';

/** The id of the one folder that only its owner sees. */
export const personalFolderId = 'personal';

/** A place where connections live. */
export interface Folder {
  /** `personal`, or `shared:<directory>`: stable while the directory stays where it is. */
  id: string;
  kind: 'personal' | 'shared';
  /** The last part of {@link path}, or the Personal Workspace's name. */
  name: string;
  /** From the outermost folder inwards; empty for the Personal Workspace. */
  path: string[];
  directory: string;
  /** The id of the folder around it. */
  parent?: string;
  description?: string;
  /** How credentials are shared in it, where its `folder.jsonc` fixes that. */
  credentials?: Sharing;
  /** Its `folder.jsonc` as it lies there, or why it cannot be read, in words; absent where it has none. */
  source?: { file: string; text?: string; unreadable?: string };
}

/** What a person reads: `Finance / Payables`. */
export function folderLabel(folder: Folder): string {
  return folder.path.length > 0 ? folder.path.join(' / ') : folder.name;
}
