import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Credential } from '../model/credential.ts';
import { Emitter } from '../model/event.ts';
import { Problem } from '../model/problem.ts';
import { fileNewer, storedElsewhere, vaultFailed } from '../model/problems.ts';
import { writeFileAtomic } from './atomicFile.ts';
import { decodeCredential, encodeCredential } from './credentialCodec.ts';
import { type Opened, seal, unseal } from './sealedFile.ts';
import type { CredentialVault, VaultRead } from './vault.ts';
import { type KeyStore, type SealingKey, VaultKey } from './vaultKey.ts';

export type { KeyStore } from './vaultKey.ts';

export interface SealedFileVaultOptions {
  /**
   * The generation that was stored last as something outside the vault remembers it (`LocalState.generation`). A file with
   * a lower one was put back, and is not used: its refresh token may have been spent.
   */
  head?: (connectionId: string) => number | undefined;
  /**
   * When this window was opened, in milliseconds since 1970. A key that is clearly older and not there is lost and may be
   * replaced; without this, its absence always means that the window must be reloaded.
   */
  openedAt?: number;
}

const suffix = '.json';

/**
 * Credentials as sealed files, for hosts whose SecretStorage is per window: SecretStorage holds one key, and each
 * credential is a file `<directory>/<key id>/<connection id>.json`. Files of other keys belong to other browsers.
 */
export class SealedFileVault implements CredentialVault {
  readonly place = 'sealedFiles';
  readonly #directory: string;
  readonly #key: VaultKey;
  readonly #keyStore: KeyStore;
  readonly #head: (connectionId: string) => number;
  readonly #changed = new Emitter<string>();

  readonly onDidChange = this.#changed.event;

  /** @param directory made when the first key is. */
  constructor(directory: string, keyStore: KeyStore, { head, openedAt }: SealedFileVaultOptions = {}) {
    this.#directory = directory;
    this.#keyStore = keyStore;
    this.#key = new VaultKey(directory, keyStore, openedAt);
    this.#head = (connectionId) => head?.(connectionId) ?? 0;
  }

  async prepare(): Promise<void> {
    await this.#key.readOrMint();
  }

  async get(connectionId: string): Promise<VaultRead> {
    let key: SealingKey | undefined;
    try {
      key = await this.#key.read();
    } catch (error) {
      return { status: 'unreadable', detail: error instanceof Problem ? error.message : String(error) };
    }
    return key ? this.#read(await this.#open(key, connectionId), connectionId) : this.#readWithoutKey(connectionId);
  }

  async put(connectionId: string, credential: Credential, expected: number): Promise<number> {
    try {
      const key = await this.#key.readOrMint();
      const opened = await this.#open(key, connectionId);
      const before = this.#read(opened, connectionId);
      if (before.status === 'unreadable' && before.newer) throw fileNewer(connectionId + suffix);
      // What cannot be read counts as none: a new sign-in replaces it.
      if ((before.status === 'found' ? before.generation : 0) !== expected) throw storedElsewhere();
      const generation = Math.max(expected, opened?.generation ?? 0, this.#head(connectionId)) + 1;
      const text = seal(key.bytes, connectionId, generation, encodeCredential({ generation, credential }));
      await mkdir(this.#folder(key.id), { recursive: true, mode: 0o700 });
      await writeFileAtomic(this.#file(key.id, connectionId), text, { mode: 0o600 });
      return generation;
    } catch (error) {
      throw error instanceof Problem ? error : vaultFailed(error);
    }
  }

  async delete(connectionId: string): Promise<void> {
    const id = await this.#key.id();
    if (id) await rm(this.#file(id, connectionId), { force: true });
  }

  async keys(): Promise<string[]> {
    const id = await this.#key.id();
    const names = id ? await readdir(this.#folder(id)).catch(() => []) : [];
    return names.filter((name) => /^[\w-]+\.json$/.test(name)).map((name) => name.slice(0, -suffix.length));
  }

  /** The id of this browser's key, or `none` before there is one. */
  async domain(): Promise<string> {
    return (await this.#key.id()) ?? 'none';
  }

  /** The editor saw that a file of the vault changed. */
  changed(connectionId: string): void {
    this.#changed.fire(connectionId);
  }

  async #open(key: SealingKey, connectionId: string): Promise<Opened | undefined> {
    try {
      return unseal(key.bytes, connectionId, await readFile(this.#file(key.id, connectionId), 'utf8'));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (!code) throw error;
      return code === 'ENOENT' ? undefined : { status: 'unreadable', detail: l10n.t('its file gives {0}', code) };
    }
  }

  #read(opened: Opened | undefined, connectionId: string): VaultRead {
    if (!opened) return { status: 'missing' };
    if (opened.status !== 'opened') return opened;
    if (opened.generation < this.#head(connectionId)) {
      return { status: 'unreadable', detail: l10n.t('an older file was put in its place') };
    }
    return decodeCredential(opened.plain);
  }

  async #readWithoutKey(connectionId: string): Promise<VaultRead> {
    const known = this.#keyStore.knownKeyId();
    const kept = known !== undefined && (await exists(this.#file(known, connectionId)));
    if (!kept) return { status: 'missing' };
    if (!(await this.#key.isLost(known))) return { status: 'reload' };
    return { status: 'unreadable', detail: l10n.t('this browser has lost the key for credentials') };
  }

  #folder(keyId: string): string {
    return join(this.#directory, keyId);
  }

  #file(keyId: string, connectionId: string): string {
    if (!/^[\w-]+$/.test(connectionId)) throw new TypeError('a connection id is a GUID');
    return join(this.#folder(keyId), connectionId.toLowerCase() + suffix);
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
