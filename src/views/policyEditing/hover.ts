import * as vscode from 'vscode';
import type { PolicyDocument } from '../../policy/index.ts';
import { membersSaid } from '../membersEditing/saidOf.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';
import { explainPlace } from './explainPlace.ts';
import type { PolicyFileKind } from './kinds.ts';
import { placeAt } from './place.ts';
import type { Scene } from './scene.ts';

/** What the word under the pointer stands for. Words of files are shown plain, never as a link. */
export function hover(
  document: vscode.TextDocument,
  position: vscode.Position,
  { kind, scene, policy }: { kind: PolicyFileKind; scene: Scene; policy: PolicyDocument | undefined },
): vscode.Hover | undefined {
  const place = placeAt(kind, document.getText(), document.offsetAt(position));
  const { word } = place;
  if (word === undefined) return undefined;
  const path = place.isKey ? [...place.path, word] : place.path;
  const at = { ...place, path };
  const written = { text: document.getText(), file: document.uri.fsPath };
  const found = [explainPlace(at, word, scene, policy), membersSaid(at, word, scene, written)];
  const [said, more] = found.filter((one) => one !== undefined);
  if (!said) return undefined;
  const text = new vscode.MarkdownString();
  text.appendMarkdown(
    [`**${escapeMarkdown(said.title)}**`, ...[...said.lines, ...(more?.lines ?? [])].map(escapeMarkdown)].join('\n\n'),
  );
  const range = new vscode.Range(document.positionAt(place.start), document.positionAt(place.end));
  return new vscode.Hover(text, range);
}
