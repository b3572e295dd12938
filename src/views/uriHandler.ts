import * as vscode from 'vscode';
import type { EditorRedirects } from '../editor/redirects.ts';
import type { Log } from '../model/log.ts';
import { nothingPending, signInForged } from '../model/problems.ts';
import { showProblem } from './showProblem.ts';

/** Opens the Add panel, with what is known already. */
interface AddPanel {
  open(preselect?: { folder?: string; connector?: string }): void;
}

/**
 * Takes the addresses that call this editor: `…/add?connector=github` opens the Add panel; `…/callback/<connector>` ends
 * a sign-in of this window. Anything else is ignored, so that newer links do no harm. A link chooses what is shown and
 * never connects by itself.
 */
export function registerUriHandler(log: Log, redirects: EditorRedirects, addPanel: AddPanel): vscode.Disposable {
  return vscode.window.registerUriHandler({
    handleUri(uri) {
      if (uri.path === '/add') {
        const connector = new URLSearchParams(uri.query).get('connector');
        addPanel.open(connector && /^[a-z0-9-]+$/.test(connector) ? { connector } : undefined);
      } else if (uri.path.startsWith('/callback/')) {
        // The query holds a code: only the path may be written down.
        const delivery = redirects.deliver(uri);
        if (delivery === 'none') void showProblem(nothingPending(), log);
        else if (delivery === 'forged') void showProblem(signInForged(uri.path.slice('/callback/'.length)), log);
      } else log.info(`Ignored a link to ${uri.path}`);
    },
  });
}
