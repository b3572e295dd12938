import { constants } from 'node:fs';
import { lstat, open, readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import * as l10n from '@vscode/l10n';

/** A file of policies as it lies on the disk: its text, or why that cannot be read, in words. */
export interface PolicyFile {
  file: string;
  text?: string;
  unreadable?: string;
}

/** The policy files of one directory, by name; or why the directory cannot be read, in words. */
export interface PolicyDirectory {
  files?: PolicyFile[];
  unreadable?: string;
}

export const policySuffix = '.policy.jsonc';

/** Far above what people write. What is larger costs no more than finding out that it is. */
export const fileLimits = { bytes: 1024 * 1024, files: 500, totalBytes: 16 * 1024 * 1024, milliseconds: 5000 };

/**
 * Reads the `*.policy.jsonc` of a directory. Never throws; takes at most {@link fileLimits}, in time as well: a network
 * drive that does not answer is one that cannot be read. A directory that is not there has no files.
 *
 * @param within what it must lie in with all symbolic links followed, such as the folder of the workspace: a repository
 *   must not point at files elsewhere.
 */
export async function readPolicyDirectory(directory: string, within = directory): Promise<PolicyDirectory> {
  return inTime(readDirectory(directory, within), { unreadable: l10n.t('it does not answer') });
}

/** The same for a single file; `undefined` where there is none. */
export async function readPolicyFile(file: string, within: string): Promise<PolicyFile | undefined> {
  const reading = async () => {
    const root = await realpath(within).catch(() => undefined);
    return root === undefined ? undefined : readOne(file, root);
  };
  return inTime(reading(), { file, unreadable: l10n.t('it does not answer') });
}

async function readDirectory(directory: string, within: string): Promise<PolicyDirectory> {
  try {
    const names = await readdir(directory);
    const root = await realpath(within);
    if (!isInside(await realpath(directory), root)) return { unreadable: leadsOut() };
    const wanted = names.filter((name) => name.toLowerCase().endsWith(policySuffix)).sort();
    const files: PolicyFile[] = [];
    let left = fileLimits.totalBytes;
    for (const name of wanted.slice(0, fileLimits.files)) {
      const found = await readOne(join(directory, name), root, left);
      if (found) files.push(found);
      left -= found?.text?.length ?? 0;
    }
    if (wanted.length > fileLimits.files) {
      files.push({ file: directory, unreadable: l10n.t('it has more than {0} files', fileLimits.files) });
    }
    return { files };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? { files: [] } : { unreadable: reason(error) };
  }
}

async function readOne(file: string, root: string, left = fileLimits.bytes): Promise<PolicyFile | undefined> {
  try {
    if (!isInside(await realpath(file), root)) return { file, unreadable: leadsOut() };
    const most = Math.min(left, fileLimits.bytes);
    // Without O_NONBLOCK a pipe that lies there would be waited for; Windows has neither.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) return { file, unreadable: l10n.t('it is not a file') };
      const bytes = Buffer.alloc(Math.min(stats.size, most) + 1);
      let length = 0;
      for (let read = -1; read !== 0 && length < bytes.length; length += read) {
        read = (await handle.read(bytes, length, bytes.length - length, length)).bytesRead;
      }
      if (stats.size > most || length > most) return { file, unreadable: l10n.t('it is larger than {0} bytes', most) };
      return { file, text: decode(bytes.subarray(0, length)) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Gone since it was listed; a link that leads nowhere is there all the same, and says something.
    if (code === 'ENOENT' && !(await isThere(file))) return undefined;
    return { file, unreadable: code === 'ENOENT' ? l10n.t('it is a link that leads nowhere') : reason(error) };
  }
}

/** UTF-8, to the letter: what is read otherwise than it was written is not what somebody meant. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function isInside(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function leadsOut(): string {
  return l10n.t('it is a link that leads out of its folder');
}

function reason(error: unknown): string {
  if (error instanceof TypeError) return l10n.t('it is not UTF-8');
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

async function inTime<T>(work: Promise<T>, late: T): Promise<T> {
  const { promise, resolve } = Promise.withResolvers<T>();
  const timer = setTimeout(() => resolve(late), fileLimits.milliseconds);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}
