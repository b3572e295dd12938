import * as vscode from 'vscode';

/**
 * Opens an address in the person's browser, through the editor, which may ask first.
 *
 * @returns false where the person or the editor refused.
 */
export async function openBrowser(url: string): Promise<boolean> {
  // A string keeps the query as it is; `Uri.parse` would encode it a second time (microsoft/vscode#85930).
  return vscode.env.openExternal(url as unknown as vscode.Uri);
}
