import * as vscode from 'vscode';
import { commandIds } from '../contributions.ts';
import type { TreeNode } from './nodes.ts';

/** The editor's form of a row. The tooltip is made when the person hovers. */
export function treeItem(node: TreeNode): vscode.TreeItem {
  const { label, description, icon, color, contextValue, spoken } = node.row;
  const item = new vscode.TreeItem(label, collapsible(node));
  item.id = node.id;
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  item.contextValue = contextValue;
  item.accessibilityInformation = { label: spoken };
  if (node.kind === 'problem') {
    item.command = { command: commandIds.openFile, title: vscode.l10n.t('Open File'), arguments: [node] };
  }
  return item;
}

function collapsible(node: TreeNode): vscode.TreeItemCollapsibleState {
  if (node.kind !== 'folder') return vscode.TreeItemCollapsibleState.None;
  return node.startsOpen ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}
