import * as vscode from 'vscode';

/** The workspace folders that lie on this computer. */
export function localFolders(): vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
}

/** Where they lie. */
export function localDirectories(): string[] {
  return localFolders().map(({ uri }) => uri.fsPath);
}
