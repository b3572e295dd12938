import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { DisposableList } from '../model/disposable.ts';
import { Emitter } from '../model/event.ts';
import type { PolicyPlaces, PolicySources } from '../policy/index.ts';
import type { Identity } from './identity.ts';
import { localFolders } from './localFolders.ts';
import { watch } from './watch.ts';

export interface EditorPlaces {
  /** The directory of the computer's policies. */
  machinePolicies: string;
  /** The directory of the person's own. */
  userPolicies: string;
  identity: Identity;
}

/** The places in which this editor looks for policies, watched from the first look on. */
export class EditorPolicySources implements PolicySources, vscode.Disposable {
  readonly #places: EditorPlaces;
  readonly #changed = new Emitter<void>();
  readonly #subscriptions = new DisposableList();
  #workspaces = new DisposableList();
  #watching = false;

  readonly onDidChange = this.#changed.event;

  constructor(places: EditorPlaces) {
    this.#places = places;
  }

  async read(): Promise<PolicyPlaces> {
    this.#watch();
    const { readPolicyPlaces } = await import('../storage/policyPlaces.ts');
    return readPolicyPlaces({
      machine: this.#places.machinePolicies,
      user: this.#places.userPolicies,
      workspaces: localFolders().map(({ uri }) => uri.fsPath),
      trusted: vscode.workspace.isTrusted,
      organisation: vscode.workspace.getConfiguration('patchbay').get('organisationPolicy'),
    });
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#workspaces.dispose();
  }

  #watch(): void {
    if (this.#watching) return;
    this.#watching = true;
    const { machinePolicies, userPolicies, identity } = this.#places;
    const changed = () => this.#changed.fire();
    const pattern = (base: string, glob: string) => new vscode.RelativePattern(vscode.Uri.file(base), glob);
    const own = pattern(dirname(userPolicies), `${basename(userPolicies)}{,/*}`);
    // Who it is may hang on a file there, and tells in its turn.
    this.#subscriptions.push(watch(pattern(machinePolicies, '*'), () => identity.forget()));
    this.#subscriptions.push(watch(own, changed));
    this.#subscriptions.push(identity.onDidChange(changed));
    this.#subscriptions.push(vscode.workspace.onDidGrantWorkspaceTrust(changed));
    this.#subscriptions.push(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('patchbay.organisationPolicy')) changed();
      }),
    );
    this.#subscriptions.push(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#watchWorkspaces();
        changed();
      }),
    );
    this.#watchWorkspaces();
  }

  #watchWorkspaces(): void {
    this.#workspaces.dispose();
    this.#workspaces = new DisposableList();
    for (const folder of localFolders()) {
      // Also .patchbay itself: where it comes or goes with a branch, nothing is said of what lies in it.
      const glob = '{.patchbay,.patchbay/policies,.patchbay/policies/*,.patchbay/members.jsonc}';
      const pattern = new vscode.RelativePattern(folder, glob);
      this.#workspaces.push(watch(pattern, () => this.#changed.fire()));
    }
  }
}
