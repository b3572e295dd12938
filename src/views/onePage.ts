import * as vscode from 'vscode';
import type { Log } from '../model/log.ts';
import { openPlace } from './openPlace.ts';
import { showProblem } from './showProblem.ts';
import { panelIcon, webviewOptions, webviewPage } from './webview/page.ts';
import { panelTypes } from './webview/panelTypes.ts';

/** The extension's side of a page. */
export interface PageSession {
  receive(message: unknown): Promise<void>;
  dispose(): void;
}

/** What a session may do with the page and the editor around it. */
export interface PageSurface {
  post(message: unknown): void;
  open(place: { file: string; line: number; column: number }): void;
}

/** A page of which a window has one, in the editor area. */
export interface OnePage<Session extends PageSession> {
  name: 'governance' | 'members' | 'calls';
  title(): string;
  /** Loads its session's code with the first page that is opened. */
  start(surface: PageSurface): Promise<Session>;
}

/** Registers such a page, also as the editor brings it back. @returns what shows it, and gives its session. */
export function registerOnePage<Session extends PageSession>(
  context: vscode.ExtensionContext,
  { log }: { log: Log },
  { name, title, start }: OnePage<Session>,
): { show(): Promise<Session>; report(error: unknown): void } {
  let page: { panel: vscode.WebviewPanel; session: Promise<Session> } | undefined;
  const report = (error: unknown) => void showProblem(error, log);

  const begin = (panel: vscode.WebviewPanel): Promise<Session> => {
    const { webview } = panel;
    const loading = start({
      post: (message) => void webview.postMessage(message),
      open: (place) => void openPlace(place).catch(report),
    });
    webview.onDidReceiveMessage(async (message) => {
      try {
        await (await loading).receive(message);
      } catch (error) {
        report(error);
      }
    });
    panel.onDidDispose(async () => (await loading).dispose());
    panel.iconPath = panelIcon(context.extensionUri);
    webview.options = webviewOptions(context.extensionUri);
    webview.html = webviewPage(webview, context.extensionUri, name, panel.title);
    return loading;
  };

  const adopt = (panel: vscode.WebviewPanel) => {
    const made = { panel, session: begin(panel) };
    page = made;
    panel.onDidDispose(() => {
      if (page === made) page = undefined;
    });
    return made;
  };

  context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(panelTypes[name], {
      deserializeWebviewPanel: async (panel) => {
        if (page) panel.dispose();
        else adopt(panel);
      },
    }),
    { dispose: () => page?.panel.dispose() },
  );
  return {
    report,
    show: () => {
      page?.panel.reveal();
      const options = webviewOptions(context.extensionUri);
      const made = () =>
        adopt(vscode.window.createWebviewPanel(panelTypes[name], title(), vscode.ViewColumn.Active, options));
      return (page ?? made()).session;
    },
  };
}
