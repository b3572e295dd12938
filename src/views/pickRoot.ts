import { basename } from 'node:path';
import * as vscode from 'vscode';
import { connectionRoots } from '../editor/roots.ts';
import { noWorkspace, workspaceElsewhere } from '../model/problems.ts';
import type { Root } from '../storage/snapshot.ts';
import { askChoice } from './ask/askChoice.ts';

/**
 * The shared folders of the one workspace folder that is open; of several, of the one that the person chooses.
 *
 * @returns `undefined` where the person left.
 * @throws Problem `PB110` where no folder is open, `PB114` where it is on another computer.
 */
export async function pickRoot(title: string): Promise<Root | undefined> {
  const roots = connectionRoots('').filter(({ kind }) => kind === 'shared');
  const only = roots[0];
  if (!only) throw vscode.workspace.workspaceFolders?.length ? workspaceElsewhere() : noWorkspace();
  if (roots.length === 1) return only;
  const answer = await askChoice<Root>({
    title,
    placeholder: vscode.l10n.t('In which folder of the workspace?'),
    choices: roots.map((root) => ({
      label: root.label ?? basename(root.directory),
      detail: root.directory,
      icon: 'root-folder',
      value: root,
    })),
  });
  return answer.kind === 'answered' ? answer.value : undefined;
}
