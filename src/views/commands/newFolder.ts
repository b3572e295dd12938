import * as vscode from 'vscode';
import type { Folder } from '../../model/folder.ts';
import { folderLabel } from '../../model/folder.ts';
import { Problem } from '../../model/problem.ts';
import { untrustedWorkspace } from '../../model/problems.ts';
import { createFolder } from '../../storage/folderWriter.ts';
import { sharedFolderId } from '../../storage/snapshot.ts';
import { askText } from '../ask/askText.ts';
import { pickRoot } from '../pickRoot.ts';
import type { CommandContext } from './context.ts';
import { type CommandTarget, folderOf } from './targets.ts';

/**
 * Makes a shared folder: inside the one of the row, else at the top of the workspace (of several, the person chooses).
 *
 * @returns the new folder; `undefined` where the person left.
 */
export async function newFolder({ parts, tree }: CommandContext, target?: CommandTarget): Promise<Folder | undefined> {
  if (!parts.isTrusted()) throw untrustedWorkspace();
  const around = folderOf(target);
  const inside = around?.kind === 'shared' ? around : undefined;
  const parent = inside?.directory ?? (await pickRoot(vscode.l10n.t('New shared folder')))?.directory;
  if (parent === undefined) return undefined;
  let directory: string | undefined;
  await askText({
    title: inside ? vscode.l10n.t('New folder in {0}', folderLabel(inside)) : vscode.l10n.t('New shared folder'),
    prompt: vscode.l10n.t(
      'Everyone who works on this repository sees the connections of a shared folder. Each member signs in, or a credential is sealed to all.',
    ),
    placeholder: vscode.l10n.t('for example Finance'),
    validate: (name) => (name.trim() === '' ? vscode.l10n.t('A name is needed.') : undefined),
    submit: async (name) => {
      try {
        directory = await createFolder(parent, name.trim());
        return undefined;
      } catch (error) {
        if (error instanceof Problem && error.field === 'name') return error.toSentence();
        throw error;
      }
    },
  });
  if (directory === undefined) return undefined;
  await parts.files.reload();
  const id = sharedFolderId(directory);
  await tree.revealFolder(id);
  return parts.files.folder(id);
}
