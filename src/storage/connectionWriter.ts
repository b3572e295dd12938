import { readFileSync } from 'node:fs';
import { access, constants, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Connection, ConnectionRecord } from '../model/connection.ts';
import type { Folder } from '../model/folder.ts';
import { connectionGone, fileNewer, nameTaken, sealedMeanwhile } from '../model/problems.ts';
import { writeFileAtomic } from './atomicFile.ts';
import { parseConnection } from './connectionReader.ts';
import { credentialFacts } from './credentialFacts.ts';
import { exists, isReserved } from './fileNames.ts';
import { guarded } from './guarded.ts';
import { editJsonc } from './jsoncFile.ts';
import { connectionLock, withLock } from './processLock.ts';
import { connectionSuffix } from './snapshot.ts';
import { Turns } from './turns.ts';

/**
 * Writes a new connection file into `folder`.
 *
 * @throws Problem `PB107` where the name is taken by the same connector, `PB106` where the folder cannot be written.
 */
export async function createConnectionFile(folder: Folder, record: ConnectionRecord): Promise<Connection> {
  return inFolder(folder, async () => {
    await requireFreeName(folder, record, record.name);
    const file = await freeFile(folder, slug(record.name));
    await writeFileAtomic(file, `${JSON.stringify(record, undefined, 2)}\n`);
    return { ...record, credential: credentialFacts(record.credential), folder: folder.id, file, readOnly: false };
  });
}

/** @throws Problem `PB106` where no file can be written into `folder`; asked before a person is sent to the browser. */
export async function requireWritable(folder: Folder): Promise<void> {
  await guarded(folder.directory, async () => {
    // The Personal Workspace's directory is made with its first connection.
    if (folder.kind === 'personal') await mkdir(folder.directory, { recursive: true, mode: 0o700 });
    await access(folder.directory, constants.W_OK);
  });
}

/**
 * Changes keys of a connection file; comments and unknown keys stay. Gives the connection as it is then.
 *
 * @param seal of the sealed credential that the changes were made from, where they were.
 * @throws Problem `PB102` for a newer file, `PB107` for a taken name, `PB108` where it is gone, `PB101` or `PB103` where
 *   somebody broke the file meanwhile, `PB715` where another credential is in it by now.
 */
export async function updateConnectionFile(
  connection: Connection,
  folder: Folder,
  changes: Partial<ConnectionRecord>,
  seal?: string,
): Promise<Connection> {
  if (connection.readOnly) throw fileNewer(basename(connection.file));
  return inFolder(folder, async () => {
    if (changes.name !== undefined) await requireFreeName(folder, connection, changes.name);
    return withLock(connectionLock(connection.id), async () => {
      const before = await readExisting(connection);
      const { connection: found, problem: broken } = parseConnection(before, connection.file, folder);
      if (broken) throw broken;
      requireSeal(found, seal);
      const text = editJsonc(before, changes);
      await writeFileAtomic(connection.file, text);
      const { connection: changed, problem } = parseConnection(text, connection.file, folder);
      if (!changed) throw problem ?? connectionGone(connection.name);
      return changed;
    });
  });
}

/**
 * Moves a connection's file, and changes keys of it on the way: nobody sees it in the new folder as it was in the old. The
 * id, and so everything that points at it, stays.
 *
 * @param seal as {@link updateConnectionFile}.
 */
export async function moveConnectionFile(
  connection: Connection,
  to: Folder,
  changes: Partial<ConnectionRecord> = {},
  seal?: string,
): Promise<Connection> {
  return inFolder(to, async () => {
    await requireFreeName(to, connection, connection.name);
    return withLock(connectionLock(connection.id), async () => {
      const before = await readExisting(connection);
      requireSeal(parseConnection(before, connection.file, to).connection, seal);
      const text = editJsonc(before, changes);
      const file = await freeFile(to, basename(connection.file, connectionSuffix));
      const { connection: moved, problem } = parseConnection(text, file, to);
      if (!moved) throw problem ?? connectionGone(connection.name);
      // The old one last: after a crash between there are two files, and nothing is lost.
      await writeFileAtomic(file, text);
      await rm(connection.file).catch(async (error) => {
        await rm(file, { force: true });
        throw error;
      });
      return moved;
    });
  });
}

/**
 * Removes a connection's file and gives its text, with which {@link restoreConnectionFile} brings it back.
 *
 * @param keep is given the text, and keeps it, before the file goes.
 */
