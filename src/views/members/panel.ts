import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { type CommandName, commandIds } from '../contributions.ts';
import { openPlace } from '../openPlace.ts';
import { showProblem } from '../showProblem.ts';
import { panelIcon, webviewOptions, webviewPage } from '../webview/page.ts';
import { panelTypes } from '../webview/panelTypes.ts';
import type { MembersSession } from './session.ts';

/** What the commands may ask of the page. */
export interface MembersApi {
  /** Shows who has access; to a folder, where it is named. */
  open(folderId?: string): void;
}

/** The page “Members & Access”: one in a window, in the editor area. */
export function registerMembersPage(context: vscode.ExtensionContext, parts: Parts): MembersApi {
  let page: { panel: vscode.WebviewPanel; session: Promise<MembersSession> } | undefined;

  const adopt = (panel: vscode.WebviewPanel) => {
    const made = { panel, session: startSession(panel, context, parts) };
    page = made;
    panel.onDidDispose(() => {
      if (page === made) page = undefined;
    });
    return made;
  };

  context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(panelTypes.members, {
      deserializeWebviewPanel: async (panel) => {
        if (page) panel.dispose();
        else adopt(panel);
      },
    }),
    { dispose: () => page?.panel.dispose() },
  );
  return {
    open: (folderId) => {
      page?.panel.reveal();
      const options = webviewOptions(context.extensionUri);
      const title = vscode.l10n.t('Members & Access');
      const { session } =
        page ?? adopt(vscode.window.createWebviewPanel(panelTypes.members, title, vscode.ViewColumn.Active, options));
      if (folderId === undefined) return;
      session.then((one) => one.look(folderId)).catch((error) => showProblem(error, parts.log));
    },
  };
}

async function startSession(
  panel: vscode.WebviewPanel,
  context: vscode.ExtensionContext,
  parts: Parts,
): Promise<MembersSession> {
  const { webview } = panel;
  const surface = {
    post: (message: unknown) => void webview.postMessage(message),
    open: (place: { file: string; line: number; column: number }) => {
      openPlace(place).catch((error) => showProblem(error, parts.log));
    },
    run: (command: CommandName, argument: unknown) =>
      void vscode.commands.executeCommand(commandIds[command], argument),
  };
  const loading = import('./session.ts').then(
    ({ MembersSession }) => new MembersSession(parts, surface, vscode.env.language),
  );
  webview.onDidReceiveMessage(async (message) => {
    try {
      await (await loading).receive(message);
    } catch (error) {
      void showProblem(error, parts.log);
    }
  });
  panel.onDidDispose(async () => (await loading).dispose());
  panel.iconPath = panelIcon(context.extensionUri);
  webview.options = webviewOptions(context.extensionUri);
  webview.html = webviewPage(webview, context.extensionUri, 'members', panel.title);
  return loading;
}
