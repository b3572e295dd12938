import * as vscode from 'vscode';
import type { TreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { type CommandTarget, connectionOf } from './targets.ts';

/** Shows what is allowed; for a connection of the tree with its cell selected. */
export async function openGovernance(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const connection =
    target === undefined
      ? undefined
      : await connectionOf(context, target, selection, { title: vscode.l10n.t('What Is Allowed') });
  context.governance.open(connection?.id);
}
