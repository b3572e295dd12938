import * as vscode from 'vscode';
import { askChoice } from '../ask/askChoice.ts';
import { sayInformation } from '../say.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { findUsages, usageWords } from '../usages.ts';
import type { CommandContext } from './context.ts';
import { type CommandTarget, connectionOf } from './targets.ts';

/** Lists what uses a connection, and goes to the place that is chosen. */
export async function showUsages(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const title = vscode.l10n.t('Show Usages');
  const connection = await connectionOf(context, target, selection, { title });
  if (!connection) return;
  const usages = await findUsages(context.parts, context.bindings, connection.id);
  if (usages.length === 0) {
    const none = vscode.l10n.t('No binding and no exemption of a policy names “{0}”.', connection.name);
    return void sayInformation(none);
  }
  const answer = await askChoice({
    title,
    placeholder: vscode.l10n.t('What uses “{0}”', connection.name),
    choices: usages.map((usage) => ({
      label: usageWords(usage),
      icon: usage.kind === 'binding' ? 'plug' : 'law',
      description: vscode.workspace.asRelativePath(usage.place.file),
      value: usage.place,
    })),
  });
  if (answer.kind === 'answered') await open(answer.value);
}

async function open({ file, offset }: { file: string; offset: number }): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  const at = document.positionAt(offset);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
}
