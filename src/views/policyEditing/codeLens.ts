import * as vscode from 'vscode';
import type { Studied } from './drafts.ts';
import { editingCommands } from './editingCommands.ts';
import { type Lines, lensesOf } from './lenses.ts';

/** So many lines above and below those in sight have their lens as well. */
const margin = 120;

/** The lenses of a policy, for the editor. */
export function codeLenses({ document, draft, scene }: Studied): vscode.CodeLens[] {
  if (!scene) return [];
  return lensesOf(draft, scene, linesInSight(document)).map(({ at, title, show }) => {
    const position = new vscode.Position(at.line - 1, at.column - 1);
    const command = { title, command: show ? editingCommands.show : '', ...(show ? { arguments: [show] } : {}) };
    return new vscode.CodeLens(new vscode.Range(position, position), command);
  });
}

function linesInSight(document: vscode.TextDocument): Lines[] {
  return vscode.window.visibleTextEditors
    .filter((editor) => editor.document === document)
    .flatMap((editor) => editor.visibleRanges)
    .map(({ start, end }) => ({ first: start.line + 1 - margin, last: end.line + 1 + margin }));
}
