import * as vscode from 'vscode';
import { isTreeNode, type TreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { type CommandTarget, connectionOf } from './targets.ts';

/** Opens the file of a connection, or one with a problem at the line that it is about. */
export async function openFile(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  if (isTreeNode(target) && target.kind === 'problem') return show(target.file, target.problem.line);
  const connection = await connectionOf(context, target, selection, { title: vscode.l10n.t('Open File') });
  if (connection) await show(connection.file);
}

/** @param line counts from 1. */
async function show(file: string, line?: number): Promise<void> {
  const at = line === undefined ? undefined : new vscode.Position(line - 1, 0);
  await vscode.window.showTextDocument(vscode.Uri.file(file), at ? { selection: new vscode.Range(at, at) } : {});
}
