import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import type { Use } from '../../use/register.ts';
import { type InputName, inputCommands } from './inputCommands.ts';
import type { Inputs } from './inputs.ts';

/** Registers what tasks and launch configurations call; loaded with the first that does. */
export function registerTaskInputs(context: vscode.ExtensionContext, parts: Parts, use: Use): void {
  let loading: Promise<Inputs> | undefined;
  const inputs = () => {
    loading ??= import('./inputs.ts').then(({ Inputs }) => new Inputs(parts, use));
    return loading;
  };
  for (const [name, id] of Object.entries(inputCommands) as [InputName, string][]) {
    const run = async (args: unknown) => (await inputs()).run(name, args);
    context.subscriptions.push(vscode.commands.registerCommand(id, run));
  }
}
