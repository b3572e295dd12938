import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { commandIds } from '../contributions.ts';
import { registerOnePage } from '../onePage.ts';

/** What the commands may ask of the page. */
export interface GovernanceApi {
  /** Shows what is allowed; for a connection with its cell selected. */
  open(connectionId?: string): void;
}

/** The page “What Is Allowed”. */
export function registerGovernancePage(context: vscode.ExtensionContext, parts: Parts): GovernanceApi {
  const page = registerOnePage(context, parts, {
    name: 'governance',
    title: () => vscode.l10n.t('What Is Allowed'),
    start: async (surface) => {
      const { GovernanceSession } = await import('./session.ts');
      const exempt = (id: string) => void vscode.commands.executeCommand(commandIds.draftExemption, id);
      return new GovernanceSession(parts, { ...surface, exempt });
    },
  });
  return {
    open: (connectionId) => {
      const session = page.show();
      if (connectionId !== undefined) session.then((one) => one.ask(connectionId)).catch(page.report);
    },
  };
}
