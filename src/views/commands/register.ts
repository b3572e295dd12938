import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { type CommandName, commandIds } from '../contributions.ts';
import { PasteOffers } from '../pasteOffers.ts';
import { showProblem } from '../showProblem.ts';
import { add } from './add.ts';
import { addQuickly } from './addQuickly.ts';
import { check } from './check.ts';
import { clearFilter } from './clearFilter.ts';
import type { CommandContext } from './context.ts';
import { copyId } from './copyId.ts';
import { deleteConnections } from './delete.ts';
import { filter } from './filter.ts';
import { move } from './move.ts';
import { newFolder } from './newFolder.ts';
import { openDetails } from './openDetails.ts';
import { openFile } from './openFile.ts';
import { pasteAddress } from './pasteAddress.ts';
import { reconnect } from './reconnect.ts';
import { refresh } from './refresh.ts';
import { rename } from './rename.ts';
import { setDefault } from './setDefault.ts';
import { setPollingInterval } from './setPollingInterval.ts';
import { showLog } from './showLog.ts';

/** Every command has its verb here, or this does not compile. */
const verbs = {
  add,
  addQuickly,
  reconnect,
  check,
  rename,
  setPollingInterval,
  setDefault,
  move,
  copyId,
  openDetails,
  delete: deleteConnections,
  openFile,
  newFolder,
  filter,
  clearFilter,
  refresh,
  showLog,
  pasteAddress,
} satisfies Record<CommandName, (context: CommandContext, ...args: never[]) => Promise<unknown>>;

/** Registers all commands. What one throws becomes a notification. */
export function registerCommands(
  context: vscode.ExtensionContext,
  parts: Parts,
  others: Omit<CommandContext, 'parts' | 'pasteOffers' | 'showLog'> & { log: { show(): void } },
): void {
  const { addPanel, details, tree, log } = others;
  const surroundings: CommandContext = {
    parts,
    addPanel,
    details,
    tree,
    showLog: () => log.show(),
    pasteOffers: new PasteOffers(),
  };
  for (const name of Object.keys(commandIds) as CommandName[]) {
    const verb = verbs[name] as (context: CommandContext, ...args: unknown[]) => Promise<unknown>;
    const run = async (...args: unknown[]) => {
      try {
        return await verb(surroundings, ...args);
      } catch (error) {
        void showProblem(error, parts.log);
        return undefined;
      }
    };
    context.subscriptions.push(vscode.commands.registerCommand(commandIds[name], run));
  }
}
