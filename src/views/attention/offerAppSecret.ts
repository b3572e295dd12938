import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import type { Connection } from '../../model/connection.ts';
import { askChoice } from '../ask/askChoice.ts';
import { commandIds } from '../contributions.ts';
import { sayInformation, sayWarning } from '../say.ts';
import { nameThem } from './words.ts';

/**
 * Where a new secret mended a connection of a refused app: offers it to the others of that app, and says what came of it.
 *
 * @param how the question is put: in a list, where a person is at it already, or as a notification.
 */
export async function offerAppSecret(parts: Parts, id: string, how: 'list' | 'notification'): Promise<void> {
  const { shareAppSecret, waitingForApp } = await import('../../connections/shareAppSecret.ts');
  const others = await waitingForApp(parts, id);
  if (others.length === 0) return;
  const { name } = await parts.files.connection(id);
  if (!(await (how === 'list' ? askInList : askByNotification)(name, others))) return;
  const location = vscode.ProgressLocation.Notification;
  const title = vscode.l10n.t('Trying the new client secret…');
  const { mended, failed } = await vscode.window.withProgress({ location, title, cancellable: false }, () =>
    shareAppSecret(
      parts,
      id,
      others.map((other) => other.id),
    ),
  );
  if (mended.length > 0) {
    const words =
      mended.length === 1
        ? vscode.l10n.t('{0} works again.', nameThem(mended))
        : vscode.l10n.t('{0} work again.', nameThem(mended));
    void sayInformation(words);
  }
  if (failed.length > 0) void sayFailed(failed);
}

async function askInList(name: string, others: readonly Connection[]): Promise<boolean> {
  const answer = await askChoice({
    title: vscode.l10n.t('Use the new client secret of “{0}” for the others of this app?', name),
    placeholder: nameThem(others),
    choices: [
      { label: useForAll(others), icon: 'check-all', value: true },
      { label: vscode.l10n.t('Not now'), icon: 'circle-slash', value: false },
    ],
  });
  return answer.kind === 'answered' && answer.value;
}

async function askByNotification(name: string, others: readonly Connection[]): Promise<boolean> {
  const use = useForAll(others);
  const question = vscode.l10n.t(
    '“{0}” works with its new client secret. {1} use the same OAuth app and wait for it.',
    name,
    nameThem(others),
  );
  return (await sayInformation(question, use)) === use;
}

function useForAll(others: readonly Connection[]): string {
  return others.length === 1 ? vscode.l10n.t('Use It There Too') : vscode.l10n.t('Use It for All {0}', others.length);
}

async function sayFailed(failed: readonly { connection: Connection; problem: { message: string; code: string } }[]) {
  const reasons = failed.map(({ connection, problem }) => `“${connection.name}”: ${problem.message} (${problem.code})`);
  const reconnect = vscode.l10n.t('Reconnect…');
  const words = vscode.l10n.t('Not mended: {0}', reasons.join(' '));
  if ((await sayWarning(words, reconnect)) !== reconnect) return;
  const ids = failed.map(({ connection }) => connection.id);
  await vscode.commands.executeCommand(commandIds.reconnectAll, ids);
}
