import * as l10n from '@vscode/l10n';
import { fileLimits, policySuffix } from '../../../storage/policyFiles.ts';
import { connectionSuffix, folderFile } from '../../../storage/snapshot.ts';
import { cannotRead } from '../exit.ts';
import { commitOf, git } from './git.ts';
import { placeNames, type Tree, type TreeFile } from './tree.ts';

interface Blob {
  path: string;
  id: string;
  unreadable?: string;
}

/**
 * Reads `.patchbay` of a folder as a revision of its repository has it. Its tests are not read.
 *
 * @throws CliError where there is no such repository or revision.
 */
export async function readGitTree(folder: string, revision: string): Promise<Tree> {
  const commit = await commitOf(folder, revision);
  const prefix = (await git(folder, ['rev-parse', '--show-prefix']))?.toString('utf8').replace(/\r?\n$/, '') ?? '';
  const listing = await git(folder, ['ls-tree', '-r', '-z', '-l', '--full-tree', commit, '--', `${prefix}.patchbay`]);
  if (!listing) throw cannotRead(l10n.t('git cannot list the files of {0}.', revision));
  const blobs = listing
    .toString('utf8')
    .split('\0')
    .flatMap((line) => blobOf(line, prefix.length));
  const texts = await textsOf(
    folder,
    blobs.filter(({ path, unreadable }) => unreadable === undefined && isWanted(path)),
  );
  const file = ({ path, unreadable }: Blob): TreeFile =>
    unreadable === undefined ? { path, ...texts.get(path) } : { path, unreadable };
  return treeOf(blobs, file);
}

function treeOf(blobs: readonly Blob[], file: (blob: Blob) => TreeFile): Tree {
  const link = blobs.find(({ path }) => ['.patchbay', placeNames.policies].includes(path));
  const members = blobs.find(({ path }) => path === placeNames.members);
  const inside = blobs.flatMap((blob) => {
    if (!blob.path.startsWith(`${placeNames.folders}/`)) return [];
    const parts = blob.path.slice(placeNames.folders.length + 1).split('/');
    const names = parts.slice(0, -1);
    return names.length === 0 || names.some((name) => name.startsWith('.'))
      ? []
      : [{ blob, names, name: parts.at(-1) as string }];
  });
  const folders = new Map<string, { names: string[]; file?: TreeFile }>();
  for (const { blob, names, name } of inside) {
    for (let depth = 1; depth <= names.length; depth++) {
      const path = names.slice(0, depth);
      if (!folders.has(path.join('/'))) folders.set(path.join('/'), { names: path });
    }
    if (name === folderFile) folders.set(names.join('/'), { names, file: file(blob) });
  }
  const policies = blobs.filter(
    ({ path }) => /^\.patchbay\/policies\/[^/]+$/.test(path) && path.toLowerCase().endsWith(policySuffix),
  );
  return {
    ...(link ? { unreadable: l10n.t('it is a link') } : { policies: policies.map(file) }),
    ...(members ? { members: file(members) } : {}),
    folders: [...folders.values()],
    connections: inside
      .filter(({ name }) => name.endsWith(connectionSuffix))
      .map(({ blob, names }) => ({ ...file(blob), folder: names })),
    tests: [],
  };
}

/** A line of `git ls-tree -l`: `<mode> <type> <id> <size>\t<path>`. */
function blobOf(line: string, prefix: number): Blob[] {
  const found = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(line);
  if (!found) return [];
  const [, mode, type, id = '', size, whole = ''] = found;
  const path = whole.slice(prefix);
  if (type !== 'blob') return [{ path, id, unreadable: l10n.t('it is not a file') }];
  if (mode === '120000') return [{ path, id, unreadable: l10n.t('it is a link') }];
  if (Number(size) > fileLimits.bytes) {
    return [{ path, id, unreadable: l10n.t('it is larger than {0} bytes', fileLimits.bytes) }];
  }
  return [{ path, id }];
}

function isWanted(path: string): boolean {
  return path.toLowerCase().endsWith('.jsonc');
}

/** All contents by one process: `<id> <type> <size>\n<content>\n` each. */
async function textsOf(folder: string, blobs: readonly Blob[]): Promise<Map<string, Partial<TreeFile>>> {
  const texts = new Map<string, Partial<TreeFile>>();
  if (blobs.length === 0) return texts;
  const input = blobs.map(({ id }) => `${id}\n`).join('');
  const output = await git(folder, ['cat-file', '--batch'], input);
  if (!output) throw cannotRead(l10n.t('git cannot read the files of .patchbay.'));
  let at = 0;
  for (const { path } of blobs) {
    const end = output.indexOf('\n', at);
    const size = Number(/^[0-9a-f]+ blob (\d+)$/.exec(output.toString('latin1', at, end))?.[1] ?? Number.NaN);
    if (Number.isNaN(size)) throw cannotRead(l10n.t('git cannot read the files of .patchbay.'));
    texts.set(path, decode(output.subarray(end + 1, end + 1 + size)));
    at = end + 1 + size + 1;
  }
  return texts;
}

function decode(bytes: Uint8Array): Partial<TreeFile> {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { unreadable: l10n.t('it is not UTF-8') };
  }
}
