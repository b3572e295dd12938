import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Catalog } from '../catalog/catalog.ts';
import { CombinedCatalog } from '../catalog/combinedCatalog.ts';
import { type Disposable, DisposableList } from '../model/disposable.ts';
import { localFolders } from './localFolders.ts';
import { watch } from './watch.ts';

/** Where a workspace folder keeps connectors of its own. */
export const connectorFolder = join('.patchbay', 'connectors');

/** The catalog with the connectors of the workspace, which count only where it is trusted. */
export function workspaceCatalog(builtIn: Catalog): CombinedCatalog {
  return new CombinedCatalog(builtIn, () =>
    vscode.workspace.isTrusted ? localFolders().map(({ uri }) => join(uri.fsPath, connectorFolder)) : [],
  );
}

/** Keeps a catalog true to the files of own connectors. */
export function watchOwnConnectors(catalog: CombinedCatalog): Disposable {
  const list = new DisposableList();
  const changed = () => catalog.changed();
  let folders = new DisposableList();
  const watchFolders = () => {
    folders.dispose();
    folders = new DisposableList();
    // Also .patchbay itself: where it comes or goes with a branch, nothing is said of what lies in it.
    const glob = '{.patchbay,.patchbay/connectors,.patchbay/connectors/*}';
    for (const folder of localFolders()) folders.push(watch(new vscode.RelativePattern(folder, glob), changed));
  };
  watchFolders();
  list.push({ dispose: () => folders.dispose() });
  list.push(vscode.workspace.onDidGrantWorkspaceTrust(changed));
  list.push(
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      watchFolders();
      changed();
    }),
  );
  return list;
}
