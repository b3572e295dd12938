import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { connectionState } from '../../connections/state.ts';
import { DisposableList } from '../../model/disposable.ts';
import type { Span } from '../../use/bindings/binding.ts';
import type { Bound } from '../../use/bindings/bindings.ts';
import { escapeMarkdown } from '../policyEditing/escapeMarkdown.ts';
import { showProblem } from '../showProblem.ts';
import { accountOf } from '../tree/rows.ts';
import { bindingCommands } from './bindingCommands.ts';
import { Choosing } from './choose.ts';
import { lensesOf } from './lenses.ts';
import { type BindingProblem, problemsOf } from './problems.ts';
import type { BindingSurroundings } from './register.ts';
import { BindingStudies } from './studies.ts';
import { type BindingSuggestion, suggestionsAt } from './suggest.ts';
import { type Telling, tellBinding } from './words.ts';

/** What the editing of bindings works with. */
export interface EditingParts extends BindingSurroundings {
  parts: Parts;
  /** Tells the editor to ask for lenses again. */
  lensesChanged(): void;
}

const severities = {
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

const icons: Record<BindingSuggestion['kind'], vscode.CompletionItemKind> = {
  connection: vscode.CompletionItemKind.Reference,
  connector: vscode.CompletionItemKind.Module,
  folder: vscode.CompletionItemKind.Folder,
};

/** Everything that happens while somebody looks at a file of bindings; loaded with the first. */
export class BindingEditing implements vscode.Disposable {
  readonly #editing: EditingParts;
  readonly #list = new DisposableList();
  readonly #studies: BindingStudies;

  constructor(editing: EditingParts) {
    this.#editing = editing;
    const { parts, bindings, tree, lensesChanged } = editing;
    this.#studies = this.#list.push(new BindingStudies(bindings, parts.log));
    const choosing = new Choosing(parts, bindings, tree);
    const register = (command: string, run: (file: string, name: string) => Promise<void>) =>
      this.#list.push(
        vscode.commands.registerCommand(command, (file: string, name: string) =>
          run(file, name).catch((error) => void showProblem(error, parts.log)),
        ),
      );
    register(bindingCommands.chooseForMe, (file, name) => choosing.forMe(file, name));
    register(bindingCommands.chooseForAll, (file, name) => choosing.forAll(file, name));
    register(bindingCommands.forget, (file, name) => bindings.choose({ file, name }, undefined));
    const collection = this.#list.push(vscode.languages.createDiagnosticCollection('patchbay.bindings'));
    this.#list.push(
      this.#studies.onDidStudy(({ document, bound }) => {
        collection.set(
          document.uri,
          problemsOf(bound).map((problem) => diagnosticOf(document, problem)),
        );
        lensesChanged();
      }),
    );
    this.#list.push(this.#studies.onDidClose(({ uri }) => collection.delete(uri)));
  }

  /** Looks at the open files. */
  look(): void {
    this.#studies.look();
  }

  async codeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const [bound, telling] = await Promise.all([this.#studies.get(document), this.#telling()]);
    return lensesOf(bound, telling).map(({ at, title, command, args }) => {
      return new vscode.CodeLens(rangeOf(document, at), { title, command, arguments: args });
    });
  }

  async hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const found = at(await this.#studies.get(document), document.offsetAt(position));
    if (!found) return undefined;
    const { summary, lines } = tellBinding(found, await this.#telling());
    const text = new vscode.MarkdownString();
    text.appendMarkdown([`**${escapeMarkdown(summary)}**`, ...lines.map(escapeMarkdown)].join('\n\n'));
    return new vscode.Hover(text, rangeOf(document, found.binding.whole));
  }

  async quickFixes(document: vscode.TextDocument, asked: readonly vscode.Diagnostic[]): Promise<vscode.CodeAction[]> {
    const problems = problemsOf(await this.#studies.get(document));
    return problems.flatMap((problem) => {
      const own = diagnosticOf(document, problem);
      const diagnostic = asked.find((one) => one.code === own.code && one.range.isEqual(own.range));
      if (!diagnostic) return [];
      return problem.fixes.map(({ title, command, args, preferred }) => {
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.diagnostics = [diagnostic];
        action.isPreferred = preferred ?? false;
        action.command = { title, command, arguments: args };
        return action;
      });
    });
  }

  async complete(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionItem[]> {
    const { files, states, catalog } = this.#editing.parts;
    const [{ connections, folders }, entries] = await Promise.all([
      files.snapshot(),
      catalog.entries(),
      states.ready(),
    ]);
    const known = [...connections.values()].map((one) => ({
      ...one,
      account: accountOf(one, connectionState(states, one)),
    }));
    const { span, suggestions } = suggestionsAt(document.getText(), document.offsetAt(position), {
      ...{ file: document.uri.fsPath, connections: known, folders, connectors: entries },
    });
    return suggestions.map(({ word, label, detail, kind }, index) => {
      const item = new vscode.CompletionItem(detail ? { label, description: detail } : label, icons[kind]);
      const quoted = JSON.stringify(word);
      item.range = rangeOf(document, span);
      // Compared with what stands in the range, which has its quotes; a person types a name or an id.
      item.filterText = word === label ? quoted : `"${label} ${detail ?? ''} ${word}"`;
      item.sortText = `0${String(index).padStart(6, '0')}`;
      item.insertText = quoted;
      return item;
    });
  }

  dispose(): void {
    this.#list.dispose();
  }

  async #telling(): Promise<Telling> {
    const { parts, tree } = this.#editing;
    const [{ folders }] = await Promise.all([parts.files.snapshot(), parts.states.ready(), tree.ready()]);
    return { folders, states: parts.states, connectorName: (key) => tree.connectorName(key) };
  }
}

/** The binding in which an offset lies. */
function at(bound: readonly Bound[], offset: number): Bound | undefined {
  return bound.find(({ binding: { whole } }) => offset >= whole.offset && offset <= whole.offset + whole.length);
}

function diagnosticOf(document: vscode.TextDocument, { at: span, code, severity, message }: BindingProblem) {
  const diagnostic = new vscode.Diagnostic(rangeOf(document, span), message, severities[severity]);
  diagnostic.source = 'Patchbay';
  diagnostic.code = code;
  return diagnostic;
}

function rangeOf(document: vscode.TextDocument, { offset, length }: Span): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}
