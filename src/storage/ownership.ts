import { constants, type Stats } from 'node:fs';
import { lstat, open, readlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, parse, resolve, sep } from 'node:path';
import * as l10n from '@vscode/l10n';

/** How the ownership of a path is found out; tests give another file system. */
export interface OwnershipSystem {
  platform: NodeJS.Platform;
  lstat(path: string): Promise<Pick<Stats, 'uid' | 'mode' | 'isSymbolicLink'>>;
  readlink(path: string): Promise<string>;
}

const real: OwnershipSystem = { platform: process.platform, lstat, readlink };

/** As many links as Linux follows in one path. */
const mostLinks = 40;

/** Written by the group, or by anybody. */
const othersWrite = constants.S_IWGRP | constants.S_IWOTH;

/**
 * Why somebody other than the administrator may have written what lies at `paths`, in words that name the place;
 * `undefined` where only the administrator can have.
 *
 * On Unix each path, each directory above it, and each link on the way must belong to user 0 and must not be writable for
 * others. Windows keeps this in access control lists, which Node cannot read: there each file is opened for writing, and
 * one that opens is somebody's own. That finds what this user wrote or can write. It does not find what another user of
 * the computer, who is no administrator, wrote; nor does it hold while the editor itself runs as the administrator.
 */
export async function notAdministrators(
  paths: readonly string[],
  system: OwnershipSystem = real,
): Promise<string | undefined> {
  if (system.platform === 'win32') return writableHere(paths);
  const checked = new Set<string>();
  for (const path of paths) {
    const found = await notRoots(resolve(path), system, checked).catch((error: NodeJS.ErrnoException) =>
      l10n.t('whose {0} is cannot be told ({1})', path, error.code ?? error.name),
    );
    if (found) return found;
  }
  return undefined;
}

async function notRoots(path: string, system: OwnershipSystem, checked: Set<string>): Promise<string | undefined> {
  let links = 0;
  let at = parse(path).root;
  let rest = path.slice(at.length).split(sep).filter(Boolean);
  for (let next: string | undefined = at; next !== undefined; next = rest.shift()) {
    const here = join(at, next);
    const stats = await system.lstat(here);
    if (!checked.has(here)) {
      if (stats.uid !== 0) return l10n.t('{0} does not belong to the administrator', here);
      // The mode of a link says nothing: where it lies is what counts, and was looked at.
      if (!stats.isSymbolicLink() && stats.mode & othersWrite) return l10n.t('{0} can be written by others', here);
      checked.add(here);
    }
    if (!stats.isSymbolicLink()) {
      at = here;
      continue;
    }
    if (++links > mostLinks) return l10n.t('{0} leads in a circle', here);
    const target = await system.readlink(here);
    const whole = isAbsolute(target) ? target : join(dirname(here), target);
    at = parse(whole).root;
    rest = [...whole.slice(at.length).split(sep).filter(Boolean), ...rest];
  }
  return undefined;
}

async function writableHere(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    try {
      await (await open(path, 'r+')).close();
      return l10n.t('{0} can be written by others', path);
    } catch {
      // Refused, or a directory, which cannot be opened so.
    }
  }
  return undefined;
}
