import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import { type Removal, undoMs } from '../../connections/remove.ts';
import { commandIds } from '../contributions.ts';
import { describeGoodbyes } from '../farewell.ts';
import { sayInformation, sayWarning } from '../say.ts';
import { showProblem } from '../showProblem.ts';
import type { CommandContext } from './context.ts';

/**
 * Offers to take deletions back for {@link undoMs}; then makes them final and says what the providers answered. What a
 * window that is closed meanwhile leaves, the next one finishes.
 */
export async function offerUndo(context: CommandContext, removals: readonly Removal[]): Promise<void> {
  const first = removals[0]?.connection.name ?? '';
  const undo = vscode.l10n.t('Undo');
  const words =
    removals.length === 1
      ? vscode.l10n.t('Deleted “{0}”.', first)
      : vscode.l10n.t('Deleted {0} connections.', removals.length);
  const undoClicked = chosen(sayInformation(words, undo), undo);
  const timeOver = wait(undoMs, false, { ref: false });
  if (await Promise.race([undoClicked, timeOver])) return takeBack(context, removals);
  await finish(context, removals);
  // The notification may still be there, in the notification centre.
  await undoClicked;
  await takeBackLate(context, removals);
}

/** Resolves when `button` is clicked; never, where the notification is dismissed, since that is no answer. */
function chosen(notification: Thenable<string | undefined>, button: string): Promise<true> {
  return new Promise((resolve, reject) => {
    notification.then((label) => label === button && resolve(true), reject);
  });
}

async function takeBack({ tree }: CommandContext, removals: readonly Removal[]): Promise<void> {
  for (const removal of removals) await removal.undo();
  const first = removals[0];
  if (first) await tree.reveal(first.connection.id);
}

/** The credential is gone for good; the connection and its id are not. */
async function takeBackLate(context: CommandContext, removals: readonly Removal[]): Promise<void> {
  await takeBack(context, removals);
  const reconnect = vscode.l10n.t('Reconnect');
  const words = vscode.l10n.t('The connection is back, but its sign-in has ended already. Sign in again to use it.');
  if ((await sayInformation(words, reconnect)) !== reconnect) return;
  for (const { connection } of removals) await vscode.commands.executeCommand(commandIds.reconnect, connection.id);
}

async function finish({ parts, tree }: CommandContext, removals: readonly Removal[]): Promise<void> {
  const goodbyes = await Promise.all(
    removals.map(async ({ connection, finish: end }) => {
      try {
        return { name: connection.name, application: tree.connectorName(connection.connector), farewell: await end() };
      } catch (error) {
        void showProblem(error, parts.log);
        return undefined;
      }
    }),
  );
  const report = describeGoodbyes(goodbyes.filter((one) => one !== undefined));
  if (report?.severity === 'warning') void sayWarning(report.text);
  else if (report) void sayInformation(report.text);
}
