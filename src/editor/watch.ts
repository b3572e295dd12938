import { mkdirSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import * as vscode from 'vscode';
import { type Disposable, DisposableList } from '../model/disposable.ts';
import type { ConnectionFiles } from '../storage/connectionFiles.ts';
import type { LocalStates } from '../storage/localStates.ts';
import { sharedFolders } from './roots.ts';

/**
 * The editor's watchers stand some time after they are asked for, in milliseconds; what changes before nobody tells.
 */
const standingMs = 2000;

/** Changes that come within this time, in milliseconds, are one: a pull touches many files. */
const settleMs = 50;

/** So long after the last change everything is looked at once more, in milliseconds: watchers miss some in a storm. */
const lookAgainMs = 10_000;

/** More states than this are read all together. */
const fewStates = 50;

export interface Watched {
  /** The extension's own storage. */
  root: string;
  files: ConnectionFiles;
  states: LocalStates;
  /** Told the id of a connection whose sealed credential changed. */
  credentialChanged(connectionId: string): void;
}

/** Keeps what is shown true to the disk, whoever writes: another window, a pull, an editor. */
export function watchConnections({ root, files, states, credentialChanged }: Watched): Disposable {
  const list = new DisposableList();
  const own = (name: string) => join(root, name) + sep;
  // Of two directories that come one right inside the other, the editor's watcher would miss the inner, and all that is in it.
  for (const name of ['personal', 'state', 'vault']) mkdirSync(own(name), { recursive: true, mode: 0o700 });
  const follow = list.push(new Follower(files));
  const again = list.push(new LaterAgain(() => void states.load()));
  const changedOwn = (changed: string[]) => {
    const personal = changed.filter((file) => `${file}${sep}`.startsWith(own('personal')));
    if (personal.length > 0) follow.changed(personal);
    followStates(
      states,
      changed.filter((file) => `${file}${sep}`.startsWith(own('state'))),
    );
    // A connection and its state come one after the other.
    again.soon();
    for (const file of changed) {
      if (file.startsWith(own('vault')) && file.endsWith('.json')) credentialChanged(basename(file, '.json'));
    }
  };
  list.push(watch(new vscode.RelativePattern(vscode.Uri.file(root), '**/*'), changedOwn));
  let shared = list.push(watchShared(files, follow));
  list.push(
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      shared.dispose();
      shared = list.push(watchShared(files, follow));
      void files.reload();
    }),
  );
  return list;
}

/** Has the states read again that changed, or all where they are many. */
function followStates(states: LocalStates, changed: readonly string[]): void {
  const names = changed.filter((file) => file.endsWith('.json'));
  if (changed.some((file) => !file.endsWith('.json') && !file.endsWith('.tmp')) || names.length > fewStates)
    void states.load();
  else for (const file of names) void states.reread(basename(file, '.json'));
}

/** Has what changed read again: that alone at once, and everything when it is quiet. */
class Follower implements Disposable {
  readonly #files: ConnectionFiles;
  readonly #again: LaterAgain;

  constructor(files: ConnectionFiles) {
    this.#files = files;
    this.#again = new LaterAgain(() => void files.reload());
  }

  changed(paths: readonly string[]): void {
    void this.#files.reload(paths);
    this.#again.soon();
  }

  dispose(): void {
    this.#again.dispose();
  }
}

/** Does something once it has been quiet for a while. */
class LaterAgain implements Disposable {
  readonly #action: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(action: () => void) {
    this.#action = action;
  }

  soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#action, lookAgainMs);
    this.#timer.unref();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}

function watchShared(files: ConnectionFiles, follow: Follower): Disposable {
  const list = new DisposableList();
  const folders = sharedFolders.replaceAll(sep, '/');
  // Also the directories around them: where one comes or goes with a branch, nothing is said of what lies in it.
  const pattern = `{${dirname(folders)},${folders},${folders}/**}`;
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    list.push(watch(new vscode.RelativePattern(folder, pattern), (changed) => follow.changed(changed)));
  }
  const again = setTimeout(() => {
    if (files.isRead) void files.reload();
  }, standingMs);
  list.push({ dispose: () => clearTimeout(again) });
  return list;
}

/** Tells of changed files that match, together where they come together. */
export function watch(pattern: vscode.RelativePattern, onChange: (files: string[]) => void): Disposable {
  const list = new DisposableList();
  const watcher = list.push(vscode.workspace.createFileSystemWatcher(pattern));
  const files = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const changed = (uri: vscode.Uri) => {
    files.add(uri.fsPath);
    timer ??= setTimeout(() => {
      timer = undefined;
      const settled = [...files];
      files.clear();
      onChange(settled);
    }, settleMs);
  };
  list.push(watcher.onDidChange(changed));
  list.push(watcher.onDidCreate(changed));
  list.push(watcher.onDidDelete(changed));
  list.push({ dispose: () => clearTimeout(timer) });
  return list;
}
