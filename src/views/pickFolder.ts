import * as vscode from 'vscode';
import type { Parts } from '../connections/parts.ts';
import { type Folder, folderLabel } from '../model/folder.ts';
import { type Answer, answered, type Place } from './ask/answer.ts';
import { askChoice, type Choice } from './ask/askChoice.ts';
import { commandIds } from './contributions.ts';

const newFolder = Symbol('new folder');

export interface FolderQuestion extends Place {
  placeholder: string;
  /** The id of a folder that is not offered. */
  except?: string;
  /** The id of the folder that is chosen beforehand. */
  active?: string;
}

/** Lets a person choose a folder, the Personal Workspace first, or make a new shared one and take it. */
export async function pickFolder(parts: Pick<Parts, 'files'>, question: FolderQuestion): Promise<Answer<Folder>> {
  const { folders } = await parts.files.snapshot();
  const { except, active: activeId, ...place } = question;
  const offered = [...folders.values()].filter((folder) => folder.id !== except);
  const choices: Choice<Folder | typeof newFolder>[] = offered.map((folder) => ({
    label: folderLabel(folder),
    icon: folder.kind === 'personal' ? 'account' : 'folder',
    description:
      folder.kind === 'personal' ? vscode.l10n.t('only you see it') : (folder.description ?? vscode.l10n.t('shared')),
    value: folder,
  }));
  choices.sort((a, b) => personalFirst(a.value) - personalFirst(b.value) || a.label.localeCompare(b.label));
  if (vscode.workspace.workspaceFolders) {
    choices.push({ label: vscode.l10n.t('New Shared Folder…'), icon: 'new-folder', value: newFolder });
  }
  const active = offered.find((folder) => folder.id === activeId);
  const answer = await askChoice({ ...place, choices, ...(active ? { active } : {}) });
  if (answer.kind !== 'answered') return answer;
  if (answer.value !== newFolder) return answered(answer.value);
  const made = await vscode.commands.executeCommand<Folder | undefined>(commandIds.newFolder);
  return made ? answered(made) : pickFolder(parts, question);
}

function personalFirst(value: Folder | typeof newFolder): number {
  return value !== newFolder && value.kind === 'personal' ? 0 : 1;
}
