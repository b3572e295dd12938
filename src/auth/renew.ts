import type { Connection } from '../model/connection.ts';
import type { Connector } from '../model/connector.ts';
import type { OAuthCredential, StoredCredential } from '../model/credential.ts';
import { connectionLock, withLock } from '../storage/processLock.ts';
import type { CredentialVault } from '../storage/vault.ts';
import { isFresh } from './freshness.ts';

/**
 * Renews OAuth tokens so that a rotating refresh token is never used twice: one renewal in flight per connection in this
 * process, one across processes (the connection's lock), a second look inside the lock, and the new token stored before
 * anybody uses it.
 */
export class Renewer {
  readonly #vault: CredentialVault;
  readonly #running = new Map<string, Promise<StoredCredential>>();

  constructor(vault: CredentialVault) {
    this.#vault = vault;
  }

  /**
   * @param stale what the caller read; where the vault holds a later generation by now, that one is the answer.
   * @throws what `classify` understands, Problem `PB301`, `PB305`.
   */
  renew(connection: Connection, connector: Connector, stale: StoredCredential): Promise<StoredCredential> {
    const running = this.#running.get(connection.id);
    if (running) return running;
    const renewal = withLock(connectionLock(connection.id), () =>
      this.#renewLocked(connection, connector, stale),
    ).finally(() => this.#running.delete(connection.id));
    this.#running.set(connection.id, renewal);
    return renewal;
  }

  async #renewLocked(connection: Connection, connector: Connector, stale: StoredCredential): Promise<StoredCredential> {
    const read = await this.#vault.get(connection.id);
    const current = read.status === 'found' ? read : stale;
    if (current.credential.kind !== 'oauth') return current;
    if (current.generation > stale.generation && isFresh(current.credential)) return current;
    const [{ oauthClient }, { refresh }] = await Promise.all([import('./client.ts'), import('./refresh.ts')]);
    const client = oauthClient(connector, connection.parameters, current.credential.clientSecret);
    // Not cancellable: once the request is out, its answer must be kept, or the grant is lost.
    const credential: OAuthCredential = await refresh(client, current.credential);
    return { credential, generation: await this.#vault.put(connection.id, credential, current.generation) };
  }
}
