import * as vscode from 'vscode';
import type { FindExtension } from './caller.ts';

/** What of a manifest matters here. */
type Manifest = Record<'name' | 'publisher' | 'displayName' | 'extensionDependencies' | 'patchbay', unknown>;

/**
 * Finds extensions as they are. All extensions share the objects by which the editor tells of them, and one of them may
 * write there: so manifests are those that there were when Patchbay was activated, and exports are read by the getter that
 * there was then. One that was active before and meant harm could still do it: docs/api.md says where the limits are.
 */
export function installedExtensions({ extension: own, subscriptions }: vscode.ExtensionContext): FindExtension {
  const shared = Object.getPrototypeOf(own) as object;
  const [exported, active] = (['exports', 'isActive'] as const).map(
    (name) => Object.getOwnPropertyDescriptor(shared, name)?.get,
  );
  const manifests = new Map<string, Manifest>();
  const note = () => {
    for (const { id, packageJSON } of vscode.extensions.all) {
      if (!manifests.has(id.toLowerCase())) manifests.set(id.toLowerCase(), copied(packageJSON));
    }
  };
  note();
  subscriptions.push(vscode.extensions.onDidChange(note));
  return (id) => {
    const found = vscode.extensions.getExtension(id);
    if (!found) return undefined;
    return {
      id: found.id,
      packageJSON: manifests.get(found.id.toLowerCase()),
      activate: () => found.activate(),
      get isActive() {
        return active ? (active.call(found) as boolean) : found.isActive;
      },
      get exports() {
        return exported ? (exported.call(found) as unknown) : found.exports;
      },
    };
  };
}

function copied({ name, publisher, displayName, extensionDependencies: needed, patchbay }: Manifest): Manifest {
  const extensionDependencies = Array.isArray(needed) ? [...needed] : undefined;
  const names = patchbay !== null && typeof patchbay === 'object' ? { ...patchbay } : undefined;
  return { name, publisher, displayName, extensionDependencies, patchbay: names };
}
