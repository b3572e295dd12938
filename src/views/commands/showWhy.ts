import * as vscode from 'vscode';
import { policyMark } from '../../connections/policyMark.ts';
import { openPlace } from '../openPlace.ts';
import { sayInformation } from '../say.ts';
import type { TreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { type CommandTarget, connectionOf } from './targets.ts';

/** Opens the line of the policy that would not allow a connection today. */
export async function showWhy(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const connection = await connectionOf(context, target, selection, { title: vscode.l10n.t('Show why') });
  if (!connection) return;
  await context.parts.governance.table();
  const rule = policyMark(context.parts, connection)?.rule;
  if (rule) await openPlace(rule.address);
  else void sayInformation(vscode.l10n.t('Policies allow “{0}”.', connection.name));
}
