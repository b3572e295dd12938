import * as vscode from 'vscode';
import type { PolicyProblem } from '../../policy/index.ts';
import type { Studied } from './drafts.ts';

/** Rules and exemptions that do nothing: drawn faded. */
const unnecessary = new Set(['PB620', 'PB624', 'PB625', 'PB626', 'PB632']);

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** An editor draws no more of them in a useful way. */
const most = 500;

/** What is wrong with a text, for the editor. Bad JSON is told by the editor's own JSON support, where it is there. */
export function diagnosticsOf({ document, draft }: Studied, jsonIsChecked: boolean): vscode.Diagnostic[] {
  const told = draft.problems.filter(({ code }) => !(jsonIsChecked && code === 'PB601'));
  return told.slice(0, most).map((problem) => {
    const diagnostic = new vscode.Diagnostic(rangeOf(document, problem), problem.message, severities[problem.severity]);
    diagnostic.source = 'Patchbay';
    diagnostic.code = problem.code;
    if (unnecessary.has(problem.code)) diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
    return diagnostic;
  });
}

/** The place of a problem in a document that still has the text in which it was found. */
export function rangeOf(
  document: vscode.TextDocument,
  { offset, length }: Pick<PolicyProblem, 'offset' | 'length'>,
): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}
