import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { type CommandName, commandIds } from '../contributions.ts';
import { DeviceCodes } from '../deviceCodes.ts';
import { PasteOffers } from '../pasteOffers.ts';
import { ReadOnlyDocuments } from '../readOnlyDocuments.ts';
import { showProblem } from '../showProblem.ts';
import type { CommandContext } from './context.ts';
import type { Verb } from './verbs.ts';

/** Registers all commands. Their code is loaded with the first that runs; what one throws becomes a notification. */
export function registerCommands(
  context: vscode.ExtensionContext,
  parts: Parts,
  others: Omit<
    CommandContext,
    'parts' | 'bindings' | 'service' | 'media' | 'pasteOffers' | 'deviceCodes' | 'documents' | 'showLog'
  > & {
    log: { show(): void };
  },
): void {
  const { addPanel, calls, details, governance, members, tree, attention, root, log, use } = others;
  const documents = new ReadOnlyDocuments();
  context.subscriptions.push(documents);
  const surroundings: CommandContext = {
    parts,
    addPanel,
    calls,
    details,
    governance,
    members,
    tree,
    use,
    bindings: use.bindings,
    service: use.service,
    attention,
    documents,
    root,
    media: join(context.extensionPath, 'media'),
    showLog: () => log.show(),
    pasteOffers: new PasteOffers(),
    deviceCodes: new DeviceCodes(),
  };
  for (const name of Object.keys(commandIds) as CommandName[]) {
    const run = async (...args: unknown[]) => {
      try {
        const { verbs } = await import('./verbs.ts');
        return await (verbs[name] as Verb)(surroundings, ...(args as never[]));
      } catch (error) {
        void showProblem(error, parts.log);
        return undefined;
      }
    };
    context.subscriptions.push(vscode.commands.registerCommand(commandIds[name], run));
  }
}
