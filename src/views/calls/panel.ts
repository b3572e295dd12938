import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import type { CallLog } from '../../use/seen/callLog.ts';
import { commandIds } from '../contributions.ts';
import { registerOnePage } from '../onePage.ts';

/** What the commands may ask of the page. */
export interface CallsApi {
  /** Shows what used connections; one of them, where it is named. */
  open(connectionId?: string): void;
}

/** The page “Calls”. */
export function registerCallsPage(context: vscode.ExtensionContext, parts: Parts, calls: CallLog): CallsApi {
  const page = registerOnePage(context, parts, {
    name: 'calls',
    title: () => vscode.l10n.t('Calls'),
    start: async ({ post }) => {
      const { CallsSession } = await import('./session.ts');
      const run = (name: keyof typeof commandIds) => void vscode.commands.executeCommand(commandIds[name]);
      const copy = async (traceId: string) => {
        await vscode.env.clipboard.writeText(traceId);
        vscode.window.setStatusBarMessage(vscode.l10n.t('Trace id copied.'), 5000);
      };
      return new CallsSession(parts, calls, { post, run, copy }, vscode.env.language);
    },
  });
  return {
    open: (connectionId) => {
      const session = page.show();
      if (connectionId !== undefined) session.then((one) => one.look(connectionId)).catch(page.report);
    },
  };
}
