import * as vscode from 'vscode';
import type { TreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { type CommandTarget, connectionsOf } from './targets.ts';

/** Copies the ids of connections, one per line. An id is no secret. */
export async function copyId(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const title = vscode.l10n.t('Copy Id');
  const connections = await connectionsOf(context, target, selection, { title });
  if (connections.length === 0) return;
  await vscode.env.clipboard.writeText(connections.map(({ id }) => id).join('\n'));
  const words =
    connections.length > 1 ? vscode.l10n.t('{0} ids copied.', connections.length) : vscode.l10n.t('Id copied.');
  vscode.window.setStatusBarMessage(words, 5000);
}
