import type { Connection } from '../model/connection.ts';
import type { Connector } from '../model/connector.ts';
import type { Credential, StoredCredential } from '../model/credential.ts';
import type { Fences } from '../storage/fences.ts';
import { connectionLock, withLock } from '../storage/processLock.ts';
import type { CredentialVault } from '../storage/vault.ts';
import type { RenewalParts } from './renewal.ts';
import type { TokenHosts } from './tokenHosts.ts';

/**
 * Renews OAuth tokens so that a rotating refresh token is never lost and never used twice: one renewal in flight per
 * connection in this process, one across processes (the connection's lock), a second look inside the lock, a fence on the
 * disk before the request, and the new token stored by compare-and-swap before anybody uses it.
 */
export class Renewer {
  readonly #vault: CredentialVault;
  readonly #fences: Fences;
  readonly #running = new Map<string, Promise<StoredCredential>>();
  #hosts: TokenHosts | undefined;
  #parts: Promise<RenewalParts & Pick<typeof import('./renewal.ts'), 'renewLocked'>> | undefined;

  constructor(vault: CredentialVault, fences: Fences) {
    this.#vault = vault;
    this.#fences = fences;
  }

  /**
   * @param stale what the caller read; where the vault holds a later generation by now, that one is the answer.
   * @throws what `classify` understands, Problem `PB301`, `PB305`.
   */
  renew(connection: Connection, connector: Connector, stale: StoredCredential): Promise<StoredCredential> {
    const running = this.#running.get(connection.id);
    if (running) return running;
    const renewal = this.#renew(connection, connector, stale).finally(() => this.#running.delete(connection.id));
    this.#running.set(connection.id, renewal);
    return renewal;
  }

  /** Until when a token host is left alone, in milliseconds since 1970; `undefined` where it may be asked now. */
  pausedUntil(host: string): number | undefined {
    return this.#hosts?.pausedUntil(host);
  }

  async #renew(connection: Connection, connector: Connector, stale: StoredCredential): Promise<StoredCredential> {
    this.#parts ??= this.#load();
    const { renewLocked, ...parts } = await this.#parts;
    return withLock(connectionLock(connection.id), () => renewLocked(parts, connection, connector, stale));
  }

  /** OAuth is heavy, and not needed before the first token is stale. */
  async #load() {
    const [{ renewLocked }, { TokenHosts }] = await Promise.all([import('./renewal.ts'), import('./tokenHosts.ts')]);
    const hosts = new TokenHosts();
    this.#hosts = hosts;
    return { renewLocked, vault: this.#vault, fences: this.#fences, hosts, unsaved: new Map() };
  }
}

/** True where a stale token can be renewed without the person. */
export function isRenewable(authType: Connection['authType'], credential: Credential): boolean {
  if (credential.kind !== 'oauth') return false;
  return credential.refreshToken !== undefined || credential.password !== undefined || authType === 'clientCredentials';
}
