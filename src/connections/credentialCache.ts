import type { StoredCredential } from '../model/credential.ts';
import type { Disposable } from '../model/disposable.ts';
import type { CredentialVault } from '../storage/vault.ts';

/** More connections than this are hardly in use at once; the one that was used longest ago goes. */
const most = 500;

/**
 * The credentials in use, so that a token is not read from the vault at every request. What another window stores drops
 * out at the vault's change event; a renewal looks into the vault itself.
 */
export class CredentialCache implements Disposable {
  readonly #kept = new Map<string, StoredCredential>();
  readonly #subscription: Disposable;

  constructor(vault: Pick<CredentialVault, 'onDidChange'>) {
    this.#subscription = vault.onDidChange((id) => this.#kept.delete(id));
  }

  get(id: string): StoredCredential | undefined {
    const stored = this.#kept.get(id);
    if (stored) this.set(id, stored);
    return stored;
  }

  set(id: string, stored: StoredCredential): void {
    this.#kept.delete(id);
    this.#kept.set(id, stored);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > most && oldest !== undefined) this.#kept.delete(oldest);
  }

  delete(id: string): void {
    this.#kept.delete(id);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#kept.clear();
  }
}
