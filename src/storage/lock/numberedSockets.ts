import { createHash, randomBytes } from 'node:crypto';
import { link, lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lockFolderUnsafe } from '../../model/problems.ts';
import { listenAt, waitWhileHeld } from './lockSocket.ts';

/** A temporary name that is older than this was left by a process that died. */
const leftoverAfterMs = 60_000;

/**
 * Takes a lock on Linux and macOS. A lock is a directory of sockets with numbers for names, and its holder is whoever
 * listens at the highest. A dead highest number means that the lock is free; the next holder takes the number above it.
 *
 * A socket appears under its number by `link`, which is atomic and comes after `listen`: whoever sees the number can
 * connect to it unless its owner is gone. The highest number is never removed, so the maximum never falls, and a contender
 * who took a number on old knowledge sees a higher one afterwards and steps back.
 *
 * @returns what lets go of the lock.
 * @throws Problem `PB307` where the folder for locks is not ours alone; the signal's reason.
 */
export async function acquireNumbered(name: string, stop: AbortSignal, parent?: string): Promise<() => void> {
  const directory = await lockDirectory(name, parent);
  for (;;) {
    stop.throwIfAborted();
    const highest = Math.max(0, ...(await numbers(directory)));
    if (highest > 0) {
      const holder = await waitWhileHeld(join(directory, String(highest)), stop);
      if (holder === 'busy') await delay(5 + Math.random() * 20, undefined, { signal: stop });
      if (holder !== 'dead') continue;
    }
    const release = await tryTake(directory, highest + 1);
    if (release) return release;
  }
}

/** Takes `number`, unless somebody was faster. */
async function tryTake(directory: string, number: number): Promise<(() => void) | undefined> {
  const temporary = join(directory, `t${randomBytes(4).toString('hex')}`);
  const path = join(directory, String(number));
  const socket = await listenAt(temporary);
  try {
    await link(temporary, path);
  } catch (error) {
    socket.close();
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOENT') return undefined;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
  const listed = await numbers(directory);
  if (Math.max(...listed) === number) {
    await tidy(directory, number);
    return () => socket.close();
  }
  // Others may wait on this number already: removing and closing it sends them on.
  await rm(path, { force: true });
  socket.close();
  return undefined;
}

async function numbers(directory: string): Promise<number[]> {
  return (await readdir(directory)).filter((name) => /^\d+$/.test(name)).map(Number);
}

/** Removes what earlier holders left. Only the holder does, and never the highest number. */
async function tidy(directory: string, mine: number): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    if (/^\d+$/.test(name) ? Number(name) < mine : await isLeftover(path)) await rm(path, { force: true });
  }
}

async function isLeftover(path: string): Promise<boolean> {
  return lstat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs > leftoverAfterMs,
    () => false,
  );
}

/** The directory of one lock, inside a folder that only this user can enter. */
async function lockDirectory(name: string, parent = '/tmp'): Promise<string> {
  const uid = process.getuid?.() ?? 0;
  const id = createHash('sha256').update(name).digest('hex').slice(0, 16);
  // Not os.tmpdir(): two windows may have been started with different environments, and must meet in one place.
  const root = join(parent, `patchbay-${uid}`);
  await mkdir(root, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const found = await lstat(root);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) throw lockFolderUnsafe(root);
  const directory = join(root, id);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return directory;
}
