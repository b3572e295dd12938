import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { type Folder, personalFolderId } from '../model/folder.ts';
import { connectionSuffix, type Root, sharedFolderId } from './snapshot.ts';

/** The names of what lies in a directory and is of interest, sorted. */
export interface Listing {
  /** Of connection files. */
  files: readonly string[];
  /** Of directories that may be folders; never a link, so that none leads out or round in a circle. */
  directories: readonly string[];
}

/** A folder, and the names of what lies in it. */
export interface Place extends Listing {
  folder: Folder;
}

/** What lies in a directory; nothing where it cannot be read. */
export async function list(directory: string): Promise<Listing> {
  const files: string[] = [];
  const directories: string[] = [];
  for (const entry of await readdir(directory, { withFileTypes: true }).catch(() => [])) {
    const { name } = entry;
    if (entry.isFile() && name.endsWith(connectionSuffix)) files.push(name);
    else if (entry.isDirectory() && !name.startsWith('.')) directories.push(name);
  }
  return { files: files.sort(), directories: directories.sort() };
}

/** A folder at the top. */
export interface TopFolder {
  folder: Folder;
  /** How many files and folders lie directly in it, where that was looked for. */
  size?: number;
}

/**
 * The folders at the top, without what their files say, and how much is in them where they are no more than `few`. So
 * much is looked into as is shown first, however much lies below.
 */
export async function outline(roots: readonly Root[], few: number): Promise<TopFolder[]> {
  const tops = await Promise.all(
    roots.map(async (root) => (root.kind === 'personal' ? [personalFolder(root)] : await foldersIn(root))),
  );
  const folders = tops.flat();
  return Promise.all(
    folders.map(async (folder) => {
      if (folders.length > few && folder.kind !== 'personal') return { folder };
      const { files, directories } = await list(folder.directory);
      return { folder, size: files.length + (folder.kind === 'personal' ? 0 : directories.length) };
    }),
  );
}

async function foldersIn(root: Root): Promise<Folder[]> {
  return (await list(root.directory)).directories.map((name) => topFolder(root, name));
}

export function personalFolder({ directory }: Root): Folder {
  return { id: personalFolderId, kind: 'personal', name: l10n.t('Personal Workspace'), path: [], directory };
}

/** A shared folder at the top of a workspace folder. */
export function topFolder({ directory, label }: Root, name: string): Folder {
  const folder = shared(join(directory, name), label ? [label, name] : [name]);
  return label ? { ...folder, name: `${label}: ${name}` } : folder;
}

/** A shared folder inside another one. */
export function nestedFolder(parent: Folder, name: string): Folder {
  return { ...shared(join(parent.directory, name), [...parent.path, name]), parent: parent.id };
}

function shared(directory: string, path: string[]): Folder {
  return { id: sharedFolderId(directory), kind: 'shared', name: basename(directory), path, directory };
}
