import * as vscode from 'vscode';
import { outermost } from '../../connections/governance/folderAccess.ts';
import { moveFolder as move } from '../../connections/sharing/folders.ts';
import { type Folder, folderLabel } from '../../model/folder.ts';
import { askChoice, type Choice } from '../ask/askChoice.ts';
import { type SharingTarget, sharedFolder } from '../sharing/place.ts';
import { reportFolder } from '../sharing/reportFolder.ts';
import type { CommandContext } from './context.ts';

const top = Symbol('the top of the workspace');

/** Moves a shared folder, with all that lies in it, into another one of the same workspace folder, or to the top of it. */
export async function moveFolder(context: CommandContext, target?: SharingTarget): Promise<void> {
  const { parts } = context;
  const folder = await sharedFolder(context, target, vscode.l10n.t('Move folder'));
  if (!folder) return;
  const { folders } = await parts.files.snapshot();
  const within = (other: Folder) => other.directory === folder.directory || isInside(other, folder, folders);
  const home = rootOf(folder, folders);
  const others = [...folders.values()].filter(
    (other) =>
      other.kind === 'shared' && other.id !== folder.parent && !within(other) && rootOf(other, folders) === home,
  );
  const choices: Choice<string | typeof top>[] = others.map((other) => ({
    label: folderLabel(other),
    icon: 'folder',
    value: other.id,
  }));
  if (folder.parent !== undefined)
    choices.unshift({ label: vscode.l10n.t('Top of the workspace'), icon: 'root-folder', value: top });
  const answer = await askChoice<string | typeof top>({
    title: vscode.l10n.t('Move {0}', folderLabel(folder)),
    placeholder: vscode.l10n.t('Roles of the folder around it hold in it, too; what is sealed follows them'),
    choices,
  });
  if (answer.kind !== 'answered') return;
  const moved = await move(parts, folder.id, answer.value === top ? undefined : answer.value);
  await reportFolder(context, folder, moved);
}

/** The directory that all folders of one workspace folder lie in. */
function rootOf(folder: Folder, folders: ReadonlyMap<string, Folder>): string {
  const { directory } = outermost(folder, folders);
  return directory.slice(0, directory.length - (directory.match(/[^\\/]+$/)?.[0].length ?? 0));
}

function isInside(folder: Folder, around: Folder, folders: ReadonlyMap<string, Folder>): boolean {
  for (let at = folder, depth = 0; at.parent !== undefined && depth < 1000; depth++) {
    if (at.parent === around.id) return true;
    const next = folders.get(at.parent);
    if (!next) return false;
    at = next;
  }
  return false;
}
