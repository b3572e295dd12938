import * as vscode from 'vscode';
import { askChoice } from '../ask/askChoice.ts';
import { sayInformation } from '../say.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { findUsages, usageWords } from '../usages.ts';
import type { CommandContext } from './context.ts';
import { manageAccess } from './manageAccess.ts';
import { type CommandTarget, connectionOf } from './targets.ts';

const icons = { binding: 'plug', exemption: 'law', extension: 'extensions' } as const;

/** Lists what uses a connection, and goes to what is chosen: a place in a file, or what extensions and agents may. */
export async function showUsages(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const title = vscode.l10n.t('Show Usages');
  const connection = await connectionOf(context, target, selection, { title });
  if (!connection) return;
  const { parts, bindings, use } = context;
  const usages = await findUsages(parts, { bindings, consents: use.api.consents }, connection.id);
  if (usages.length === 0) {
    const none = vscode.l10n.t(
      'No binding and no exemption of a policy names “{0}”, and no extension or agent was let use it.',
      connection.name,
    );
    return void sayInformation(none);
  }
  const answer = await askChoice({
    title,
    placeholder: vscode.l10n.t('What uses “{0}”', connection.name),
    choices: usages.map((usage) => ({
      label: usageWords(usage),
      icon: icons[usage.kind],
      description: 'place' in usage ? vscode.workspace.asRelativePath(usage.place.file) : vscode.l10n.t('may use it'),
      value: 'place' in usage ? usage.place : undefined,
    })),
  });
  if (answer.kind !== 'answered') return;
  if (answer.value) await open(answer.value);
  else await manageAccess(context);
}

async function open({ file, offset }: { file: string; offset: number }): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  const at = document.positionAt(offset);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
}
