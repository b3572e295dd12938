import * as vscode from 'vscode';

const scheme = 'patchbay';

/** Texts that are shown in an editor and that nobody can change: the audit log, reports. */
export class ReadOnlyDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  readonly onDidChange = this.#changed.event;

  /**
   * Shows a text under a name; one of that name which is open is brought up to date.
   *
   * @param name of the tab; its ending chooses the colours (`.log`, `.md`).
   * @param lastLine true where the end is what somebody wants to see.
   */
  async show(name: string, text: string, { lastLine = false } = {}): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${name}` });
    this.#texts.set(uri.path, text);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    const end = document.lineAt(document.lineCount - 1).range.start;
    await vscode.window.showTextDocument(document, {
      preview: false,
      ...(lastLine ? { selection: new vscode.Range(end, end) } : {}),
    });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.#texts.get(uri.path) ??
      vscode.l10n.t('This was shown before the window was reloaded. Run the command again.')
    );
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
