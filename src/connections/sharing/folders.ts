import { basename, dirname } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Folder } from '../../model/folder.ts';
import { folderLabel } from '../../model/folder.ts';
import { folderInside, folderNotEmpty, noWorkspace, openThere } from '../../model/problems.ts';
import { moveFolder as moveDirectory, removeFolder as removeDirectory } from '../../storage/folderWriter.ts';
import { sharedFolderId } from '../../storage/snapshot.ts';
import { requireTrust } from '../access.ts';
import { outermost } from '../governance/folderAccess.ts';
import type { Parts } from '../parts.ts';
import { requireAdministrator } from './administrator.ts';
import { type Resealed, resealFolders, withThoseInside } from './reseal.ts';

type FolderParts = Pick<Parts, 'files' | 'isTrusted' | 'governance' | 'vault' | 'states' | 'audit'>;

/** What became of a folder that was renamed or moved. */
export interface FolderMoved {
  /** Its new id. */
  id: string;
  /** What is sealed in it, where other people belong to it than before. */
  resealed: Resealed;
}

/**
 * Gives a shared folder another name. The ids of its connections, and so everything that points at them, stay.
 *
 * @throws Problem `PB112`, `PB113`, `PB716`, `PB106`, `PB111`.
 */
export async function renameFolder(parts: FolderParts, folderId: string, name: string): Promise<FolderMoved> {
  const folder = await administered(parts, folderId);
  return settle(parts, await moveDirectory(folder.directory, undefined, name.trim()), undefined);
}

/**
 * Moves a shared folder with all that lies in it into another one. Roles of the folder around it hold in it from then on:
 * what is sealed is sealed anew to those who belong there.
 *
 * @param into the id of the folder; the top of the workspace folder where it is absent.
 * @throws Problem as {@link renameFolder}; `PB115` where that one lies inside it, `PB761` where it would be left without roles.
 */
export async function moveFolder(parts: FolderParts, folderId: string, into: string | undefined): Promise<FolderMoved> {
  const folder = await administered(parts, folderId);
  const { folders } = await parts.files.snapshot();
  await requireRolesThere(parts, folder, into);
  if (into === undefined) {
    const top = dirname(outermost(folder, folders).directory);
    return settle(
      parts,
      await moveDirectory(folder.directory, top, basename(folder.directory)),
      l10n.t('its folder was moved'),
    );
  }
  const around = await administered(parts, into);
  if (withThoseInside(folders, [folderId]).some(({ id }) => id === into)) {
    throw folderInside(folderLabel(folder), folderLabel(around));
  }
  return settle(
    parts,
    await moveDirectory(folder.directory, around.directory, basename(folder.directory)),
    l10n.t('its folder was moved'),
  );
}

/** Removes a shared folder in which nothing is left. @throws Problem `PB116`, `PB716`. */
export async function removeFolder(parts: FolderParts, folderId: string): Promise<void> {
  const folder = await administered(parts, folderId);
  const { folders, connections, problems } = await parts.files.snapshot();
  const within = new Set(withThoseInside(folders, [folderId]).map(({ id }) => id));
  const left = [...connections.values()].filter((one) => within.has(one.folder)).length;
  const broken = problems.filter((one) => within.has(one.folder)).length;
  if (left + broken > 0 || within.size > 1) throw folderNotEmpty(folderLabel(folder));
  if (!(await removeDirectory(folder.directory))) throw folderNotEmpty(folderLabel(folder));
  await parts.files.reload();
}

/** What was for some must not be sealed to everybody because no roles are left around it. */
async function requireRolesThere({ governance }: FolderParts, folder: Folder, into: string | undefined): Promise<void> {
  const { domain } = (await governance.table()).parts;
  const hasOwn = domain.folders.some(({ id, roles }) => id === folder.id && roles !== undefined);
  if (hasOwn || !(await governance.accessTo(folder.id)).hasRoles) return;
  if (into === undefined || !(await governance.accessTo(into)).hasRoles) throw openThere(folderLabel(folder));
}

async function administered(parts: FolderParts, folderId: string): Promise<Folder> {
  const folder = await parts.files.folder(folderId);
  if (folder.kind === 'personal') throw noWorkspace();
  requireTrust(parts, folder);
  await requireAdministrator(parts, folder, await parts.governance.accessTo(folderId));
  return folder;
}

async function settle(parts: FolderParts, directory: string, because: string | undefined): Promise<FolderMoved> {
  await parts.files.reload();
  await parts.governance.reread();
  const id = sharedFolderId(directory);
  return { id, resealed: await resealFolders(parts, [id], because) };
}
