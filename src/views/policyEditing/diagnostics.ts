import * as vscode from 'vscode';
import type { PolicyProblem } from '../../policy/index.ts';
import type { Studied } from './drafts.ts';

/** Rules and exemptions that do nothing: drawn faded. */
const unnecessary = new Set(['PB620', 'PB624', 'PB625', 'PB626', 'PB632']);

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** An editor draws no more of them in a useful way. */
const most = 200;

/** Rules of which the whole is faded and the name alone is underlined. */
const whole = new Set(['PB624', 'PB625']);

/** A diagnostic, with the problem that it tells. */
export interface Told {
  diagnostic: vscode.Diagnostic;
  problem: PolicyProblem;
}

/** What is wrong with a text, for the editor. Bad JSON is told by the editor's own JSON support, where it is there. */
export function diagnosticsOf({ document, draft }: Studied): Told[] {
  const jsonIsChecked = vscode.extensions.getExtension('vscode.json-language-features') !== undefined;
  const told = draft.problems.filter(({ code }) => !(jsonIsChecked && code === 'PB601'));
  return told.slice(0, most).flatMap((problem) => {
    const range = rangeOf(document, problem);
    if (!whole.has(problem.code)) return [one(problem, range, severities[problem.severity])];
    const faded = one(problem, range, severities.hint);
    if (problem.severity === 'hint') return [faded];
    return [one(problem, nameIn(document, range), severities[problem.severity], []), faded];
  });
}

function one(
  problem: PolicyProblem,
  range: vscode.Range,
  severity: vscode.DiagnosticSeverity,
  tags = unnecessary.has(problem.code) ? [vscode.DiagnosticTag.Unnecessary] : [],
): Told {
  const diagnostic = new vscode.Diagnostic(range, problem.message, severity);
  diagnostic.source = 'Patchbay';
  diagnostic.code = problem.code;
  if (tags.length > 0) diagnostic.tags = tags;
  return { diagnostic, problem };
}

/** The `id` of a guardrail; else its first line. */
function nameIn(document: vscode.TextDocument, range: vscode.Range): vscode.Range {
  const text = document.getText(range);
  const found = /"id"\s*:\s*("(?:[^"\\]|\\.)*")/d.exec(text)?.indices?.[1];
  const start = document.offsetAt(range.start);
  if (found) return new vscode.Range(document.positionAt(start + found[0]), document.positionAt(start + found[1]));
  return document.lineAt(range.start.line).range.intersection(range) ?? range;
}

/** The place of a problem in a document that still has the text in which it was found. */
export function rangeOf(
  document: vscode.TextDocument,
  { offset, length }: Pick<PolicyProblem, 'offset' | 'length'>,
): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}
