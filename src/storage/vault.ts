import type { Credential, StoredCredential } from '../model/credential.ts';

/**
 * What reading a credential can find. `missing`: there is none here. `unreadable`: there is one, but the key that opens
 * it is not in this editor. `reload`: the key is in this browser, but this window was opened before it was made.
 * Neither of the last two is a reason to delete anything.
 */
export type VaultRead =
  | ({ status: 'found' } & StoredCredential)
  | { status: 'missing' }
  | Unreadable
  | { status: 'reload' };

/** `newer`: a newer Patchbay wrote it; it must not be overwritten either. */
export interface Unreadable {
  status: 'unreadable';
  /** A few words without secrets, for a person. */
  detail: string;
  newer?: true;
}

/** Where a vault keeps this member's age identity: beside the credentials, under a name that no connection has. */
export const memberKeyId = 'member-key';

/**
 * Where credentials lie. Callers of {@link CredentialVault.put} and {@link CredentialVault.delete} hold the lock of the
 * connection (`connectionLock`), which makes compare-and-swap exact across windows.
 */
export interface CredentialVault {
  /** Where it keeps credentials, to tell the person: in the editor's secret storage, or in sealed files. */
  readonly place: 'editor' | 'sealedFiles';
  /**
   * Makes sure that this window can store a credential; called before a person starts a sign-in.
   *
   * @throws Problem `PB302` where it must be reloaded first.
   */
  prepare(): Promise<void>;
  get(connectionId: string): Promise<VaultRead>;
  /**
   * Stores `credential` under a higher generation than any before, durably, before it resolves.
   *
   * @param expected the generation that the caller read; 0 where there was none, or where it was `unreadable`.
   * @returns the new generation: `expected + 1`, unless a higher one was seen before.
   * @throws Problem `PB301` where another window stored first, `PB302` where this window must be reloaded,
   *   `PB102` where a newer Patchbay stored what is there, `PB306` where the disk or the keyring refuses.
   */
  put(connectionId: string, credential: Credential, expected: number): Promise<number>;
  /** Removes the credential; nothing happens where there is none. */
  delete(connectionId: string): Promise<void>;
  /** The ids of the connections that have a credential here. */
  keys(): Promise<string[]>;
  /** Names the place that this editor's credentials belong to, so that local state of another browser is not read as ours. */
  domain(): Promise<string>;
  /** Fires with the id of a connection whose credential another window changed. */
  onDidChange(listener: (connectionId: string) => void): { dispose(): void };
}
