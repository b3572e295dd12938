import { lstat, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { lockFolderUnsafe } from '../../model/problems.ts';

/**
 * The folder in which open windows say where they can be reached: one place per user, that nobody else can enter.
 *
 * @param parent where it lies, for tests; for everybody else it must be one place.
 * @throws Problem `PB307` where the folder is not ours alone.
 */
export async function windowsDirectory(parent?: string): Promise<string> {
  const root = parent ?? usualParent();
  await mkdir(root, { recursive: true, mode: 0o700 });
  await requireOwn(root, parent === undefined);
  const directory = join(root, 'windows');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await requireOwn(directory, true);
  return directory;
}

/** Not os.tmpdir(): a window and a terminal may have been started with different environments, and must meet in one place. */
function usualParent(): string {
  // A person's own folder on Windows, which its access control list keeps to them.
  if (process.platform === 'win32') return join(process.env['LOCALAPPDATA'] ?? homedir(), 'Patchbay');
  return `/tmp/patchbay-${process.getuid?.() ?? 0}`;
}

async function requireOwn(directory: string, isPrivate: boolean): Promise<void> {
  if (process.platform === 'win32') return;
  const found = await lstat(directory);
  const own = found.isDirectory() && found.uid === process.getuid?.();
  if (!own || (isPrivate && (found.mode & 0o077) !== 0)) throw lockFolderUnsafe(directory);
}
