import * as vscode from 'vscode';
import { isTreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import type { CommandTarget } from './targets.ts';

/** Decides between two versions of a connection file: of a row of the tree, of a file, or of one that the person chooses. */
export async function resolveConflict({ parts }: CommandContext, target?: CommandTarget | vscode.Uri): Promise<void> {
  const { resolve } = await import('../mergeConflict/resolve.ts');
  await resolve(parts, fileOf(target));
}

function fileOf(target: CommandTarget | vscode.Uri): string | undefined {
  if (target instanceof vscode.Uri) return target.fsPath;
  return isTreeNode(target) && target.kind === 'problem' ? target.file : undefined;
}
