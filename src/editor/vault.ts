import * as vscode from 'vscode';
import { LateVault } from '../storage/lateVault.ts';
import type { LocalStates } from '../storage/localStates.ts';

import type { CredentialVault } from '../storage/vault.ts';
import { sealingKeyStore } from './sealingKey.ts';
import { SecretStorageVault } from './secretStorageVault.ts';

/** The vault that suits this editor, and what the watcher of the storage tells it. */
export interface ChosenVault {
  vault: CredentialVault & vscode.Disposable;
  credentialChanged(connectionId: string): void;
}

/**
 * A web editor's SecretStorage is one per window, so there it keeps a key only; elsewhere it keeps the credentials.
 *
 * @param states knows the generation that was stored last, so that an older file put in its place is found out.
 */
export function chooseVault(
  context: vscode.ExtensionContext,
  directory: string,
  states: () => Pick<LocalStates, 'get'>,
): ChosenVault {
  if (vscode.env.uiKind === vscode.UIKind.Desktop) {
    return { vault: new SecretStorageVault(context.secrets), credentialChanged: () => {} };
  }
  const vault = new LateVault(async () => {
    const { SealedFileVault } = await import('../storage/sealedFileVault.ts');
    return new SealedFileVault(directory, sealingKeyStore(context), {
      head: (id) => states().get(id)?.generation,
      openedAt: performance.timeOrigin,
    });
  });
  return { vault: Object.assign(vault, { dispose: () => {} }), credentialChanged: (id) => vault.changed(id) };
}
