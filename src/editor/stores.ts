import * as vscode from 'vscode';
import type { Stores } from '../storage/stores/store.ts';

/** The stores of the person's own setting, read anew at each use. Their code is loaded when the first is asked for. */
export function editorStores(): Stores {
  let loaded: Promise<Stores> | undefined;
  const stores = () => {
    loaded ??= import('../storage/stores/configuredStores.ts').then((code) => new code.ConfiguredStores(ownSetting));
    return loaded;
  };
  return {
    names: async () => (await stores()).names(),
    open: async (name) => (await stores()).open(name),
  };
}

/** Only what the person said themselves: the scope of the setting says so too, and this does not lean on it. */
function ownSetting(): unknown {
  return vscode.workspace.getConfiguration('patchbay').inspect('stores')?.globalValue;
}
