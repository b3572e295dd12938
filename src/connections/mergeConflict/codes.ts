/** The code of a file that holds two versions. */
export const conflictCode = 'PB740';

/** Whether a decision between two versions can be made here: of a connection, not of a folder. */
export function isConnectionFile(file: string): boolean {
  return file.endsWith('.connection.jsonc');
}
