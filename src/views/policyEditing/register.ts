import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import type { PolicyEditing } from './editing.ts';
import { kindOf, type OwnPlaces, ownPattern, workspacePatterns } from './kinds.ts';
import { registerPolicyTests } from './registerTests.ts';
import type { Shower } from './showEffect.ts';

/** What the editing of policies works with. */
export interface EditingSurroundings extends OwnPlaces {
  details: { open(connectionId: string): void };
  tree: { reveal(connectionId: string): Promise<void> };
}

/**
 * Helps those who write policies, their tests, `members.jsonc` and `folder.jsonc`: problems, completion, hover, quick fixes,
 * lenses with the effect, and tests. Only the patterns of files are told to the editor now; the rest is loaded with the
 * first such file that is looked at.
 */
export function registerPolicyEditing(
  context: vscode.ExtensionContext,
  parts: Parts,
  { details, tree, ...places }: EditingSurroundings,
): void {
  const lenses = new vscode.EventEmitter<void>();
  const shower: Shower = { open: (id) => details.open(id), reveal: (id) => tree.reveal(id) };
  const kind = (uri: vscode.Uri) => (uri.scheme === 'file' ? kindOf(uri.fsPath, places) : undefined);
  let loading: Promise<PolicyEditing> | undefined;
  const editing = () => {
    loading ??= import('./editing.ts').then(({ PolicyEditing }) => {
      const lensesChanged = () => lenses.fire();
      const made = new PolicyEditing({ parts, shower, kindOf: kind, lensesChanged });
      context.subscriptions.push(made);
      return made;
    });
    return loading;
  };
  const tests = registerPolicyTests(context, editing);
  const consider = (document: vscode.TextDocument) => {
    const what = kind(document.uri);
    if (!what) return;
    void editing().then((it) => it.open(document));
    if (what === 'test') tests.open(document);
  };
  const files = selector(places);
  const policies = files.filter(({ pattern }) => pattern !== workspacePatterns[1]);
  const { languages } = vscode;
  context.subscriptions.push(
    lenses,
    vscode.workspace.onDidOpenTextDocument(consider),
    languages.registerCompletionItemProvider(
      files,
      { provideCompletionItems: async (document, position) => (await editing()).complete(document, position) },
      '"',
    ),
    languages.registerHoverProvider(files, {
      provideHover: async (document, position) => (await editing()).hover(document, position),
    }),
    languages.registerCodeActionsProvider(
      files,
      { provideCodeActions: async (document, _, about) => (await editing()).quickFixes(document, about) },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    languages.registerCodeLensProvider(policies, {
      onDidChangeCodeLenses: lenses.event,
      provideCodeLenses: async (document) => (await editing()).codeLenses(document),
    }),
  );
  vscode.workspace.textDocuments.forEach(consider);
}

function selector({ userPolicies, machinePolicies }: OwnPlaces): vscode.DocumentFilter[] {
  const own = [userPolicies, machinePolicies].map(
    (directory) => new vscode.RelativePattern(vscode.Uri.file(directory), ownPattern),
  );
  return [...workspacePatterns, ...own].map((pattern) => ({ scheme: 'file', pattern }));
}
