import * as vscode from 'vscode';
import {
  maxPollingMinutes,
  setPollingInterval as setInterval,
  validatePollingInterval,
} from '../../connections/edit.ts';
import { askText } from '../ask/askText.ts';
import { inBulk } from '../bulk.ts';
import { describeBulk } from '../bulkWords.ts';
import { sayWarning } from '../say.ts';
import { showProblem } from '../showProblem.ts';
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
  const { parts } = context;
  const { done, failed } = await inBulk(connections, parts.log, ({ id }) => setInterval(parts, id, minutes));
  const [only] = failed;
  if (only && connections.length === 1) {
    void showProblem(only.problem, parts.log, { file: first.file });
    return;
  }
  const words =
    done.length === 1
      ? vscode.l10n.t('“{0}” is polled every {1} minutes.', done[0]?.name ?? '', minutes)
      : vscode.l10n.t('{0} connections are polled every {1} minutes.', done.length, minutes);
  if (failed.length > 0) void sayWarning(describeBulk(done.length > 0 ? words : '', failed));
  else vscode.window.setStatusBarMessage(words, 5000);
}

function parse(text: string): number {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
}
