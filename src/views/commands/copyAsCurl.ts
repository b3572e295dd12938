import * as vscode from 'vscode';
import { findForUse } from '../../connections/access.ts';
import { requireUse } from '../../connections/requireUse.ts';
import { curlLine } from '../../use/terminal/curl.ts';
import { sayInformation } from '../say.ts';
import type { TreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { type CommandTarget, connectionOf } from './targets.ts';

/** How long the line works. */
const minutes = 15;

/** Copies a line for a shell that goes through the service of this window, with a bearer for this connection alone. */
export async function copyAsCurl(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const { parts, use } = context;
  const chosen = await connectionOf(context, target, selection, { title: vscode.l10n.t('Copy as curl') });
  if (!chosen) return;
  const found = await findForUse(parts, chosen.id);
  await requireUse(parts, found);
  const { connection, connector } = found;
  const lease = await use.service.lease({ connections: [connection.id], tokens: false }, 'curl');
  setTimeout(() => lease.dispose(), minutes * 60_000).unref();
  await vscode.env.clipboard.writeText(curlLine(lease, connection, connector));
  void sayInformation(
    vscode.l10n.t(
      'Copied. The line works for {0} minutes, while this window is open, and for “{1}” alone. It goes through the editor; no token of {2} is in it.',
      minutes,
      connection.name,
      connector.name,
    ),
  );
}