export async function removeConnectionFile(
  connection: Connection,
  keep: (text: string) => Promise<void>,
): Promise<string> {
  return guarded(connection.file, () =>
    withLock(connectionLock(connection.id), async () => {
      const text = await readExisting(connection);
      await keep(text);
      await rm(connection.file);
      return text;
    }),
  );
}

/** True where the connection's file is there and still of this connection. */
export async function hasConnectionFile({ file, id }: Connection): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.toLowerCase().includes(id.toLowerCase());
}

/**
 * Puts a removed file back where it was, or under a free name beside it. Where somebody took the connection's name
 * meanwhile, or became the default, it gets another name and is no default any more.
 */
export async function restoreConnectionFile(connection: Connection, text: string): Promise<void> {
  const { file, connector, name } = connection;
  const folder = { directory: dirname(file) };
  await guarded(file, async () => {
    await mkdir(folder.directory, { recursive: true });
    await withLock(folderLock(folder), async () => {
      const others = (await siblings(folder)).filter((other) => other.connector === connector);
      const free = await suggestName(folder, connector, name);
      const hasDefault = connection.isDefault && others.some((other) => other.isDefault);
      const changes = { ...(free === name ? {} : { name: free }), ...(hasDefault ? { isDefault: false } : {}) };
      const place = (await exists(file)) ? await freeFile(folder, basename(file, connectionSuffix)) : file;
      await writeFileAtomic(place, editJsonc(text, changes));
    });
  });
}

/** A name that is free: `name`, `name 2`, `name 3`, … */
export async function suggestName(folder: Pick<Folder, 'directory'>, connector: string, name: string): Promise<string> {
  const taken = new Set((await siblings(folder)).filter((one) => one.connector === connector).map((one) => one.name));
  let suggestion = name;
  for (let n = 2; taken.has(suggestion); n++) suggestion = `${name} ${n}`;
  return suggestion;
}

/** Creation and renaming in one folder happen one after the other, so that two windows cannot take one name. */
function folderLock({ directory }: Pick<Folder, 'directory'>): string {
  return `folder:${directory}`;
}

async function inFolder<T>(folder: Folder, action: () => Promise<T>): Promise<T> {
  return guarded(folder.directory, async () => {
    await mkdir(folder.directory, { recursive: true });
    return withLock(folderLock(folder), action);
  });
}

async function requireFreeName(
  folder: Folder,
  connection: { id: string; connector: string },
  name: string,
): Promise<void> {
  const taken = (await siblings(folder)).some(
    (one) => one.id !== connection.id && one.connector === connection.connector && one.name === name,
  );
  if (taken) throw nameTaken(name, await suggestName(folder, connection.connector, name));
}

async function siblings(folder: Pick<Folder, 'directory'>): Promise<Connection[]> {
  const names = (await readdir(folder.directory)).filter((name) => name.endsWith(connectionSuffix));
  const turns = new Turns();
  const found: Connection[] = [];
  for (const name of names) {
    if (turns.isOver) await turns.next();
    const file = join(folder.directory, name);
    const { connection } = parseConnection(textOf(file), file, { id: '' });
    if (connection) found.push(connection);
  }
  return found;
}

/** The text of a file; none where it cannot be read. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

async function freeFile(folder: { directory: string }, stem: string): Promise<string> {
  const taken = new Set((await readdir(folder.directory)).map((name) => name.toLowerCase()));
  for (let n = 1; ; n++) {
    const name = `${stem}${n === 1 ? '' : `-${n}`}${connectionSuffix}`;
    if (!taken.has(name.toLowerCase())) return join(folder.directory, name);
  }
}

function slug(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const joined = words?.join('-').slice(0, 60) || 'connection';
  return isReserved(joined) ? `${joined}-connection` : joined;
}

/** What came into the file since the credential was opened must not be lost under it. */
function requireSeal(found: Connection | undefined, seal: string | undefined): void {
  if (found && seal !== undefined && found.credential.seal !== seal) throw sealedMeanwhile(found.name);
}

/** @throws Problem `PB108` where the file is gone or holds another connection by now. */
async function readExisting(connection: Connection): Promise<string> {
  try {
    const text = await readFile(connection.file, 'utf8');
    const found = parseConnection(text, connection.file, { id: connection.folder }).connection;
    if (found && found.id !== connection.id) throw connectionGone(connection.name);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw connectionGone(connection.name);
    throw error;
  }
}
