import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { credentialUnreadable, reloadNeeded } from '../model/problems.ts';
import { writeFileAtomic } from './atomicFile.ts';
import { withLock } from './processLock.ts';

/** Where the key of the sealed-file vault lies: one secret of the editor. */
export interface KeyStore {
  read(): Promise<Buffer | undefined>;
  write(key: Buffer): Promise<void>;
  /** The id of this browser's key, where any of its windows made one; known to windows that cannot see the key yet. */
  knownKeyId(): string | undefined;
  remember(keyId: string): Promise<void>;
}

/** Bytes of a key for AES-256-GCM. */
const keyLength = 32;

/** A window reads the editor's secrets some time before our code runs in it, in milliseconds. */
const openingMs = 60_000;

/** Beside the credentials of a key: when it was made, ISO 8601. */
const mintedFile = 'minted';

/** A key and the id that names it without telling anything of it. */
export interface SealingKey {
  id: string;
  bytes: Buffer;
}

/** The one key of a browser, under which all its credentials are sealed. */
export class VaultKey {
  readonly #directory: string;
  readonly #store: KeyStore;
  readonly #openedAt: number | undefined;

  /** @param openedAt see `SealedFileVaultOptions`. */
  constructor(directory: string, store: KeyStore, openedAt?: number) {
    this.#directory = resolve(directory);
    this.#store = store;
    this.#openedAt = openedAt;
  }

  /**
   * The key, where this window sees one.
   *
   * @throws Problem `PB304` where what it sees is no key.
   */
  async read(): Promise<SealingKey | undefined> {
    const bytes = await this.#store.read();
    if (bytes && bytes.length !== keyLength) throw credentialUnreadable(l10n.t('the key for credentials is damaged'));
    return bytes && { id: keyIdOf(bytes), bytes };
  }

  /**
   * The key; made now where the browser has none.
   *
   * @throws Problem `PB302` where another window has one that this window cannot see, `PB304`, `PB305`.
   */
  async readOrMint(): Promise<SealingKey> {
    const key = await this.read();
    if (key) return key;
    return withLock(`vault-key:${this.#directory}`, async () => (await this.read()) ?? this.#mint());
  }

  /** The id of the browser's key, seen or not. */
  async id(): Promise<string | undefined> {
    const bytes = await this.#store.read();
    return bytes ? keyIdOf(bytes) : this.#store.knownKeyId();
  }

  /** True where this window should see the key `keyId` and does not: another window's older secrets overwrote it. */
  async isLost(keyId: string): Promise<boolean> {
    if (this.#openedAt === undefined) return false;
    const minted = await readFile(join(this.#directory, keyId, mintedFile), 'utf8').catch(() => '');
    return Date.parse(minted) + openingMs < this.#openedAt;
  }

  async #mint(): Promise<SealingKey> {
    const known = this.#store.knownKeyId();
    if (known && !(await this.isLost(known))) throw reloadNeeded();
    const bytes = randomBytes(keyLength);
    const id = keyIdOf(bytes);
    const folder = join(this.#directory, id);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFileAtomic(join(folder, mintedFile), new Date().toISOString(), { mode: 0o600 });
    await this.#store.write(bytes);
    await this.#store.remember(id);
    return { id, bytes };
  }
}

function keyIdOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}
