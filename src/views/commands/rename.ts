import * as vscode from 'vscode';
import { renameConnection } from '../../connections/edit.ts';
import type { Connection } from '../../model/connection.ts';
import { Problem } from '../../model/problem.ts';
import { askText } from '../ask/askText.ts';
import { freeName, judgeName, takenNames } from '../names.ts';
import type { TreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { type CommandTarget, connectionOf } from './targets.ts';

/** Asks for another name. A name that is taken is said while typing, and a free one is a button away. */
export async function rename(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const connection = await connectionOf(context, target, selection, {
    title: vscode.l10n.t('Rename'),
    choose: isWritable,
  });
  if (!connection) return;
  const taken = takenNames(await context.parts.files.snapshot(), connection);
  await askText({
    title: vscode.l10n.t('Rename “{0}”', connection.name),
    prompt: vscode.l10n.t('The name is shown in the tree and used in code. The id stays.'),
    value: connection.name,
    validate: (name) => judgeName(taken, name),
    buttons: [
      {
        icon: 'lightbulb',
        tooltip: vscode.l10n.t('Use a name that is free'),
        press: (name) => freeName(taken, name.trim() || connection.name),
      },
    ],
    submit: async (name) => {
      if (name.trim() === connection.name) return undefined;
      try {
        await renameConnection(context.parts, connection.id, name);
        return undefined;
      } catch (error) {
        // Another window may have taken the name in this moment: the box stays open.
        if (error instanceof Problem && error.field === 'name') return error.toSentence();
        throw error;
      }
    },
  });
}

/** False for a connection whose file must not be changed. */
export function isWritable(connection: Connection): boolean {
  return !connection.readOnly;
}
