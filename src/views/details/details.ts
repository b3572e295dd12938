import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import type { Use } from '../../use/register.ts';
import { commandIds } from '../contributions.ts';
import { openPlace } from '../openPlace.ts';
import { showProblem } from '../showProblem.ts';
import { panelIcon, webviewOptions, webviewPage } from '../webview/page.ts';
import { panelTypes } from '../webview/panelTypes.ts';
import type { DetailsSession } from './session.ts';

/** What the commands may ask of the details pages. */
export interface DetailsApi {
  /** Shows the page of a connection, or brings it to the front. */
  open(connectionId: string): void;
  /** The connections whose pages are open. */
  openIds(): Iterable<string>;
}

/** The details pages: one for each connection that a person looks at, in the editor area. */
export function registerDetails(
  context: vscode.ExtensionContext,
  parts: Parts,
  use: Pick<Use, 'bindings' | 'api'>,
): DetailsApi {
  const pages = new Map<string, { panel: vscode.WebviewPanel; session: Promise<DetailsSession> }>();

  const adopt = (panel: vscode.WebviewPanel, id: string) => {
    const page = { panel, session: startSession(panel, context, { parts, use }, id) };
    pages.set(id, page);
    panel.onDidDispose(() => {
      if (pages.get(id) === page) pages.delete(id);
    });
  };

  context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(panelTypes.details, {
      deserializeWebviewPanel: async (panel, saved: unknown) => {
        const id = savedId(saved);
        if (id === undefined || pages.has(id)) panel.dispose();
        else adopt(panel, id);
      },
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(async () => {
      for (const { session } of pages.values()) await (await session).refresh();
    }),
    {
      dispose: () => {
        for (const { panel } of [...pages.values()]) panel.dispose();
      },
    },
  );
  return {
    openIds: () => pages.keys(),
    open: (id) => {
      const page = pages.get(id);
      if (page) return page.panel.reveal();
      const options = webviewOptions(context.extensionUri);
      const title = vscode.l10n.t('Connection');
      adopt(vscode.window.createWebviewPanel(panelTypes.details, title, vscode.ViewColumn.Active, options), id);
    },
  };
}

/** What the page saved: the id of its connection. */
function savedId(saved: unknown): string | undefined {
  const id = saved !== null && typeof saved === 'object' && 'id' in saved ? saved.id : undefined;
  return typeof id === 'string' ? id : undefined;
}

async function startSession(
  panel: vscode.WebviewPanel,
  context: vscode.ExtensionContext,
  { parts, use }: { parts: Parts; use: Pick<Use, 'bindings' | 'api'> },
  id: string,
): Promise<DetailsSession> {
  const { webview } = panel;
  const surface = {
    post: (message: unknown) => void webview.postMessage(message),
    title: (name: string) => {
      panel.title = name;
    },
    run: (action: keyof typeof commandIds, connectionId: string) =>
      void vscode.commands.executeCommand(commandIds[action], connectionId),
    open: (place: { file: string; line: number; column: number }) => {
      openPlace(place).catch((error) => showProblem(error, parts.log));
    },
    close: () => panel.dispose(),
  };
  const keeping = parts.vault.place === 'sealedFiles' ? ('sealedFile' as const) : ('secretStorage' as const);
  const editor = { keeping, locale: vscode.env.language };
  const code = { bindings: use.bindings, consents: use.api.consents };
  const loading = import('./session.ts').then(
    ({ DetailsSession }) => new DetailsSession(parts, id, surface, { ...editor, ...code }),
  );
  webview.onDidReceiveMessage(async (message) => (await loading).receive(message));
  panel.onDidDispose(async () => (await loading).dispose());
  panel.iconPath = panelIcon(context.extensionUri);
  webview.options = webviewOptions(context.extensionUri);
  webview.html = webviewPage(webview, context.extensionUri, 'details', panel.title);
  return loading;
}
