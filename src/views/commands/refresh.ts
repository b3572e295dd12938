import * as vscode from 'vscode';
import { viewIds } from '../contributions.ts';
import type { CommandContext } from './context.ts';

/** Reads files, members, policies and states again. Changes show by themselves; this is for file systems that do not tell. */
export async function refresh({ parts, tree }: CommandContext): Promise<void> {
  await vscode.window.withProgress({ location: { viewId: viewIds.connections } }, async () => {
    await tree.ready();
    await Promise.all([parts.files.reload(), parts.states.load()]);
    await parts.governance.reread();
  });
}
