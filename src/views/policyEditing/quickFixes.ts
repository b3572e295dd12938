import type { Node } from 'jsonc-parser';
import * as vscode from 'vscode';
import { treeSteps } from '../../policy/document/tree.ts';
import { inSlices } from '../../policy/steps.ts';
import { membersFixes } from '../membersEditing/fixes.ts';
import { diagnosticsOf, rangeOf } from './diagnostics.ts';
import type { Studied } from './drafts.ts';
import { editingCommands } from './editingCommands.ts';
import { type Fix, fixesOf, type TextEdit } from './edits.ts';

/** What mends the problems at a range, and what may be done with a guardrail there. */
export async function quickFixes(
  studied: Studied,
  { diagnostics }: vscode.CodeActionContext,
  user: string | undefined,
): Promise<vscode.CodeAction[]> {
  const { document, scene } = studied;
  const text = document.getText();
  const writer = { user, now: scene?.now ?? Date.now() };
  const told = diagnosticsOf(studied);
  const asked = diagnostics.flatMap((diagnostic) => {
    const found = told.find((one) => isSame(one.diagnostic, diagnostic));
    return found ? [{ diagnostic, problem: found.problem }] : [];
  });
  // Of one problem that is told at two places, once.
  const once = new Map(asked.map((one) => [one.problem, one]));
  if (once.size === 0) return [];
  const root = await treeOf(studied, text);
  return [...once.values()].flatMap(({ problem, diagnostic }) =>
    [...fixesOf(text, root, problem, writer), ...membersFixes(text, root, problem, writer)].map((fix) =>
      actionOf(document, fix, diagnostic),
    ),
  );
}

const trees = new WeakMap<Studied, Promise<Node | undefined>>();

/** The editor asks at every move of the cursor; the tree is made once for a text, and nobody waits for it. */
function treeOf(studied: Studied, text: string): Promise<Node | undefined> {
  const known = trees.get(studied) ?? inSlices(treeSteps(text));
  trees.set(studied, known);
  return known;
}

function isSame(one: vscode.Diagnostic, other: vscode.Diagnostic): boolean {
  return one.source === other.source && one.code === other.code && one.range.isEqual(other.range);
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
