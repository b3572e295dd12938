import * as vscode from 'vscode';
import type { Moves } from '../connections/move.ts';
import { type Folder, folderLabel } from '../model/folder.ts';
import type { Log } from '../model/log.ts';
import { sayWarning } from './say.ts';
import { showProblem } from './showProblem.ts';

/** Says what was moved and, with the reason, what was not. */
export function reportMoves({ moved, failed }: Moves, to: Folder, log: Log): void {
  const label = folderLabel(to);
  const first = moved[0];
  const done =
    moved.length === 1 && first
      ? vscode.l10n.t('“{0}” is now in {1}.', first.name, label)
      : vscode.l10n.t('{0} connections are now in {1}.', moved.length, label);
  const only = failed[0];
  if (!only) {
    if (first) vscode.window.setStatusBarMessage(done, 5000);
    return;
  }
  if (failed.length === 1 && moved.length === 0) {
    void showProblem(only.problem, log);
    return;
  }
  const reasons = failed.map(({ name, problem }) => `“${name}”: ${problem.toSentence()}`).join(' ');
  const still = vscode.l10n.t('Not moved: {0}', reasons);
  void sayWarning(moved.length > 0 ? `${done} ${still}` : still);
}
