import * as vscode from 'vscode';
import { type Committed, commitFiles } from '../../editor/git.ts';
import type { Log } from '../../model/log.ts';
import { openPlace } from '../openPlace.ts';
import { sayInformation, sayWarning } from '../say.ts';
import { type Button, showProblem } from '../showProblem.ts';

/** What was changed in files of the repository, and what is said of it. */
export interface Change {
  sentence: string;
  severity?: 'info' | 'warning';
  /** The files that were changed; the first is the one that can be looked at. */
  files: readonly string[];
  /** Of the commit. */
  message: string;
  /** More that may be done. */
  buttons?: readonly Button[];
}

/** Says what was changed, and offers to commit exactly those files. Others get it when the person pushes. */
export async function offerCommit(change: Change, log: Log): Promise<void> {
  const { sentence, severity = 'info', files, message, buttons = [] } = change;
  const [first] = files;
  const own: Button[] =
    first === undefined
      ? []
      : [
          { label: vscode.l10n.t('Commit'), run: async () => sayCommitted(await commitFiles(files, message)) },
          { label: vscode.l10n.t('Show File'), run: () => openPlace({ file: first, line: 1 }) },
        ];
  const all = [...own, ...buttons];
  const say = severity === 'warning' ? sayWarning : sayInformation;
  const chosen = await say(sentence, ...all.map(({ label }) => label));
  try {
    await all.find(({ label }) => label === chosen)?.run();
  } catch (error) {
    void showProblem(error, log);
  }
}

function sayCommitted(committed: Committed): void {
  switch (committed.status) {
    case 'committed':
      void sayInformation(vscode.l10n.t('Committed as {0}. Push it, so that the others get it.', committed.commit));
      break;
    case 'unchanged':
      void sayInformation(vscode.l10n.t('It is committed already. Push it, so that the others get it.'));
      break;
    case 'noGit':
      void sayWarning(
        vscode.l10n.t('git was not found on this computer, so nothing was committed. Commit the file in your own way.'),
      );
      break;
    case 'noRepository':
      void sayWarning(
        vscode.l10n.t(
          'This workspace is in no git repository, so nothing was committed. Hand the file to the others in your own way.',
        ),
      );
      break;
    case 'refused':
      void sayWarning(vscode.l10n.t('Nothing was committed. git says: {0}', committed.said.slice(0, 500)));
      break;
  }
}
