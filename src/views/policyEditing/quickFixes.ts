import * as vscode from 'vscode';
import type { PolicyProblem } from '../../policy/index.ts';
import { rangeOf } from './diagnostics.ts';
import type { Studied } from './drafts.ts';
import { editingCommands } from './editingCommands.ts';
import { type Fix, fixesOf, type TextEdit } from './edits.ts';

/** What mends the problems at a range, and what may be done with a guardrail there. */
export function quickFixes(
  { document, draft, scene }: Studied,
  { diagnostics }: vscode.CodeActionContext,
  user: string | undefined,
): vscode.CodeAction[] {
  const text = document.getText();
  const writer = { user, now: scene?.now ?? Date.now() };
  return diagnostics.flatMap((diagnostic) => {
    const problem = draft.problems.find((one) => isAbout(document, one, diagnostic));
    if (!problem) return [];
    return fixesOf(text, problem, writer).map((fix) => actionOf(document, fix, diagnostic));
  });
}

function isAbout(document: vscode.TextDocument, problem: PolicyProblem, diagnostic: vscode.Diagnostic): boolean {
  return (
    diagnostic.source === 'Patchbay' &&
    diagnostic.code === problem.code &&
    diagnostic.range.isEqual(rangeOf(document, problem))
  );
}

function actionOf(document: vscode.TextDocument, fix: Fix, diagnostic: vscode.Diagnostic): vscode.CodeAction {
  const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.isPreferred = fix.preferred;
  if (fix.edits) action.edit = workspaceEdit(document, fix.edits);
  if (fix.seal)
    action.command = { command: editingCommands.seal, title: fix.title, arguments: [document.uri, fix.seal] };
  return action;
}

/** Edits of one document as the editor takes them. */
export function workspaceEdit(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { content, ...place } of edits) edit.replace(document.uri, rangeOf(document, place), content);
  return edit;
}
