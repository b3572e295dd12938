import * as vscode from 'vscode';
import type { TreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { type CommandTarget, connectionOf } from './targets.ts';

/** Shows what used connections in this window; for a connection of the tree, what used it. */
export async function openCalls(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const title = vscode.l10n.t('Show Calls');
  const connection = target === undefined ? undefined : await connectionOf(context, target, selection, { title });
  context.calls.open(connection?.id);
}
