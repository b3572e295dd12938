import * as vscode from 'vscode';
import type { TreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { type CommandTarget, connectionOf } from './targets.ts';

/** Opens the details page of a connection. */
export async function openDetails(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const connection = await connectionOf(context, target, selection, { title: vscode.l10n.t('Open Details') });
  if (connection) context.details.open(connection.id);
}
