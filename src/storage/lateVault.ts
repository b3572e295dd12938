import type { Credential } from '../model/credential.ts';
import { Emitter } from '../model/event.ts';
import type { CredentialVault, VaultRead } from './vault.ts';

/** A vault whose code is loaded with its first use: an editor that starts needs no cryptography. */
export class LateVault implements CredentialVault {
  readonly place = 'sealedFiles';
  readonly #load: () => Promise<CredentialVault>;
  readonly #changed = new Emitter<string>();
  #loaded: Promise<CredentialVault> | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(load: () => Promise<CredentialVault>) {
    this.#load = load;
  }

  /** The editor saw that what is stored for a connection changed. */
  changed(connectionId: string): void {
    this.#changed.fire(connectionId);
  }

  async prepare(): Promise<void> {
    await (await this.#vault()).prepare();
  }

  async get(connectionId: string): Promise<VaultRead> {
    return (await this.#vault()).get(connectionId);
  }

  async put(connectionId: string, credential: Credential, expected: number): Promise<number> {
    return (await this.#vault()).put(connectionId, credential, expected);
  }

  async delete(connectionId: string): Promise<void> {
    await (await this.#vault()).delete(connectionId);
  }

  async keys(): Promise<string[]> {
    return (await this.#vault()).keys();
  }

  async domain(): Promise<string> {
    return (await this.#vault()).domain();
  }

  #vault(): Promise<CredentialVault> {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }
}
