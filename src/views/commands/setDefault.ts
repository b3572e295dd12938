import * as vscode from 'vscode';
import { setDefault as makeDefault } from '../../connections/edit.ts';
import { folderLabel } from '../../model/folder.ts';
import type { TreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { isWritable } from './rename.ts';
import { type CommandTarget, connectionOf } from './targets.ts';

/** Makes a connection the one that is used where code names only the application. */
export async function setDefault(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const connection = await connectionOf(context, target, selection, {
    title: vscode.l10n.t('Make Default'),
    choose: (one) => isWritable(one) && !one.isDefault,
  });
  if (!connection) return;
  await makeDefault(context.parts, connection.id);
  const folder = folderLabel(await context.parts.files.folder(connection.folder));
  const application = context.tree.connectorName(connection.connector);
  vscode.window.setStatusBarMessage(
    vscode.l10n.t('“{0}” is now the default for {1} in {2}.', connection.name, application, folder),
    5000,
  );
}
