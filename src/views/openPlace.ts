import * as vscode from 'vscode';

/** Opens a file at a line that a policy, or whoever grants roles, was found in. Lines and columns count from 1. */
export async function openPlace({
  file,
  line,
  column,
}: {
  file: string;
  line: number;
  column?: number;
}): Promise<void> {
  const start = new vscode.Position(line - 1, (column ?? 1) - 1);
  await vscode.window.showTextDocument(vscode.Uri.file(file), { selection: new vscode.Range(start, start) });
}
