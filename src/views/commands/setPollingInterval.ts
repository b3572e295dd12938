import * as vscode from 'vscode';
import {
  maxPollingMinutes,
  setPollingInterval as setInterval,
  validatePollingInterval,
} from '../../connections/edit.ts';
import { askText } from '../ask/askText.ts';
import type { TreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { isWritable } from './rename.ts';
import { type CommandTarget, connectionsOf } from './targets.ts';

/** Asks how often triggers of a connection look for changes; for several connections at once, too. */
export async function setPollingInterval(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const title = vscode.l10n.t('Set Polling Interval');
  const connections = await connectionsOf(context, target, selection, { title, many: true, choose: isWritable });
  const first = connections[0];
  if (!first) return;
  const answer = await askText({
    title:
      connections.length > 1
        ? vscode.l10n.t('{0} for {1} connections', title, connections.length)
        : `${title}: ${first.name}`,
    prompt: vscode.l10n.t('Minutes between two looks at the application, from 1 to {0}.', maxPollingMinutes),
    value: String(first.pollingIntervalMinutes),
    validate: (text) => validatePollingInterval(parse(text)),
  });
  if (answer.kind !== 'answered') return;
  const minutes = parse(answer.value);
  for (const { id } of connections) await setInterval(context.parts, id, minutes);
  const words =
    connections.length > 1
      ? vscode.l10n.t('{0} connections are polled every {1} minutes.', connections.length, minutes)
      : vscode.l10n.t('“{0}” is polled every {1} minutes.', first.name, minutes);
  vscode.window.setStatusBarMessage(words, 5000);
}

function parse(text: string): number {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
}
