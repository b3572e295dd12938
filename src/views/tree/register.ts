import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import type { Event } from '../../model/event.ts';
import { setContextKey } from '../context.ts';
import { viewIds } from '../contributions.ts';
import { DragAndDrop } from './dragAndDrop.ts';
import { describeFilter, type Filter, isFiltering } from './filter.ts';
import { folderNodeId, type TreeNode } from './nodes.ts';
import { ConnectionTreeProvider } from './provider.ts';
import { TreeModel } from './treeModel.ts';

/** What other views and the commands may ask of the tree. */
export interface TreeApi {
  /** Reads what the tree shows, once; resolves at once ever after. */
  ready(): Promise<void>;
  /** Selects a connection in the tree, opening folders and the view as needed. Nothing happens where it is not shown. */
  reveal(connectionId: string): Promise<void>;
  /** The same for a folder, by its id. */
  revealFolder(folderId: string): Promise<void>;
  /** Fires when the view comes into sight. */
  onDidShow: Event<void>;
  /** The ids of the connections in the folders that were opened; none while the view is not in sight. */
  onView(): string[];
  /** The rows that are selected now. */
  selection(): readonly TreeNode[];
  filter: Filter;
  /** The name of a connector, once {@link TreeApi.ready}; its key where the catalog does not have it. */
  connectorName(key: string): string;
}

/** Shows the tree of connections in the sidebar. Nothing is read before the view is visible or a command needs it. */
export function registerTree(context: vscode.ExtensionContext, parts: Parts): TreeApi {
  const model = new TreeModel(parts);
  const provider = new ConnectionTreeProvider(model);
  const view = vscode.window.createTreeView<TreeNode>(viewIds.connections, {
    treeDataProvider: provider,
    canSelectMany: true,
    showCollapseAll: true,
    dragAndDropController: new DragAndDrop(parts),
  });
  const show = () => {
    const { tree, filter } = model;
    view.badge = model.isWhole ? badge(tree.attention) : undefined;
    view.message = isFiltering(filter) ? describeFilter(filter, tree.shown, tree.total, model.connectorName) : '';
  };
  context.subscriptions.push(
    view,
    provider,
    model,
    model.onDidChange(show),
    vscode.workspace.onDidGrantWorkspaceTrust(() => model.rebuild()),
  );
  // A restarted extension host filters nothing, whatever the window remembers.
  setContextKey('patchbay.filtered', false);
  const first = model.onDidChange(() => {
    first.dispose();
    void finishDeletions(parts);
  });
  const reveal = async (find: () => TreeNode | undefined) => {
    await model.ready();
    model.rebuild();
    const node = find();
    if (node) await view.reveal(node, { select: true, focus: true, expand: true });
  };
  return {
    onDidShow: (listener) => {
      if (view.visible) setImmediate(listener);
      return view.onDidChangeVisibility(({ visible }) => visible && listener());
    },
    onView: () =>
      view.visible
        ? [...model.tree.nodes.values()].flatMap((node) => (node.kind === 'connection' ? [node.connection.id] : []))
        : [],
    ready: () => model.ready(),
    reveal: (connectionId) => reveal(() => model.connectionNode(connectionId)),
    revealFolder: (folderId) => reveal(() => model.tree.nodes.get(folderNodeId(folderId))),
    selection: () => view.selection,
    get filter() {
      return model.filter;
    },
    set filter(filter) {
      model.filter = filter;
      setContextKey('patchbay.filtered', isFiltering(filter));
    },
    connectorName: model.connectorName,
  };
}

/** What a closed window left: the connections are gone, their grants are not yet given back. */
async function finishDeletions(parts: Parts): Promise<void> {
  try {
    const { finishPending } = await import('../../connections/remove.ts');
    await finishPending(parts);
  } catch (error) {
    parts.log.error('A deletion that a closed window left is not finished', error);
  }
}

function badge(attention: number): vscode.ViewBadge | undefined {
  if (attention === 0) return undefined;
  const one = attention === 1;
  const tooltip = one
    ? vscode.l10n.t('1 connection needs attention')
    : vscode.l10n.t('{0} connections need attention: “Reconnect All That Need It” goes through them', attention);
  return { value: attention, tooltip };
}
