import * as vscode from 'vscode';
import type { Catalog } from '../../catalog/catalog.ts';
import { connectorSuffix } from '../../catalog/ownConnectors.ts';

/** Changes of a text that come within this time, in milliseconds, are looked at once. */
const settleMs = 300;

/**
 * Says what is wrong with the records of a workspace's own connectors while they are written: what the JSON schema cannot
 * say, such as a template whose parameter is missing. What reads them is loaded with the first such file.
 */
export function registerConnectorEditing(context: vscode.ExtensionContext, catalog: Catalog): void {
  const diagnostics = vscode.languages.createDiagnosticCollection('patchbay.connectors');
  const timers = new Map<string, NodeJS.Timeout>();
  const isRecord = ({ uri }: vscode.TextDocument) => uri.scheme === 'file' && uri.path.endsWith(connectorSuffix);
  const look = async (document: vscode.TextDocument) => {
    const [{ readConnector }, entries] = await Promise.all([
      import('../../catalog/readConnector.ts'),
      catalog.entries(),
    ]);
    if (document.isClosed) return;
    const { connector, mistakes } = readConnector(document.getText(), document.uri.fsPath);
    const found = mistakes.map(({ line, column, message }) => problemAt(document, line, column, message));
    if (entries.some(({ key, own }) => key === connector?.key && !own))
      found.push(
        problemAt(document, 1, 1, vscode.l10n.t('“{0}” is the key of a built-in connector.', connector?.key ?? '')),
      );
    diagnostics.set(document.uri, found);
  };
  const consider = (document: vscode.TextDocument) => {
    if (!isRecord(document)) return;
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => void look(document), settleMs),
    );
  };
  context.subscriptions.push(
    diagnostics,
    { dispose: () => timers.forEach(clearTimeout) },
    vscode.workspace.onDidOpenTextDocument(consider),
    vscode.workspace.onDidChangeTextDocument(({ document }) => consider(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => diagnostics.delete(uri)),
  );
  vscode.workspace.textDocuments.forEach(consider);
}

function problemAt(document: vscode.TextDocument, line: number, column: number, message: string): vscode.Diagnostic {
  const start = document.validatePosition(new vscode.Position(line - 1, column - 1));
  const word = document.getWordRangeAtPosition(start, /"[^"]*"/) ?? new vscode.Range(start, start.translate(0, 1));
  const diagnostic = new vscode.Diagnostic(word, message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = 'Patchbay';
  return diagnostic;
}
