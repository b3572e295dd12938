import * as vscode from 'vscode';
import { plain } from './plain.ts';

/*
 * Every message to a person goes through here. The editor makes links of `[words](command:…)` in them, and names of
 * connections, accounts and files come from repositories and providers: none of them may become something to click.
 */

export function sayInformation(text: string, ...items: string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(plain(text), ...items);
}

export function sayWarning(text: string, ...items: string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(plain(text), ...items);
}

export function sayError(text: string, ...items: string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(plain(text), ...items);
}

/** A question in the middle of the window, which is answered by one of `items` or by Cancel. */
export function ask(question: string, detail: string, ...items: string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(plain(question), { modal: true, detail }, ...items);
}

/** The same, with buttons of which one is what closing it means. */
export function decide(
  question: string,
  detail: string,
  ...items: vscode.MessageItem[]
): Thenable<vscode.MessageItem | undefined> {
  return vscode.window.showWarningMessage(plain(question), { modal: true, detail }, ...items);
}
