import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { folderExists, folderGone, folderNameInvalid } from '../model/problems.ts';
import { writeFileAtomic } from './atomicFile.ts';
import { exists, isReserved } from './fileNames.ts';
import { guarded } from './guarded.ts';
import { folderFile } from './snapshot.ts';

/** Makes a shared folder inside `parentDirectory`, with its `folder.jsonc`. Gives its directory. */
export async function createFolder(parentDirectory: string, name: string): Promise<string> {
  requireFolderName(name);
  const directory = join(parentDirectory, name);
  return guarded(parentDirectory, async () => {
    await mkdir(parentDirectory, { recursive: true });
    if (await exists(directory)) throw folderExists(name);
    await mkdir(directory).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST' ? folderExists(name) : error;
    });
    await writeFileAtomic(join(directory, folderFile), `${JSON.stringify({ version: 1 }, undefined, 2)}\n`);
    return directory;
  });
}

/**
 * Gives a folder another name, or another place. Gives its new directory.
 *
 * @param into the directory that it moves into; where it is, unless told.
 * @throws Problem `PB112` where there is one of that name, `PB113`, `PB109` where it is gone, `PB106`.
 */
export async function moveFolder(directory: string, into: string | undefined, name: string): Promise<string> {
  requireFolderName(name);
  const target = join(into ?? dirname(directory), name);
  return guarded(directory, async () => {
    // Where only letters become large or small, some file systems see the folder itself.
    const isSame = target.toLowerCase() === directory.toLowerCase();
    if (target === directory) return directory;
    if (!isSame && (await exists(target))) throw folderExists(name);
    await rename(directory, target).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw folderGone(basename(directory));
      throw ['ENOTEMPTY', 'EEXIST'].includes(error.code ?? '') ? folderExists(name) : error;
    });
    return target;
  });
}

/**
 * Removes a folder in which nothing but its `folder.jsonc` is left.
 *
 * @returns false where other files keep it there.
 * @throws Problem `PB106`.
 */
export async function removeFolder(directory: string): Promise<boolean> {
  return guarded(directory, async () => {
    const others = (await readdir(directory)).filter((name) => name !== folderFile);
    if (others.length > 0) return false;
    await rm(join(directory, folderFile), { force: true });
    await rmdir(directory);
    return true;
  });
}

/** The names that no file system of the three refuses: Windows is the strictest. */
function requireFolderName(name: string): void {
  if (!/^[^<>:"/\\|?*\p{Cc}]{1,80}$/u.test(name) || /^[. ]|[. ]$/.test(name) || isReserved(name)) {
    throw folderNameInvalid(name);
  }
}
