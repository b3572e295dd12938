import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { type CommandName, commandIds } from '../contributions.ts';
import { registerOnePage } from '../onePage.ts';

/** What the commands may ask of the page. */
export interface MembersApi {
  /** Shows who has access; to a folder, where it is named. */
  open(folderId?: string): void;
}

/** The page “Members & Access”. */
export function registerMembersPage(context: vscode.ExtensionContext, parts: Parts): MembersApi {
  const page = registerOnePage(context, parts, {
    name: 'members',
    title: () => vscode.l10n.t('Members & Access'),
    start: async (surface) => {
      const { MembersSession } = await import('./session.ts');
      const run = (command: CommandName, argument: unknown) =>
        void vscode.commands.executeCommand(commandIds[command], argument);
      return new MembersSession(parts, { ...surface, run }, vscode.env.language);
    },
  });
  return {
    open: (folderId) => {
      const session = page.show();
      if (folderId !== undefined) session.then((one) => one.look(folderId)).catch(page.report);
    },
  };
}
