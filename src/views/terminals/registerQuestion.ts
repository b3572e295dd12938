import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import type { Use } from '../../use/register.ts';

/** Where a terminal is opened in a workspace that has something for it, asks once whether it may; nothing is loaded before. */
export function registerTerminalQuestion(context: vscode.ExtensionContext, parts: Parts, use: Use): void {
  let asking = false;
  const consider = async () => {
    if (asking || !use.terminalsAreHere || !use.access.mayAsk()) return;
    asking = true;
    try {
      const { askAboutTerminals } = await import('./askAboutTerminals.ts');
      await askAboutTerminals(parts, use);
    } catch (error) {
      parts.log.error('Nobody was asked about terminals', error);
    } finally {
      asking = false;
    }
  };
  context.subscriptions.push(vscode.window.onDidOpenTerminal(() => void consider()));
}
