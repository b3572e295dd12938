import * as vscode from 'vscode';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Connector } from '../../model/connector.ts';
import type { PolicyFileKind } from './kinds.ts';
import { type Placed, placeAt } from './place.ts';
import type { Scene } from './scene.ts';
import { connectorAt, type Suggestion, suggestionsAt } from './suggest.ts';

const icons: Record<Suggestion['kind'], vscode.CompletionItemKind> = {
  connector: vscode.CompletionItemKind.Module,
  authType: vscode.CompletionItemKind.EnumMember,
  parameter: vscode.CompletionItemKind.Field,
  scope: vscode.CompletionItemKind.Constant,
  person: vscode.CompletionItemKind.User,
  group: vscode.CompletionItemKind.Class,
  role: vscode.CompletionItemKind.Interface,
  folder: vscode.CompletionItemKind.Folder,
  day: vscode.CompletionItemKind.Event,
  id: vscode.CompletionItemKind.Reference,
  word: vscode.CompletionItemKind.Value,
};

/** The words that may stand at a place: those of this workspace, which no JSON schema can know. */
export async function complete(
  document: vscode.TextDocument,
  position: vscode.Position,
  { kind, scene, catalog }: { kind: PolicyFileKind; scene: Scene; catalog: Catalog },
): Promise<vscode.CompletionItem[]> {
  const place = placeAt(kind, document.getText(), document.offsetAt(position));
  const key = connectorAt(place);
  const record = key === undefined ? undefined : await catalog.connector(key).catch(() => undefined);
  const connectors = new Map<string, Connector>(record ? [[record.key, record]] : []);
  const range = new vscode.Range(document.positionAt(place.start), document.positionAt(place.end));
  return suggestionsAt(place, { scene, connectors }).map((suggestion, index) =>
    itemOf(suggestion, place, range, index),
  );
}

function itemOf({ word, kind, detail, description }: Suggestion, place: Placed, range: vscode.Range, index: number) {
  const quoted = JSON.stringify(word);
  const item = new vscode.CompletionItem(detail ? { label: word, description: detail } : word, icons[kind]);
  item.range = range;
  // Compared with what stands in the range, which has its quotes.
  item.filterText = quoted;
  item.sortText = `0${String(index).padStart(6, '0')}`;
  item.insertText = place.isKey && !place.hasColon ? snippetOf(quoted, place) : quoted;
  if (description) item.documentation = description;
  return item;
}

/** A key with what begins its value; roles and groups have a list. */
function snippetOf(quoted: string, { kind }: Placed): vscode.SnippetString {
  const [open, close] = kind === 'folder' || kind === 'members' ? ['[', ']'] : ['{', '}'];
  return new vscode.SnippetString().appendText(`${quoted}: ${open} `).appendTabstop(0).appendText(` ${close}`);
}
