import * as vscode from 'vscode';
import type { TreeNode } from './nodes.ts';
import { connectionTooltip, folderTooltip, problemTooltip } from './tooltip.ts';
import { treeItem } from './treeItem.ts';
import type { TreeModel } from './treeModel.ts';

/** Hands the tree to the editor. */
export class ConnectionTreeProvider implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #model: TreeModel;
  readonly #drawn = new vscode.EventEmitter<TreeNode[] | undefined>();
  readonly #subscription: { dispose(): void };

  readonly onDidChangeTreeData = this.#drawn.event;

  constructor(model: TreeModel) {
    this.#model = model;
    this.#subscription = model.onDidChange((changes) => {
      const nodes = changes.filter((node) => node !== undefined);
      if (nodes.length < changes.length) this.#drawn.fire(undefined);
      else if (nodes.length > 0) this.#drawn.fire(nodes);
    });
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (!node) return this.#model.roots();
    return node.kind === 'folder' ? this.#model.children(node) : [];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent;
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItem(node);
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    if (node.kind === 'connection')
      item.tooltip = connectionTooltip(node, this.#model.connectorName(node.connection.connector));
    else if (node.kind === 'problem') item.tooltip = problemTooltip(node);
    else item.tooltip = folderTooltip(node);
    return item;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#drawn.dispose();
  }
}
