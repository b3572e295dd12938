import * as vscode from 'vscode';
import type { FolderMoved } from '../../connections/sharing/folders.ts';
import { type Folder, folderLabel } from '../../model/folder.ts';
import type { CommandContext } from '../commands/context.ts';
import { reportAccess } from './reportAccess.ts';

/** Shows a folder where it is now, and says what was sealed anew for it. */
export async function reportFolder(
  { parts, tree }: Pick<CommandContext, 'parts' | 'tree'>,
  before: Folder,
  { id, resealed }: FolderMoved,
): Promise<void> {
  const folder = await parts.files.folder(id);
  await tree.revealFolder(id);
  const sentence = vscode.l10n.t('{0} is now {1}.', folderLabel(before), folderLabel(folder));
  if (resealed.sealed.length + resealed.failed.length === 0) {
    vscode.window.setStatusBarMessage(sentence, 5000);
    return;
  }
  const message = vscode.l10n.t('{0} is now {1}', folderLabel(before), folderLabel(folder));
  void reportAccess(parts.log, { sentence, resealed, folders: [folder], message });
}
