import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { localFolders } from '../../editor/localFolders.ts';
import { type Disposable, DisposableList } from '../../model/disposable.ts';
import type { Bindings } from '../bindings/bindings.ts';
import type { Lease, LocalService } from '../localService.ts';
import { patchbayVariables, proxyVariables, uipathVariables } from '../variables.ts';
import { GivenFolders } from './givenFolders.ts';

/** With no terminal for so long, in milliseconds, none can still be starting with what the last one had. */
const settleMs = 5000;

export interface EnvironmentParts {
  parts: Parts;
  bindings: Bindings;
  service: LocalService;
  /** The editor's collection of what we add to terminals. */
  collection: vscode.GlobalEnvironmentVariableCollection;
}

/**
 * The address of this window's service and a bearer, in the environment of every terminal and task that begins in a workspace
 * folder; a bearer for each folder. One ends once the last terminal is closed, and others take its place; all end with the
 * window. The editor keeps none of it: the collection is not persistent.
 */
export class TerminalEnvironment implements Disposable {
  readonly #parts: EnvironmentParts;
  readonly #subscriptions = new DisposableList();
  readonly #given: GivenFolders<vscode.WorkspaceFolder>;
  /** What terminals that closed had. */
  #retired: Lease[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isEnded = false;

  constructor(parts: EnvironmentParts) {
    this.#parts = parts;
    this.#given = new GivenFolders(parts);
    // Before anything stands in it: what is persistent goes to the disk.
    parts.collection.persistent = false;
    this.#subscriptions.push(vscode.window.onDidCloseTerminal(() => this.#closed().catch((error) => this.#log(error))));
  }

  /** Puts the variables of every workspace folder in; again after folders have changed. @throws what `LocalService.lease` throws. */
  async fill(): Promise<void> {
    const folders = localFolders();
    await this.#given.fill(folders);
    if (!this.#isEnded) this.#put();
  }

  /** The folders whose terminals are given something. */
  isIn(folder: vscode.WorkspaceFolder | undefined): boolean {
    return this.#given.all.some((one) => one.folder.uri.toString() === folder?.uri.toString());
  }

  /** Takes everything out, and ends what terminals have. */
  dispose(): void {
    this.#isEnded = true;
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
    this.#parts.collection.clear();
    this.#given.dispose();
    endAll(this.#retired.splice(0));
  }

  #log(error: unknown): void {
    // A window that closes ends it all by itself.
    if (!this.#isEnded) this.#parts.parts.log.error('Terminals have no connections', error);
  }

  #put(): void {
    const { collection } = this.#parts;
    collection.clear();
    for (const { folder: workspaceFolder, lease, isUipath } of this.#given.all) {
      const own = collection.getScoped({ workspaceFolder });
      own.description = describe(isUipath);
      const variables = {
        ...patchbayVariables(lease),
        ...(isUipath ? uipathVariables(lease) : {}),
        ...proxyVariables(process.env),
      };
      for (const [name, value] of Object.entries(variables)) own.replace(name, value);
    }
  }

  /** A terminal closed. After the last one, what they had is taken away from whatever they left running. */
  async #closed(): Promise<void> {
    if (vscode.window.terminals.length > 0 || this.#isEnded || this.#given.all.length === 0) return;
    endAll(this.#retired.splice(0));
    const before = await this.#given.renew();
    if (this.#isEnded) return endAll(before);
    this.#put();
    this.#retired.push(...before);
    clearTimeout(this.#timer);
    // One that was starting just then has what was before; if so, it ends with that one.
    this.#timer = setTimeout(() => {
      if (vscode.window.terminals.length === 0) endAll(this.#retired.splice(0));
    }, settleMs);
  }
}

function describe(isUipath: boolean): vscode.MarkdownString {
  const words = isUipath
    ? vscode.l10n.t(
        'Lets scripts use the connections of this workspace by name, through a service of this window, also with UiPath’s SDKs. The tokens in it end with the window; none is an application’s.',
      )
    : vscode.l10n.t(
        'Lets scripts use the connections of this workspace by name, through a service of this window. The token in it ends with the window; it is none of an application.',
      );
  return new vscode.MarkdownString(words);
}

function endAll(leases: readonly Lease[]): void {
  for (const lease of leases) lease.dispose();
}
