import { lstat, readdir, readFile, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { Secret } from '../../model/secret.ts';
import type { AnnouncedWindow } from './announce.ts';
import { windowsDirectory } from './directory.ts';

/** A window that may be asked. */
export interface FoundWindow {
  url: string;
  bearer: Secret;
  folders: readonly string[];
  anywhere: boolean;
}

/**
 * The windows that are open, the latest first. What a window left whose process is gone is removed.
 *
 * @throws Problem `PB307` where the folder is not ours alone.
 */
export async function findWindows(parent?: string): Promise<FoundWindow[]> {
  const directory = await windowsDirectory(parent);
  const names = (await readdir(directory)).filter((name) => name.endsWith('.json'));
  const found = await Promise.all(names.map((name) => readWindow(join(directory, name))));
  return found
    .filter((window) => window !== undefined)
    .sort((a, b) => (a.since < b.since ? 1 : -1))
    .map(({ url, bearer, folders, anywhere = false }) => ({ url, bearer: new Secret(bearer), folders, anywhere }));
}

/**
 * Those whose workspace holds a directory, the one with the innermost folder first; where none does, those that are to be
 * found anywhere. What terminals of one workspace may use is not for the scripts of another.
 */
export function nearest(windows: readonly FoundWindow[], cwd: string): FoundWindow[] {
  const depth = ({ folders }: FoundWindow) =>
    Math.max(-1, ...folders.filter((folder) => isWithin(cwd, folder)).map((folder) => folder.length));
  const holding = windows.filter((window) => depth(window) >= 0);
  return holding.length > 0 ? holding.sort((a, b) => depth(b) - depth(a)) : windows.filter((one) => one.anywhere);
}

async function readWindow(file: string): Promise<AnnouncedWindow | undefined> {
  try {
    const stats = await lstat(file);
    // Somebody else's, or readable for others: not what a window writes.
    const strange = process.platform !== 'win32' && (stats.uid !== process.getuid?.() || (stats.mode & 0o077) !== 0);
    if (!stats.isFile() || strange) return undefined;
    const window = JSON.parse(await readFile(file, 'utf8')) as Partial<AnnouncedWindow>;
    if (!isWindow(window)) return undefined;
    if (isAlive(window.pid)) return window;
    await rm(file, { force: true });
    return undefined;
  } catch {
    return undefined;
  }
}

function isWindow(value: Partial<AnnouncedWindow>): value is AnnouncedWindow {
  const { version, pid, url, bearer, folders, since } = value;
  const texts = [url, bearer, since].every((text) => typeof text === 'string');
  const known = value.anywhere === undefined || typeof value.anywhere === 'boolean';
  return version === 1 && Number.isInteger(pid) && texts && Array.isArray(folders) && known;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || /^[A-Za-z]:/.test(way) || way.startsWith(sep));
}
