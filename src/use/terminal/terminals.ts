import * as vscode from 'vscode';
import { localDirectories } from '../../editor/localFolders.ts';
import type { Disposable } from '../../model/disposable.ts';
import { noFolderOpen, terminalsElsewhere, untrustedWorkspace } from '../../model/problems.ts';
import type { TerminalAccess } from './access.ts';
import type { EnvironmentParts, TerminalEnvironment } from './environment.ts';
import { WorkspaceScope } from './workspaceScope.ts';

export interface TerminalsParts extends EnvironmentParts {
  access: TerminalAccess;
  /** False where terminals run on another computer than this extension. */
  areHere: boolean;
}

/** Keeps the environment of terminals true to what the person allowed. */
export class Terminals implements Disposable {
  readonly #parts: TerminalsParts;
  #environment: TerminalEnvironment | undefined;
  /** What may be used by who finds this window by the command line. */
  #scope: WorkspaceScope | undefined;
  #following: Promise<void> = Promise.resolve();
  #isEnded = false;

  constructor(parts: TerminalsParts) {
    this.#parts = parts;
  }

  /** Follows the answer that there is now. @throws what starting the service throws. */
  follow(): Promise<void> {
    const following = this.#following.then(() => this.#follow());
    this.#following = following.catch(() => {});
    return following;
  }

  /** The folders of the workspace are others. */
  async foldersChanged(): Promise<void> {
    await this.#following;
    await Promise.all([this.#environment?.fill(), this.#scope?.read()]);
  }

  /** True where terminals of this folder are given the variables. */
  isIn(folder: vscode.WorkspaceFolder | undefined): boolean {
    return this.#environment?.isIn(folder) ?? false;
  }

  dispose(): void {
    this.#isEnded = true;
    this.#environment?.dispose();
    this.#scope?.dispose();
  }

  async #follow(): Promise<void> {
    const { access, service, parts, bindings, areHere } = this.#parts;
    if (this.#isEnded) return;
    if (!access.isAllowed || !areHere) {
      this.#environment?.dispose();
      this.#scope?.dispose();
      this.#environment = undefined;
      this.#scope = undefined;
      return service.announce(undefined);
    }
    if (this.#environment) return;
    const { TerminalEnvironment } = await import('./environment.ts');
    const environment = new TerminalEnvironment(this.#parts);
    this.#environment = environment;
    try {
      await environment.fill();
    } catch (error) {
      environment.dispose();
      this.#environment = undefined;
      throw error;
    }
    this.#scope = new WorkspaceScope(parts, bindings, localDirectories);
    await service.announce(this.#scope);
  }
}

/** @throws Problem `PB840`, `PB842`, `PB111` where nothing can be allowed. */
export function requireTerminals({ areHere }: Pick<TerminalsParts, 'areHere'>): void {
  if (!areHere) throw terminalsElsewhere();
  if (localDirectories().length === 0) throw noFolderOpen();
  if (!vscode.workspace.isTrusted) throw untrustedWorkspace();
}
