import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { localFolders } from '../../editor/localFolders.ts';
import { sharedFolders } from '../../editor/roots.ts';
import { bindingName } from '../../model/bindingsSchema.ts';
import type { Connection } from '../../model/connection.ts';
import { personalFolderId } from '../../model/folder.ts';
import { noWorkspace, untrustedWorkspace, workspaceElsewhere } from '../../model/problems.ts';
import { connectionIn } from '../../use/bindings/resolve.ts';
import { askChoice } from '../ask/askChoice.ts';
import { askText } from '../ask/askText.ts';
import { offsetOfBinding, withBinding } from '../bindingEditing/edits.ts';
import { sayInformation } from '../say.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { writeAndShow } from '../writeAndShow.ts';
import type { CommandContext } from './context.ts';
import { type CommandTarget, connectionOf } from './targets.ts';

/** Gives a connection a name that code uses, and opens the file in which it stands. */
export async function newBinding(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const { parts, bindings } = context;
  if (!parts.isTrusted()) throw untrustedWorkspace();
  const title = vscode.l10n.t('New binding');
  const folder = await chooseFolder(title);
  const connection = folder && (await connectionOf(context, target, selection, { title }));
  if (!folder || !connection) return;
  const file = join(folder.uri.fsPath, dirname(sharedFolders), 'bindings.jsonc');
  const taken = new Set(
    (await bindings.all()).filter(({ binding }) => binding.file === file).map(({ binding }) => binding.name),
  );
  const answer = await askText({
    title,
    prompt: vscode.l10n.t('The name that code uses for “{0}”.', connection.name),
    placeholder: vscode.l10n.t('for example crm'),
    value: taken.has(connection.connector) ? '' : connection.connector,
    validate: (name) => judge(name.trim(), taken),
  });
  if (answer.kind === 'answered') await write(file, answer.value.trim(), connection);
  bindings.reload();
  if (answer.kind === 'answered') await chooseOwn(context, { file, name: answer.value.trim() }, connection);
}

/** A file cannot name a person's own connection: where it would mean another of theirs, this one is their own choice. */
async function chooseOwn(
  { bindings, tree }: CommandContext,
  { file, name }: { file: string; name: string },
  { id, name: label, connector, folder }: Connection,
): Promise<void> {
  const bound = (await bindings.named(name)).find(({ binding }) => binding.file === file);
  if (!bound || folder !== personalFolderId || connectionIn(bound.resolution)?.id === id) return;
  await bindings.choose({ file, name }, id);
  await tree.ready();
  void sayInformation(
    vscode.l10n.t(
      '“{0}” means “{1}” for you, by your own choice. For others it means their own connection to {2}.',
      ...[name, label, tree.connectorName(connector)],
    ),
  );
}

function judge(name: string, taken: ReadonlySet<string>): string | undefined {
  if (taken.has(name)) return vscode.l10n.t('There is a binding of this name already.');
  if (bindingName.safeParse(name).success) return undefined;
  return vscode.l10n.t('Letters, digits, dots, hyphens and underscores, beginning with a letter.');
}

/** @throws Problem `PB110` where no folder is open, `PB114` where it is on another computer. */
async function chooseFolder(title: string): Promise<vscode.WorkspaceFolder | undefined> {
  const [first, ...others] = localFolders();
  if (!first) throw vscode.workspace.workspaceFolders?.length ? workspaceElsewhere() : noWorkspace();
  if (others.length === 0) return first;
  const answer = await askChoice({
    title,
    placeholder: vscode.l10n.t('In which folder of the workspace?'),
    choices: [first, ...others].map((one) => ({ label: one.name, icon: 'root-folder', value: one })),
  });
  return answer.kind === 'answered' ? answer.value : undefined;
}

async function write(file: string, name: string, connection: Connection): Promise<void> {
  const written = await writeAndShow(file, (before) => {
    const text = withBinding(before, name, connection);
    return text === undefined ? undefined : { text, from: offsetOfBinding(text, name) };
  });
  if (!written)
    void sayInformation(vscode.l10n.t('{0} has a mistake. Mend it first, then add the binding.', basename(file)));
}
