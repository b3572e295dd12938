import { readFile } from 'node:fs/promises';
import type { Connection } from '../../model/connection.ts';
import type { Folder } from '../../model/folder.ts';
import { Problem } from '../../model/problem.ts';
import { readOnly } from '../../model/problems.ts';
import { writeFileAtomic } from '../../storage/atomicFile.ts';
import { restoreConnectionFile } from '../../storage/connectionWriter.ts';
import { connectionLock, withLock } from '../../storage/processLock.ts';
import { requireTrust } from '../access.ts';
import type { Parts } from '../parts.ts';
import { resolvedText } from './choose.ts';
import { conflictCode, isConnectionFile } from './codes.ts';
import { type Conflict, readConflict, type SideName } from './versions.ts';

type ConflictParts = Pick<Parts, 'files' | 'isTrusted' | 'audit' | 'governance'>;

/** Both versions of a file as git keeps them until somebody has decided; `undefined` where it does not. */
export type WholeVersions = (file: string) => Promise<Readonly<Record<SideName, string>> | undefined>;

/** The connection files between whose versions somebody must decide. */
export async function conflictedFiles({ files }: Pick<Parts, 'files'>): Promise<string[]> {
  const { problems } = await files.snapshot();
  return problems.flatMap(({ problem, file }) =>
    problem.code === conflictCode && isConnectionFile(file) ? [file] : [],
  );
}

/**
 * Reads a file that is in conflict.
 *
 * @returns `undefined` where it is no longer.
 * @throws Problem `PB101`–`PB103` where one of the versions is no connection, `PB111`; Denial where the person may not edit.
 */
export async function openConflict(
  parts: ConflictParts,
  file: string,
  whole: WholeVersions,
): Promise<Conflict | undefined> {
  const folder = await folderOf(parts, file);
  if (!folder) return undefined;
  requireTrust(parts, folder);
  const text = await readFile(file, 'utf8').catch(() => '');
  const conflict = readConflict(text, file, folder, await whole(file));
  if (conflict) await parts.governance.require('edit', conflict.ours.connection);
  return conflict;
}

/**
 * Writes what was decided, as a whole, unless the file is another by now. `git add` is left to the person.
 *
 * @returns false where the file changed meanwhile: then nothing is written.
 * @throws Problem `PB106` where it cannot be written, `PB305`.
 */
export async function resolveConflict(parts: ConflictParts, conflict: Conflict, text: string): Promise<boolean> {
  const written = await replace(conflict, text);
  if (written) await done(parts, conflict, conflict.ours.connection);
  return written;
}

/**
 * Keeps two connections that came into one file: ours in it, theirs in a new one beside it, under another name where the
 * name is taken.
 *
 * @returns false where the file changed meanwhile: then nothing is written.
 */
export async function keepBoth(parts: ConflictParts, conflict: Conflict): Promise<boolean> {
  if (
    !(await replace(
      conflict,
      resolvedText(conflict, 'ours', () => 'ours'),
    ))
  )
    return false;
  try {
    const theirs = resolvedText(conflict, 'theirs', () => 'theirs');
    await restoreConnectionFile(conflict.theirs.connection, theirs);
  } catch (error) {
    // Nothing is lost: the conflict is there again.
    await writeFileAtomic(conflict.file, conflict.text);
    throw error;
  }
  await done(parts, conflict, conflict.theirs.connection);
  return true;
}

async function replace({ file, text: before, ours, theirs }: Conflict, text: string): Promise<boolean> {
  const ids = [...new Set([ours, theirs].map(({ connection }) => connection.id.toLowerCase()))].sort();
  const write = async () => {
    if ((await readFile(file, 'utf8').catch(() => undefined)) !== before) return false;
    await writeFileAtomic(file, text);
    return true;
  };
  const locked = ids.reduce((inner, id) => () => withLock(connectionLock(id), inner), write);
  try {
    return await locked();
  } catch (error) {
    throw error instanceof Problem || !(error as NodeJS.ErrnoException).code ? error : readOnly(file, error);
  }
}

async function done({ audit, files }: ConflictParts, { differences }: Conflict, connection: Connection): Promise<void> {
  const { id, name } = connection;
  const fields = differences.map(({ path }) => path.join('.')).join(', ');
  audit.record({ action: 'edit', connection: id, name, by: 'person', outcome: 'ok', detail: `merge: ${fields}` });
  await files.reload();
}

async function folderOf({ files }: Pick<Parts, 'files'>, file: string): Promise<Folder | undefined> {
  const { problems, folders } = await files.snapshot();
  return folders.get(problems.find((one) => one.file === file)?.folder ?? '');
}
