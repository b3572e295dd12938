import * as vscode from 'vscode';
import { removeFolder as remove } from '../../connections/sharing/folders.ts';
import { folderLabel } from '../../model/folder.ts';
import { ask } from '../say.ts';
import { type SharingTarget, sharedFolder } from '../sharing/place.ts';
import type { CommandContext } from './context.ts';

/** Removes a shared folder in which nothing is left. */
export async function removeFolder(context: CommandContext, target?: SharingTarget): Promise<void> {
  const folder = await sharedFolder(context, target, vscode.l10n.t('Delete folder'));
  if (!folder) return;
  const label = folderLabel(folder);
  const yes = vscode.l10n.t('Delete');
  const detail = vscode.l10n.t('Only an empty folder is deleted, with the roles that its folder.jsonc gives.');
  if ((await ask(vscode.l10n.t('Delete the folder {0}?', label), detail, yes)) !== yes) return;
  await remove(context.parts, folder.id);
  vscode.window.setStatusBarMessage(vscode.l10n.t('{0} is deleted.', label), 5000);
}
