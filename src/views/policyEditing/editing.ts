import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { DisposableList } from '../../model/disposable.ts';
import { codeLenses } from './codeLens.ts';
import { complete } from './completion.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { Drafts } from './drafts.ts';
import { editingCommands } from './editingCommands.ts';
import { hover } from './hover.ts';
import type { PolicyFileKind } from './kinds.ts';
import { manyRules } from './lenses.ts';
import { quickFixes } from './quickFixes.ts';
import { Scenes } from './scenes.ts';
import { sealSecret } from './sealSecret.ts';
import { type Shower, showEffect } from './showEffect.ts';

/** What the editing of policies works with. */
export interface EditingParts {
  parts: Parts;
  shower: Shower;
  kindOf(uri: vscode.Uri): PolicyFileKind | undefined;
  /** Tells the editor to ask for lenses again. */
  lensesChanged(): void;
}

/** Scrolling is answered when it rests, in milliseconds. */
const scrollRestMs = 200;

/** Everything that happens while somebody writes a policy; loaded with the first one that is looked at. */
export class PolicyEditing implements vscode.Disposable {
  readonly #editing: EditingParts;
  readonly #list = new DisposableList();
  readonly #scenes: Scenes;
  readonly drafts: Drafts;

  constructor(editing: EditingParts) {
    this.#editing = editing;
    const { parts, kindOf, shower } = editing;
    this.#scenes = this.#list.push(new Scenes(parts));
    this.drafts = this.#list.push(new Drafts(this.#scenes, kindOf, parts.log));
    this.#showProblems();
    this.#followScrolling();
    const { registerCommand } = vscode.commands;
    this.#list.push(
      registerCommand(editingCommands.show, async (show) => showEffect(show, await this.#scenes.get(), shower)),
    );
    this.#list.push(registerCommand(editingCommands.seal, (uri, secret) => sealSecret(parts, uri, secret)));
  }

  open(document: vscode.TextDocument): void {
    this.drafts.open(document);
  }

  /** What holds now. */
  scene() {
    return this.#scenes.get();
  }

  /** Fires when what holds is another than before. */
  get onDidChangeScene() {
    return this.#scenes.onDidChange;
  }

  async complete(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionItem[]> {
    const kind = this.#editing.kindOf(document.uri);
    if (!kind) return [];
    return complete(document, position, {
      kind,
      scene: await this.#scenes.get(),
      catalog: this.#editing.parts.catalog,
    });
  }

  async hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const kind = this.#editing.kindOf(document.uri);
    if (!kind) return undefined;
    const policy = this.drafts.latest(document)?.draft.document;
    return hover(document, position, { kind, scene: await this.#scenes.get(), policy });
  }

  async quickFixes(document: vscode.TextDocument, context: vscode.CodeActionContext): Promise<vscode.CodeAction[]> {
    const studied = await this.drafts.get(document);
    return studied ? quickFixes(studied, context, studied.scene?.principal.user) : [];
  }

  async codeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const studied = await this.drafts.get(document);
    return studied?.kind === 'policy' ? codeLenses(studied) : [];
  }

  dispose(): void {
    this.#list.dispose();
  }

  #showProblems(): void {
    const collection = this.#list.push(vscode.languages.createDiagnosticCollection('patchbay'));
    const { lensesChanged } = this.#editing;
    this.#list.push(
      this.drafts.onDidStudy((studied) => {
        const { document, version } = studied;
        if (document.version !== version) return;
        collection.set(
          document.uri,
          diagnosticsOf(studied).map(({ diagnostic }) => diagnostic),
        );
      }),
    );
    this.#list.push(this.drafts.onDidClose(({ uri }) => collection.delete(uri)));
    // What holds may be another without a change of the text.
    this.#list.push(this.#scenes.onDidChange(lensesChanged));
  }

  #followScrolling(): void {
    let timer: NodeJS.Timeout | undefined;
    this.#list.push(
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        const rules = this.drafts.latest(textEditor.document)?.draft.document?.content.guardrails.length ?? 0;
        if (rules <= manyRules) return;
        clearTimeout(timer);
        timer = setTimeout(this.#editing.lensesChanged, scrollRestMs);
      }),
    );
    this.#list.push({ dispose: () => clearTimeout(timer) });
  }
}
