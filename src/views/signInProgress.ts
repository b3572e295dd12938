import * as vscode from 'vscode';
import type { Progress } from '../connections/parts.ts';
import { commandIds } from './contributions.ts';
import type { PasteOffers } from './pasteOffers.ts';

/**
 * Shows a notification while a sign-in runs: what happens, Cancel, and, while the browser is waited for, a link to paste
 * the address of its last page (also a command of the palette).
 */
export async function signInProgress<T>(
  title: string,
  offers: PasteOffers,
  task: (progress: Progress) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (notification, token) => {
    const cancel = new AbortController();
    const done = new AbortController();
    const subscription = token.onCancellationRequested(() => cancel.abort());
    const paste = `[${vscode.l10n.t('Paste the address…')}](command:${commandIds.pasteAddress})`;
    let message = '';
    try {
      return await task({
        signal: cancel.signal,
        report: (next) => {
          message = next;
          notification.report({ message });
        },
        onPaste: (deliver) => {
          offers.add({ title, deliver, signal: AbortSignal.any([cancel.signal, done.signal]) });
          notification.report({ message: `${message} ${paste}` });
        },
      });
    } finally {
      subscription.dispose();
      done.abort();
    }
  });
}
