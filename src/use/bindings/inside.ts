import { normalize, sep } from 'node:path';

/** Whether a path lies in one of some directories, or is one. */
export function isInside(path: string, directories: readonly string[]): boolean {
  return directories.some((directory) => `${path}${sep}`.startsWith(normalize(`${directory}${sep}`)));
}
