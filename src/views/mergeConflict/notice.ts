import { basename } from 'node:path';
import * as vscode from 'vscode';
import { conflictCode, isConnectionFile } from '../../connections/mergeConflict/codes.ts';
import type { Parts } from '../../connections/parts.ts';
import type { Snapshot } from '../../storage/snapshot.ts';
import { commandIds } from '../contributions.ts';
import { sayWarning } from '../say.ts';

/** Tells of files that came into conflict, each once, all that came together in one notification. */
export class ConflictNotice {
  #told: ReadonlySet<string> = new Set();

  /** @returns when the person has closed the notification, which may be never. */
  async look({ problems }: Snapshot): Promise<void> {
    const conflicts = problems.filter(({ file, problem }) => problem.code === conflictCode && isConnectionFile(file));
    const fresh = conflicts.filter(({ file }) => !this.#told.has(file));
    // What is resolved and comes back is told again.
    this.#told = new Set(conflicts.map(({ file }) => file));
    const [first] = fresh;
    if (!first) return;
    const resolve = vscode.l10n.t('Resolve…');
    const text =
      fresh.length === 1
        ? first.problem.message
        : vscode.l10n.t('{0} connection files hold two versions since a merge: {1}.', fresh.length, namesOf(fresh));
    if ((await sayWarning(text, resolve)) !== resolve) return;
    const target = fresh.length === 1 ? [vscode.Uri.file(first.file)] : [];
    await vscode.commands.executeCommand(commandIds.resolveConflict, ...target);
  }
}

/** Tells of conflicts from the first time that files are read. */
export function registerConflictNotice(context: vscode.ExtensionContext, { files, log }: Pick<Parts, 'files' | 'log'>) {
  const notice = new ConflictNotice();
  const look = (snapshot: Snapshot) => {
    notice.look(snapshot).catch((error) => log.error('A merge conflict could not be told', error));
  };
  context.subscriptions.push(files.onDidChange(look));
}

/** No more of them are named. */
const most = 3;

function namesOf(files: readonly { file: string }[]): string {
  const names = files.map(({ file }) => basename(file));
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? vscode.l10n.t('{0} and {1} more', shown, names.length - most) : shown;
}
