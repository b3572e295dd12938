import * as vscode from 'vscode';
import type { Connection } from '../../model/connection.ts';
import type { Folder } from '../../model/folder.ts';
import { fromKeyboard } from '../contributions.ts';
import { pickConnections } from '../pickConnection.ts';
import { isTreeNode, type TreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';

/**
 * What a command is given: a row of the tree (and all selected rows after it), a connection's id, a key press in the tree,
 * or nothing from the palette.
 */
export type CommandTarget = TreeNode | string | typeof fromKeyboard | undefined;

/**
 * The rows that a command is about; none where it was called without one.
 *
 * A key press brings no row, and the editor tells extensions what is selected but not where the focus is. So a single
 * selection first follows the focus, or Delete would take the row that was clicked last.
 */
export async function nodesOf(
  { tree }: Pick<CommandContext, 'tree'>,
  target: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<readonly TreeNode[]> {
  if (isTreeNode(target)) return selection?.some((node) => node.id === target.id) ? selection : [target];
  if (!isKeyPress(target)) return [];
  if (tree.selection().length <= 1) await vscode.commands.executeCommand('list.select');
  return tree.selection();
}

/**
 * The connections that a command is about. Without a row or an id the person chooses.
 *
 * @param question what the list asks, where it is shown.
 * @returns an empty list where the person left, or selected nothing but folders.
 * @throws Problem `PB108` where the id has no connection any more.
 */
export async function connectionsOf(
  context: CommandContext,
  target: CommandTarget,
  selection: readonly TreeNode[] | undefined,
  question: { title: string; many?: boolean; choose?(connection: Connection): boolean },
): Promise<Connection[]> {
  await context.tree.ready();
  if (typeof target === 'string') return [await context.parts.files.connection(target)];
  if (target === undefined) return pickConnections(context.parts, context.tree, question);
  const nodes = await nodesOf(context, target, selection);
  return nodes.flatMap((node) => (node.kind === 'connection' ? [node.connection] : []));
}

/** The first of {@link connectionsOf}, for commands that work on one. */
export async function connectionOf(
  context: CommandContext,
  target: CommandTarget,
  selection: readonly TreeNode[] | undefined,
  question: { title: string; choose?(connection: Connection): boolean },
): Promise<Connection | undefined> {
  const one = isTreeNode(target) && target.kind === 'connection' ? [target] : selection;
  return (await connectionsOf(context, target, one, question))[0];
}

/** The folder that a row stands for or lies in. */
export function folderOf(target: CommandTarget): Folder | undefined {
  if (!isTreeNode(target)) return undefined;
  return target.kind === 'folder' ? target.folder : target.parent.folder;
}

function isKeyPress(target: CommandTarget): target is typeof fromKeyboard {
  return target !== null && typeof target === 'object' && 'from' in target && target.from === fromKeyboard.from;
}
