import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { readOnly } from '../model/problems.ts';
import { writeFileAtomic } from './atomicFile.ts';
import { parseJsonc } from './jsoncFile.ts';
import { withLock } from './processLock.ts';

/**
 * Changes `members.jsonc` or a `folder.jsonc`: reads it under its lock, and replaces it in one go.
 *
 * @param absent the text that stands for a file that is not there.
 * @returns whether something changed.
 * @throws Problem `PB101` for a file that is no JSON, which stays as it is; `PB106` where it cannot be written.
 */
export async function changePeopleFile(
  file: string,
  absent: string,
  change: (text: string) => string,
): Promise<boolean> {
  return withLock(`people:${file}`, async () => {
    const before = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    const text = before ?? absent;
    parseJsonc(text, basename(file));
    const after = change(text);
    parseJsonc(after, basename(file));
    if (after === before) return false;
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFileAtomic(file, after);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      throw ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'].includes(code) ? readOnly(file, error) : error;
    }
    return true;
  });
}
