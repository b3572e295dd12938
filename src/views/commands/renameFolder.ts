import * as vscode from 'vscode';
import { type FolderMoved, renameFolder as rename } from '../../connections/sharing/folders.ts';
import { folderLabel } from '../../model/folder.ts';
import { Problem } from '../../model/problem.ts';
import { askText } from '../ask/askText.ts';
import { type SharingTarget, sharedFolder } from '../sharing/place.ts';
import { reportFolder } from '../sharing/reportFolder.ts';
import type { CommandContext } from './context.ts';

/** Gives a shared folder another name; the ids of its connections stay. */
export async function renameFolder(context: CommandContext, target?: SharingTarget): Promise<void> {
  const { parts } = context;
  const folder = await sharedFolder(context, target, vscode.l10n.t('Rename folder'));
  if (!folder) return;
  let moved: FolderMoved | undefined;
  const before = folder.path.at(-1) ?? folder.name;
  await askText({
    title: vscode.l10n.t('Rename {0}', folderLabel(folder)),
    prompt: vscode.l10n.t('The folder’s directory gets this name. Its connections keep their ids.'),
    value: before,
    validate: (name) => (name.trim() === '' ? vscode.l10n.t('A name is needed.') : undefined),
    submit: async (name) => {
      if (name.trim() === before) return undefined;
      try {
        moved = await rename(parts, folder.id, name);
        return undefined;
      } catch (error) {
        if (error instanceof Problem && error.field === 'name') return error.toSentence();
        throw error;
      }
    },
  });
  if (moved) await reportFolder(context, folder, moved);
}
