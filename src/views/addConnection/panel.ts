import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { commandIds } from '../contributions.ts';
import { openPlace } from '../openPlace.ts';
import { panelIcon, webviewOptions, webviewPage } from '../webview/page.ts';
import { panelTypes } from '../webview/panelTypes.ts';
import type { AddSession, Preselect } from './session.ts';

/** What the commands may ask of the panel. */
export interface AddPanelApi {
  /** Shows the panel, or brings it to the front with everything that is typed in it. */
  open(preselect?: Preselect): void;
}

/** The Add connection panel: one in a window, in the editor area. */
export function registerAddPanel(context: vscode.ExtensionContext, parts: Parts): AddPanelApi {
  let current: { panel: vscode.WebviewPanel; session: Promise<AddSession> } | undefined;

  const adopt = (panel: vscode.WebviewPanel, preselect?: Preselect) => {
    const session = startSession(panel, context, parts, preselect);
    const mine = { panel, session };
    current = mine;
    panel.onDidDispose(() => {
      if (current === mine) current = undefined;
    });
  };

  context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(panelTypes.addConnection, {
      deserializeWebviewPanel: async (panel) => {
        // Opened while the old one was on its way back: the one that people see wins.
        if (current) panel.dispose();
        else adopt(panel);
      },
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(async () => (await current?.session)?.refresh()),
    { dispose: () => current?.panel.dispose() },
  );
  return {
    open: (preselect = {}) => {
      if (current) {
        current.panel.reveal();
        void current.session.then((session) => session.preselect(preselect));
        return;
      }
      const panel = vscode.window.createWebviewPanel(
        panelTypes.addConnection,
        vscode.l10n.t('Add Connection'),
        vscode.ViewColumn.Active,
        // A token that was typed must not be lost to a look at another tab, and it must not be saved either: so the page
        // stays alive while it is hidden. There is only one.
        { ...webviewOptions(context.extensionUri), retainContextWhenHidden: true },
      );
      adopt(panel, preselect);
    },
  };
}

/** Draws the page and answers it. The session's code is loaded with the first panel. */
async function startSession(
  panel: vscode.WebviewPanel,
  context: vscode.ExtensionContext,
  parts: Parts,
  preselect: Preselect | undefined,
): Promise<AddSession> {
  const { webview } = panel;
  const loading = import('./session.ts').then(
    ({ AddSession }) =>
      new AddSession(
        parts,
        {
          post: (message) => void webview.postMessage(message),
          copy: async (text) => vscode.env.clipboard.writeText(text),
          showPlace: (place) => void openPlace(place),
          showDetails: (id) => void vscode.commands.executeCommand(commandIds.openDetails, id),
          joinWorkspace: (members) => void vscode.commands.executeCommand(commandIds.joinWorkspace, { members }),
          newConnector: () => void vscode.commands.executeCommand(commandIds.newConnector),
          close: () => panel.dispose(),
        },
        preselect,
      ),
  );
  webview.onDidReceiveMessage(async (message) => (await loading).receive(message));
  panel.onDidDispose(async () => (await loading).dispose());
  panel.iconPath = panelIcon(context.extensionUri);
  webview.options = webviewOptions(context.extensionUri);
  webview.html = webviewPage(webview, context.extensionUri, 'addConnection', panel.title);
  return loading;
}
