import * as vscode from 'vscode';
import { removeConnection } from '../../connections/remove.ts';
import { usesOAuth } from '../../model/authType.ts';
import type { Connection } from '../../model/connection.ts';
import { type Folder, folderLabel } from '../../model/folder.ts';
import { inBulk } from '../bulk.ts';
import { describeBulk } from '../bulkWords.ts';
import { ask, sayWarning } from '../say.ts';
import { showProblem } from '../showProblem.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { finder, type Usage, usageWords } from '../usages.ts';
import type { CommandContext } from './context.ts';
import { type CommandTarget, connectionsOf } from './targets.ts';
import { offerUndo } from './undoDelete.ts';

/** Lists no more names than this in one question. */
const namesShown = 10;

/** Asks, deletes, and offers Undo. One that cannot be deleted does not keep the others. */
export async function deleteConnections(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const { parts } = context;
  const connections = await connectionsOf(context, target, selection, { title: vscode.l10n.t('Delete'), many: true });
  if (connections.length === 0 || !(await confirm(context, connections))) return;
  const { done: removals, failed } = await inBulk(connections, parts.log, ({ id }) => removeConnection(parts, id));
  const [only] = failed;
  if (only && failed.length === 1) void showProblem(only.problem, parts.log, { file: only.connection.file });
  else if (only) void sayWarning(describeBulk('', failed));
  if (removals.length > 0) offerUndo(context, removals).catch((error) => showProblem(error, parts.log));
}

async function confirm(
  { parts, tree, bindings, use }: CommandContext,
  connections: readonly Connection[],
): Promise<boolean> {
  const { folders } = await parts.files.snapshot();
  const first = connections[0];
  const one = connections.length === 1 && first;
  const question = one
    ? vscode.l10n.t('Delete “{0}”?', first.name)
    : vscode.l10n.t('Delete {0} connections?', connections.length);
  const remove = vscode.l10n.t('Delete');
  const detail = one
    ? lossOfOne(first, folders.get(first.folder), tree.connectorName(first.connector))
    : lossOfMany(connections, folders);
  const used = usersOf(connections, await finder(parts, { bindings, consents: use.api.consents }));
  return (await ask(question, detail + used, remove)) === remove;
}

/** What uses them, each on a line of its own; of several connections with the connection's name. */
function usersOf(connections: readonly Connection[], find: (id: string) => Usage[]): string {
  const words = connections.flatMap(({ id, name }) =>
    find(id).map((usage) => (connections.length === 1 ? usageWords(usage) : `${name}: ${usageWords(usage)}`)),
  );
  if (words.length === 0) return '';
  const more = words.length - namesShown;
  const lines = [...words.slice(0, namesShown), ...(more > 0 ? [vscode.l10n.t('and {0} more', more)] : [])];
  const head = connections.length === 1 ? vscode.l10n.t('It is used by:') : vscode.l10n.t('They are used by:');
  return `\n\n${head}\n${lines.join('\n')}`;
}

function lossOfOne(connection: Connection, folder: Folder | undefined, application: string): string {
  const shared = folder?.kind === 'shared';
  return [
    connection.account
      ? vscode.l10n.t('It acts as {0} in {1}.', connection.account, application)
      : vscode.l10n.t('It is a connection to {0}.', application),
    shared ? vscode.l10n.t('Everyone who shares {0} loses it.', folderLabel(folder)) : undefined,
    usesOAuth(connection.authType)
      ? vscode.l10n.t(
          'Code that uses it stops working, and {0} is asked to end the sign-in. You can undo this for 10 seconds.',
          application,
        )
      : vscode.l10n.t(
          'Code that uses it stops working. {0} goes on accepting the token or key until you remove it there. You can undo this for 10 seconds.',
          application,
        ),
  ]
    .filter(Boolean)
    .join(' ');
}

function lossOfMany(connections: readonly Connection[], folders: ReadonlyMap<string, Folder>): string {
  const lines = connections.slice(0, namesShown).map(({ name, folder }) => {
    const around = folders.get(folder);
    return around ? `${name} (${folderLabel(around)})` : name;
  });
  const more = connections.length - namesShown;
  if (more > 0) lines.push(vscode.l10n.t('and {0} more', more));
  const loss = vscode.l10n.t(
    'Code that uses them stops working, and the applications are asked to end the sign-ins. You can undo this for 10 seconds.',
  );
  return `${lines.join('\n')}\n\n${loss}`;
}
