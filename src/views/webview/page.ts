import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** What a webview may do and load: its own script and styles, nothing from the network, nothing from the workspace. */
export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: folders(extensionUri) };
}

function folders(extensionUri: vscode.Uri): vscode.Uri[] {
  return [vscode.Uri.joinPath(extensionUri, 'dist', 'webview'), vscode.Uri.joinPath(extensionUri, 'media')];
}

/**
 * The page of a webview: an empty `main` that `dist/webview/<name>.js` fills, and the words of the editor's language.
 *
 * @param name of the view's folder under `src/views`.
 */
export function webviewPage(webview: vscode.Webview, extensionUri: vscode.Uri, name: string, title: string): string {
  const nonce = randomBytes(16).toString('base64');
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', `${name}.js`));
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}; img-src ${webview.cspSource}`;
  // In a data block only `<` could end it early.
  const words = JSON.stringify(vscode.l10n.bundle ?? {}).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</title>
</head>
<body>
<main></main>
<script type="application/json" id="l10n">${words}</script>
<script type="module" nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

/** The icon of a tab of ours. */
export function panelIcon(extensionUri: vscode.Uri): { light: vscode.Uri; dark: vscode.Uri } {
  const file = (name: string) => vscode.Uri.joinPath(extensionUri, 'media', name);
  return { light: file('tab-light.svg'), dark: file('tab-dark.svg') };
}
