import { join } from 'node:path';
import * as vscode from 'vscode';
import { machineDirectory } from '../storage/machineDirectory.ts';
import type { Root } from '../storage/snapshot.ts';

/** Where a workspace folder keeps its shared folders. */
export const sharedFolders = join('.patchbay', 'folders');

/** Where the extension keeps what is its own, below the editor's storage for it. */
export function storagePaths(context: Pick<vscode.ExtensionContext, 'globalStorageUri'>) {
  const root = context.globalStorageUri.fsPath;
  return {
    root,
    personal: join(root, 'personal'),
    vault: join(root, 'vault'),
    userPolicies: join(root, 'policies'),
    bundles: join(root, 'organisation'),
    machinePolicies: machineDirectory(),
  };
}

/** The Personal Workspace, and the shared folders of each workspace folder that lies on this computer. */
export function connectionRoots(personal: string): Root[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file');
  return [
    { kind: 'personal', directory: personal },
    ...folders.map(
      (folder): Root => ({
        kind: 'shared',
        directory: join(folder.uri.fsPath, sharedFolders),
        ...(folders.length > 1 ? { label: folder.name } : {}),
      }),
    ),
  ];
}
