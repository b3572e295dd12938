import * as vscode from 'vscode';

/** Gives a document another text, with Undo. What was saved before stays saved; what was not is its author's to save. */
export async function replaceText(document: vscode.TextDocument, text: string): Promise<void> {
  const wasSaved = !document.isDirty;
  const edit = new vscode.WorkspaceEdit();
  const end = document.positionAt(document.getText().length);
  edit.replace(document.uri, new vscode.Range(document.positionAt(0), end), text);
  await vscode.workspace.applyEdit(edit);
  if (wasSaved) await document.save();
}
