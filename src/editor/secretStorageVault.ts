import type * as vscode from 'vscode';
import type { Credential } from '../model/credential.ts';
import { Emitter } from '../model/event.ts';
import { fileNewer, storedElsewhere, vaultFailed } from '../model/problems.ts';
import type { CredentialVault, VaultRead } from '../storage/vault.ts';

const prefix = 'credential/';

/**
 * Credentials in the editor's SecretStorage, one entry per connection, for desktop editors: there all windows share the
 * store. Web editors keep one per window, and lose what two windows write; they use the sealed files.
 */
export class SecretStorageVault implements CredentialVault {
  readonly place = 'editor';
  readonly #secrets: vscode.SecretStorage;
  readonly #changed = new Emitter<string>();
  readonly #subscription: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
    this.#subscription = secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) this.#changed.fire(key.slice(prefix.length));
    });
  }

  async prepare(): Promise<void> {}

  async get(connectionId: string): Promise<VaultRead> {
    const text = await this.#secrets.get(prefix + connectionId);
    if (text === undefined) return { status: 'missing' };
    const { decodeCredential } = await import('../storage/credentialCodec.ts');
    return decodeCredential(text);
  }

  async put(connectionId: string, credential: Credential, expected: number): Promise<number> {
    const before = await this.get(connectionId);
    if (before.status === 'unreadable' && before.newer) throw fileNewer(connectionId);
    // What cannot be read counts as none: a new sign-in replaces it.
    if ((before.status === 'found' ? before.generation : 0) !== expected) throw storedElsewhere();
    const generation = expected + 1;
    const { encodeCredential } = await import('../storage/credentialCodec.ts');
    try {
      await this.#secrets.store(prefix + connectionId, encodeCredential({ generation, credential }));
    } catch (error) {
      throw vaultFailed(error);
    }
    return generation;
  }

  async delete(connectionId: string): Promise<void> {
    await this.#secrets.delete(prefix + connectionId);
  }

  async keys(): Promise<string[]> {
    return (await this.#secrets.keys()).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  }

  async domain(): Promise<string> {
    return 'editor';
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
