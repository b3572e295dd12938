import * as vscode from 'vscode';
import { sayInformation } from '../say.ts';
import type { CommandContext } from './context.ts';

/** Takes back that programs may use all connections; what terminals of the workspace were allowed stays. */
export async function stopService({ service, use }: CommandContext): Promise<void> {
  const stopped = await service.withdraw();
  void sayInformation(words(stopped, use.access.isAllowed && use.terminalsAreHere));
}

function words(stopped: boolean, terminals: boolean): string {
  if (!stopped) return vscode.l10n.t('The local service was not started for programs in this window.');
  return terminals
    ? vscode.l10n.t(
        'Programs can use only what terminals of this workspace may. “Patchbay: Connections in Terminals…” turns that off.',
      )
    : vscode.l10n.t('Programs find this window no longer, and what was given to them has ended.');
}
