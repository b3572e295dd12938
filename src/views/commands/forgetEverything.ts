import * as vscode from 'vscode';
import { forgetEverything as forget } from '../../connections/forget.ts';
import { memberKeyId } from '../../storage/vault.ts';
import { describeForgotten, describeLoss, forgetReport } from '../forgetWords.ts';
import { ask, sayInformation, sayWarning } from '../say.ts';
import type { CommandContext } from './context.ts';

/** Asks with what would be lost, purges every credential of this editor, and reports what became of each. */
export async function forgetEverything(context: CommandContext): Promise<void> {
  const { parts, root } = context;
  const applications = await applicationsOf(context);
  if (applications.length === 0) {
    void sayInformation(vscode.l10n.t('This editor keeps no credential.'));
    return;
  }
  const go = vscode.l10n.t('Forget Everything');
  const question = vscode.l10n.t('Forget every credential of this editor?');
  if ((await ask(question, describeLoss(applications), go)) !== go) return;
  const location = vscode.ProgressLocation.Notification;
  const title = vscode.l10n.t('Forgetting…');
  const forgotten = await vscode.window.withProgress({ location, title }, (progress) =>
    forget(parts, root, (done, all) => progress.report({ message: vscode.l10n.t('{0} of {1}', done, all) })),
  );
  void report(context, forgotten);
}

/** The application of each credential that is here. */
async function applicationsOf({ parts, tree }: CommandContext): Promise<(string | undefined)[]> {
  await tree.ready();
  const { connections } = await parts.files.snapshot();
  return Promise.all(
    (await parts.vault.keys()).map(async (id) => {
      if (id === memberKeyId) return vscode.l10n.t('your member key');
      const connection = connections.get(id) ?? (await parts.tombstones.get(id))?.connection;
      return connection && tree.connectorName(connection.connector);
    }),
  );
}

async function report({ documents }: CommandContext, forgotten: Awaited<ReturnType<typeof forget>>): Promise<void> {
  const { severity, text } = describeForgotten(forgotten);
  const show = vscode.l10n.t('Show Report');
  const say = severity === 'warning' ? sayWarning : sayInformation;
  if ((await say(text, show)) === show) await documents.show('Forget Everything.md', forgetReport(forgotten));
}
