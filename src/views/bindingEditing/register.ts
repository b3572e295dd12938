import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { bindingKindOf } from '../../use/bindings/binding.ts';
import type { Bindings } from '../../use/bindings/bindings.ts';
import type { TreeApi } from '../tree/register.ts';
import type { BindingEditing } from './editing.ts';

/** The files that bind names: ours, and those of UiPath's coded projects. */
const files: vscode.DocumentFilter[] = ['**/.patchbay/bindings.jsonc', '**/bindings.json'].map((pattern) => ({
  scheme: 'file',
  pattern,
}));

/** What the editing of bindings works with. */
export interface BindingSurroundings {
  bindings: Bindings;
  tree: Pick<TreeApi, 'connectorName' | 'ready'>;
}

/**
 * Shows beside each binding which connection and account it means, tells of those that lead nowhere, and lets a person choose.
 * Only the patterns of files are told to the editor now; the rest is loaded with the first such file that is looked at.
 */
export function registerBindingEditing(
  context: vscode.ExtensionContext,
  parts: Parts,
  surroundings: BindingSurroundings,
): void {
  const lenses = new vscode.EventEmitter<void>();
  let loading: Promise<BindingEditing> | undefined;
  const editing = () => {
    loading ??= import('./editing.ts').then(({ BindingEditing }) => {
      const made = new BindingEditing({ parts, ...surroundings, lensesChanged: () => lenses.fire() });
      context.subscriptions.push(made);
      return made;
    });
    return loading;
  };
  const consider = ({ uri }: vscode.TextDocument) => {
    if (uri.scheme === 'file' && bindingKindOf(uri.fsPath)) void editing().then((it) => it.look());
  };
  const { languages, workspace } = vscode;
  context.subscriptions.push(
    lenses,
    workspace.onDidOpenTextDocument(consider),
    languages.registerCodeLensProvider(files, {
      onDidChangeCodeLenses: lenses.event,
      provideCodeLenses: async (document) => (await editing()).codeLenses(document),
    }),
    languages.registerHoverProvider(files, {
      provideHover: async (document, position) => (await editing()).hover(document, position),
    }),
    languages.registerCodeActionsProvider(
      files,
      {
        provideCodeActions: async (document, _, { diagnostics }) => (await editing()).quickFixes(document, diagnostics),
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    languages.registerCompletionItemProvider(
      files,
      { provideCompletionItems: async (document, position) => (await editing()).complete(document, position) },
      '"',
    ),
  );
  workspace.textDocuments.forEach(consider);
}
