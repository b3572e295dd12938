import * as vscode from 'vscode';
import { sayInformation } from '../say.ts';
import { showProblem } from '../showProblem.ts';
import type { CommandContext } from './context.ts';
import { stopService } from './stopService.ts';

/** Lets programs of this person use all connections by `npx patchbay`, in any terminal, until it is stopped or the window closes. */
export async function startService(context: CommandContext): Promise<string> {
  const { url } = await context.service.get();
  await context.service.announce({ everything: true });
  void sayStarted(context, url);
  return url;
}

async function sayStarted(context: CommandContext, url: string): Promise<void> {
  const stop = vscode.l10n.t('Stop');
  const words = vscode.l10n.t(
    'Every program of yours on this computer can now use all connections of this window, at {0}, and read their tokens, until you stop it or close the window. Try “npx --no patchbay list” in a terminal.',
    url,
  );
  if ((await sayInformation(words, stop)) !== stop) return;
  await stopService(context).catch((error) => showProblem(error, context.parts.log));
}
