import * as vscode from 'vscode';
import type { Progress } from '../connections/parts.ts';
import type { CommandContext } from './commands/context.ts';
import { type CommandId, commandIds } from './contributions.ts';
import { plain } from './plain.ts';

/**
 * Shows a notification while a sign-in runs: what happens, Cancel, and links for what a person can do meanwhile (also
 * commands of the palette): paste the address of the browser's last page, or copy a code and open its page.
 */
export async function signInProgress<T>(
  title: string,
  { pasteOffers, deviceCodes }: Pick<CommandContext, 'pasteOffers' | 'deviceCodes'>,
  task: (progress: Progress) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title: plain(title), cancellable: true };
  return vscode.window.withProgress(options, async (notification, token) => {
    const cancel = new AbortController();
    const done = new AbortController();
    const subscription = token.onCancellationRequested(() => cancel.abort());
    const running = AbortSignal.any([cancel.signal, done.signal]);
    let message = '';
    try {
      return await task({
        signal: cancel.signal,
        report: (next) => {
          message = plain(next);
          notification.report({ message });
        },
        onPaste: (deliver) => {
          pasteOffers.add({ title, deliver, signal: running });
          notification.report({
            message: `${message} ${link(vscode.l10n.t('Paste the address…'), commandIds.pasteAddress)}`,
          });
        },
        onDeviceCode: (code) => {
          deviceCodes.add(code, running);
          const copy = link(vscode.l10n.t('Copy code'), commandIds.copyDeviceCode);
          const open = link(vscode.l10n.t('Open page'), commandIds.openDevicePage);
          notification.report({ message: `${message} ${copy} · ${open}` });
        },
      });
    } finally {
      subscription.dispose();
      done.abort();
    }
  });
}

/** A link in a notification, which runs a command. */
function link(label: string, command: CommandId): string {
  return `[${label}](command:${command})`;
}
