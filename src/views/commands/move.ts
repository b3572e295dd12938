import * as vscode from 'vscode';
import { promoteConnection } from '../../connections/promote.ts';
import { reconnectFields } from '../../connections/reconnectFields.ts';
import type { Connection } from '../../model/connection.ts';
import { type Folder, folderLabel } from '../../model/folder.ts';
import { askFields } from '../ask/askFields.ts';
import { pickFolder } from '../pickFolder.ts';
import { moveAndReport } from '../reportMoves.ts';
import { signInProgress } from '../signInProgress.ts';
import type { TreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { isWritable } from './rename.ts';
import { type CommandTarget, connectionsOf } from './targets.ts';

/** Moves connections to a folder that the person chooses: what dragging does, by keyboard. */
export async function move(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const { parts, tree } = context;
  const pick = { title: vscode.l10n.t('Move to Folder'), many: true, choose: isWritable };
  const connections = await connectionsOf(context, target, selection, pick);
  const first = connections[0];
  if (!first) return;
  const together = connections.every(({ folder }) => folder === first.folder);
  const answer = await pickFolder(parts, {
    title:
      connections.length > 1
        ? vscode.l10n.t('Move {0} connections', connections.length)
        : vscode.l10n.t('Move “{0}”', first.name),
    placeholder: vscode.l10n.t('Choose the folder that they move to'),
    ...(together ? { except: first.folder } : {}),
  });
  if (answer.kind !== 'answered') return;
  const ids = connections.map(({ id }) => id);
  const promote = (id: string, to: Folder) => promoteOne(context, id, to);
  const { moved } = await moveAndReport(parts, ids, answer.value, promote);
  if (moved[0]) await tree.reveal(moved[0].id);
}

/** Asks for the service account's secret, and gives it the connection. */
async function promoteOne(context: CommandContext, id: string, to: Folder): Promise<Connection | undefined> {
  const { parts } = context;
  const title = vscode.l10n.t('Give it to a service account in {0}', folderLabel(to));
  const values = await askFields(title, await reconnectFields(parts, id, 'service'));
  if (!values) return undefined;
  return signInProgress(title, context, (progress) => promoteConnection(parts, id, { to: to.id, values }, progress));
}
