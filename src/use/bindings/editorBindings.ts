import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { localFolders } from '../../editor/localFolders.ts';
import { watch } from '../../editor/watch.ts';
import { DisposableList } from '../../model/disposable.ts';
import { BindingOverrides } from '../../storage/bindingOverrides.ts';
import { BindingFiles, type BindingPlace } from './bindingFiles.ts';
import { type Bindings, WindowBindings } from './bindings.ts';

/** So many projects of UiPath are looked at in one workspace. */
const mostProjects = 50;

/** Where no project lies that somebody works on. */
const elsewhere = '**/{node_modules,.git,.venv,venv,__pycache__,dist,out}/**';

/** The editor's watchers stand some time after they are asked for, in milliseconds; what changes before nobody tells. */
const standingMs = 2000;

/**
 * The bindings of the open workspace. Nothing is looked for, read or watched before the first question.
 *
 * @param root the extension's own storage.
 */
export function editorBindings(
  { subscriptions }: Pick<vscode.ExtensionContext, 'subscriptions'>,
  root: string,
  parts: Parts,
): Bindings {
  const overrides = new BindingOverrides(root);
  let watched = new DisposableList();
  let isWatching = false;
  const files = new BindingFiles(async () => {
    if (!isWatching) follow();
    return places();
  });
  const bindings = new WindowBindings(parts, files, overrides);
  const reload = () => bindings.reload();
  function follow(): void {
    isWatching = true;
    watched.dispose();
    watched = new DisposableList();
    for (const folder of localFolders()) {
      watched.push(watch(new vscode.RelativePattern(folder, '.patchbay/bindings.jsonc'), reload));
      watched.push(watch(new vscode.RelativePattern(folder, '**/bindings.json'), reload));
    }
    watched.push(watch(new vscode.RelativePattern(vscode.Uri.file(overrides.directory), '*.json'), reload));
    const again = setTimeout(reload, standingMs);
    watched.push({ dispose: () => clearTimeout(again) });
  }
  subscriptions.push(
    bindings,
    { dispose: () => watched.dispose() },
    vscode.workspace.onDidGrantWorkspaceTrust(reload),
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      if (isWatching) follow();
      reload();
    }),
  );
  return bindings;
}

async function places(): Promise<BindingPlace[]> {
  const own = localFolders().map(
    ({ uri }): BindingPlace => ({ file: join(uri.fsPath, '.patchbay', 'bindings.jsonc'), kind: 'patchbay' }),
  );
  const projects = await vscode.workspace.findFiles('**/bindings.json', elsewhere, mostProjects);
  const local = projects.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => fsPath);
  return [...own, ...local.sort().map((file): BindingPlace => ({ file, kind: 'uipath' }))];
}
