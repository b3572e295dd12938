import * as vscode from 'vscode';

/** What is said when a connection was made or signed in again. */
export function connectedAs(name: string, account: string | undefined): string {
  if (account === undefined || account === name) return vscode.l10n.t('“{0}” is connected.', name);
  return vscode.l10n.t('“{0}” is connected as {1}.', name, account);
}
