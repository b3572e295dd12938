import * as vscode from 'vscode';
import { sayInformation } from '../say.ts';
import type { CommandContext } from './context.ts';

/** Lets programs of this person use the connections by `npx patchbay`, in any terminal, until the window closes. */
export async function startService({ service }: CommandContext): Promise<string> {
  const { url } = await service.get();
  await service.announce({ everything: true });
  void sayInformation(
    vscode.l10n.t(
      'Programs of yours on this computer can use the connections of this window at {0}, until it is closed. Try “npx patchbay list” in a terminal.',
      url,
    ),
  );
  return url;
}
