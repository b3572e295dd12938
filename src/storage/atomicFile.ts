import { randomBytes } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Replaces `file` as a whole: a reader sees the old content or the new, never a part, and neither a crash nor a power cut
 * changes that. The directory must exist. A failure leaves the old file and no temporary one; a process that is killed may
 * leave a `.….tmp`, which nobody reads.
 *
 * @param options.mode of a new file; an existing one keeps its own unless this is given.
 * @param options.durable false where a power cut may take the new content, since it can be found out again; a crash never
 *   can.
 * @throws what the file system says (`EACCES`, `ENOSPC`, …).
 */
export async function writeFileAtomic(
  file: string,
  content: string | Uint8Array,
  options: { mode?: number; durable?: boolean } = {},
): Promise<void> {
  const temporary = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  const mode = options.mode ?? (await existingMode(file));
  const handle = await open(temporary, 'wx', mode ?? 0o666);
  try {
    try {
      // The umask may have taken something away that the old file had.
      if (mode !== undefined) await handle.chmod(mode);
      await handle.writeFile(content);
      if (options.durable !== false) await handle.sync();
    } finally {
      await handle.close();
    }
    await replace(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  if (options.durable !== false) await syncDirectory(dirname(file));
}

async function existingMode(file: string): Promise<number | undefined> {
  return stat(file).then(
    ({ mode }) => mode & 0o777,
    () => undefined,
  );
}

/** On Windows a file that someone reads, a virus scanner for one, cannot be replaced for a moment. */
async function replace(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const busy = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(code ?? '');
      if (!busy || attempt === 10) throw error;
      await delay(attempt * 10);
    }
  }
}

/** Makes the rename itself last. Windows cannot open a directory, and does not need it. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(directory, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // Some network file systems refuse; the file is there all the same.
  }
}
