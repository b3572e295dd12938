import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { writeFileAtomic } from '../storage/atomicFile.ts';
import { replaceText } from './replaceText.ts';

/** The whole text that a file is to have, and what of it is selected, as offsets in it; nothing but the place without `to`. */
export interface NewText {
  text: string;
  from: number;
  to?: number;
}

/**
 * Gives a file of a workspace folder another text, through the editor where it is there, and shows it.
 *
 * @param change the text that the file has, empty where there is no file, to the new one; `undefined` where it cannot be changed.
 * @returns false where it could not: then the file is shown as it is.
 * @throws what the file system says.
 */
export async function writeAndShow(file: string, change: (before: string) => NewText | undefined): Promise<boolean> {
  const uri = vscode.Uri.file(file);
  // What the editor still has of a file that was deleted is nobody's text.
  const there = existsSync(file) ? await vscode.workspace.openTextDocument(uri) : undefined;
  const after = change(there?.getText() ?? '');
  if (!after) {
    await vscode.window.showTextDocument(uri);
    return false;
  }
  const { text, from, to = from } = after;
  if (there) await replaceText(there, text);
  else {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomic(file, text);
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const selection = new vscode.Range(document.positionAt(from), document.positionAt(to));
  await vscode.window.showTextDocument(document, { preview: false, selection });
  return true;
}
