import { Problem } from '../model/problem.ts';
import { readOnly } from '../model/problems.ts';

/** @throws Problem `PB106` where the file system does not let `action` write at `path`; what `action` throws. */
export async function guarded<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof Problem || !code || !['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'].includes(code))
      throw error;
    throw readOnly(path, error);
  }
}
