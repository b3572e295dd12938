import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { commandIds } from '../contributions.ts';
import { openPlace } from '../openPlace.ts';
import { showProblem } from '../showProblem.ts';
import { panelIcon, webviewOptions, webviewPage } from '../webview/page.ts';
import { panelTypes } from '../webview/panelTypes.ts';
import type { GovernanceSession } from './session.ts';

/** What the commands may ask of the page. */
export interface GovernanceApi {
  /** Shows what is allowed; for a connection with its cell selected. */
  open(connectionId?: string): void;
}

/** The page “What Is Allowed”: one in a window, in the editor area. */
export function registerGovernancePage(context: vscode.ExtensionContext, parts: Parts): GovernanceApi {
  let page: { panel: vscode.WebviewPanel; session: Promise<GovernanceSession> } | undefined;

  const adopt = (panel: vscode.WebviewPanel) => {
    const made = { panel, session: startSession(panel, context, parts) };
    page = made;
    panel.onDidDispose(() => {
      if (page === made) page = undefined;
    });
    return made;
  };

  context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(panelTypes.governance, {
      deserializeWebviewPanel: async (panel) => {
        if (page) panel.dispose();
        else adopt(panel);
      },
    }),
    { dispose: () => page?.panel.dispose() },
  );
  return {
    open: (connectionId) => {
      page?.panel.reveal();
      const options = webviewOptions(context.extensionUri);
      const title = vscode.l10n.t('What Is Allowed');
      const { session } =
        page ??
        adopt(vscode.window.createWebviewPanel(panelTypes.governance, title, vscode.ViewColumn.Active, options));
      if (connectionId === undefined) return;
      session.then((one) => one.ask(connectionId)).catch((error) => showProblem(error, parts.log));
    },
  };
}

async function startSession(
  panel: vscode.WebviewPanel,
  context: vscode.ExtensionContext,
  parts: Parts,
): Promise<GovernanceSession> {
  const { webview } = panel;
  const surface = {
    post: (message: unknown) => void webview.postMessage(message),
    open: (place: { file: string; line: number; column: number }) => {
      openPlace(place).catch((error) => showProblem(error, parts.log));
    },
    exempt: (id: string) => void vscode.commands.executeCommand(commandIds.draftExemption, id),
  };
  const loading = import('./session.ts').then(({ GovernanceSession }) => new GovernanceSession(parts, surface));
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
  webview.html = webviewPage(webview, context.extensionUri, 'governance', panel.title);
  return loading;
}
