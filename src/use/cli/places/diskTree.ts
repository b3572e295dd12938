import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import * as l10n from '@vscode/l10n';
import { type PolicyFile, readPolicyDirectory, readPolicyFile } from '../../../storage/policyFiles.ts';
import { connectionSuffix, folderFile } from '../../../storage/snapshot.ts';
import { cannotRead } from '../exit.ts';
import { placeNames, type Tree, type TreeFile, testSuffix } from './tree.ts';

/** Far above what people have: a directory that goes on for ever ends here. */
const limits = { depth: 40, entries: 200_000 };

const skipped = new Set(['node_modules', '.git']);

/**
 * Reads a folder as it lies on the disk. No link is followed that leads out of it, and no file is read that is too large.
 *
 * @throws CliError where the folder itself is not there.
 */
export async function readDiskTree(folder: string): Promise<Tree> {
  const stats = await stat(folder).catch((error: NodeJS.ErrnoException) => error);
  if (stats instanceof Error) throw cannotRead(l10n.t('The folder {0} cannot be read: {1}.', folder, stats.code ?? ''));
  if (!stats.isDirectory()) throw cannotRead(l10n.t('{0} is not a folder.', folder));
  const asTree = ({ file, ...rest }: PolicyFile): TreeFile => ({ path: pathIn(folder, file), ...rest });
  const read = async (file: string) => {
    const found = await readPolicyFile(file, folder);
    return found && asTree(found);
  };
  const { files, unreadable } = await readPolicyDirectory(join(folder, placeNames.policies), folder);
  const members = await read(join(folder, placeNames.members));
  const folders: { names: string[]; file?: TreeFile }[] = [];
  const connections: (TreeFile & { folder: string[] })[] = [];
  for await (const { names, entries } of walk(join(folder, placeNames.folders), folder, isHidden)) {
    const directory = join(folder, placeNames.folders, ...names);
    if (names.length === 0) continue;
    const file = await read(join(directory, folderFile));
    folders.push({ names, ...(file ? { file } : {}) });
    for (const name of namesOf(entries, connectionSuffix)) {
      const found = await read(join(directory, name));
      if (found) connections.push({ ...found, folder: names });
    }
  }
  const tests: TreeFile[] = [];
  for await (const { names, entries } of walk(folder, folder, (name) => skipped.has(name))) {
    for (const name of namesOf(entries, testSuffix)) {
      const found = await read(join(folder, ...names, name));
      if (found) tests.push(found);
    }
  }
  return {
    ...(files ? { policies: files.map(asTree) } : { unreadable: unreadable ?? '' }),
    ...(members ? { members } : {}),
    ...{ folders, connections, tests: tests.sort((a, b) => (a.path < b.path ? -1 : 1)) },
  };
}

/** Each directory, those around first; links are not followed, but for the first directory itself. */
async function* walk(start: string, root: string, skip: (name: string) => boolean) {
  const real = await Promise.all([realpath(start), realpath(root)]).catch(() => undefined);
  if (!real || !(real[0] === real[1] || real[0].startsWith(real[1] + sep))) return;
  const pending: string[][] = [[]];
  let seen = 0;
  for (let names = pending.shift(); names; names = pending.shift()) {
    const entries = await list(join(start, ...names));
    seen += entries.length;
    if (seen > limits.entries) throw cannotRead(l10n.t('{0} has more than {1} entries.', root, limits.entries));
    yield { names, entries };
    if (names.length >= limits.depth) continue;
    for (const entry of entries) if (entry.isDirectory() && !skip(entry.name)) pending.push([...names, entry.name]);
  }
}

async function list(directory: string): Promise<Dirent[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Links as well: that one leads out is told when it is read. */
function namesOf(entries: readonly Dirent[], suffix: string): string[] {
  return entries
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && entry.name.endsWith(suffix))
    .map(({ name }) => name);
}

function isHidden(name: string): boolean {
  return name.startsWith('.');
}

function pathIn(folder: string, file: string): string {
  return relative(folder, file).split(sep).join('/');
}
