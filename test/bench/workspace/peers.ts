import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../editor/paths.ts';

/** Extensions that Patchbay is measured beside, each with one tree view. */
export const peers = {
  /** Shows a row that is always the same, with a thousand such rows below: what the workbench itself takes. */
  empty: `
    if (item) return Array.from({ length: 1000 }, (_, n) => new vscode.TreeItem('Row ' + n));
    return [new vscode.TreeItem('Rows', vscode.TreeItemCollapsibleState.Collapsed)];`,
  /** Reads and parses every file, then shows the folders at the top: the plain way. */
  walk: `
    if (item) return [];
    const root = path.join(vscode.workspace.workspaceFolders[0].uri.fsPath, '.patchbay', 'folders');
    const tops = new Set();
    const connections = [];
    for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (!entry.name.endsWith('.connection.jsonc')) continue;
      connections.push(JSON.parse(fs.readFileSync(path.join(entry.parentPath, entry.name), 'utf8')));
      tops.add(path.relative(root, entry.parentPath).split(path.sep)[0]);
    }
    provider.connections = connections;
    return [...tops].sort().map((top) => new vscode.TreeItem(top, vscode.TreeItemCollapsibleState.Collapsed));`,
};

export type Peer = keyof typeof peers;

export const publisher = 'patchbay-bench';

/** Writes a peer below `directory`. @returns its folder */
export function writePeer(directory: string, name: Peer): string {
  const folder = join(directory, name);
  mkdirSync(folder, { recursive: true });
  const manifest = {
    ...{ name, publisher, version: '0.0.1', engines: { vscode: '^1.105.0' }, main: './extension.js' },
    extensionKind: ['ui', 'workspace'],
    activationEvents: [],
    contributes: {
      viewsContainers: { activitybar: [{ id: name, title: name, icon: 'icon.svg' }] },
      views: { [name]: [{ id: `${name}.rows`, name }] },
    },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>');
  writeFileSync(
    join(folder, 'extension.js'),
    `const fs = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');
const provider = { getTreeItem: (item) => item, getChildren(item) {
  ${peers[name]}
} };
exports.activate = () => { vscode.window.createTreeView('${name}.rows', { treeDataProvider: provider }); };
`,
  );
  return folder;
}

/** Patchbay as it was built, but for what wakes it up: it waits until it is called. @returns its folder */
export function sleepingPatchbay(directory: string): string {
  const folder = join(directory, 'patchbay');
  mkdirSync(folder);
  const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, activationEvents: [] }));
  for (const name of ['dist', 'media', 'l10n', 'schemas', 'package.nls.json'])
    symlinkSync(join(repository, name), join(folder, name));
  return folder;
}
