import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { Settings } from './options.ts';
import type { Records, RevokedBy } from './records.ts';

interface Entry {
  model: string;
  id: string;
  payload: AdapterPayload;
  /** Milliseconds since 1970; oidc-provider itself counts in whole seconds. */
  expiresAt: number;
}

/** Expired entries stay a while, so that an answer can say “expired” and not “unknown”. */
const graceMs = 10 * 60_000;

/** Everything that the provider keeps, in memory. Using a token up is one step here, as in a database. */
export class Store {
  readonly #entries = new Map<string, Entry>();
  readonly #byGrant = new Map<string, Set<string>>();
  readonly #byUid = new Map<string, string>();
  readonly #byUserCode = new Map<string, string>();
  /** The refresh token of each grant that was used last. */
  readonly #lastUsed = new Map<string, { id: string; at: number }>();
  readonly #records: Records;
  readonly #settings: Pick<Settings, 'refreshRetrySeconds'>;
  #sweepAt = 0;

  constructor(records: Records, settings: Pick<Settings, 'refreshRetrySeconds'>) {
    this.#records = records;
    this.#settings = settings;
  }

  /** The entry of one model, expired or not. */
  entry(model: string, id: string): Entry | undefined {
    return this.#entries.get(`${model}:${id}`);
  }

  /** Ends a grant with all its tokens. False where it had ended already. */
  revokeGrant(id: string, by?: RevokedBy): boolean {
    const known = this.#entries.delete(`Grant:${id}`);
    for (const key of this.#byGrant.get(id) ?? []) this.#entries.delete(key);
    this.#byGrant.delete(id);
    this.#lastUsed.delete(id);
    if (known) this.#records.revoked(id, by);
    return known;
  }

  /** The ids of the grants that still stand, for one account or for all. */
  grants(account?: string): string[] {
    return [...this.#entries.values()]
      .filter(({ model, payload }) => model === 'Grant' && (!account || payload.accountId === account))
      .map(({ id }) => id);
  }

  /** What oidc-provider asks for each of its models. */
  adapter(model: string): Adapter {
    const key = (id: string) => `${model}:${id}`;
    const find = async (id: string | undefined) => {
      const entry = id === undefined ? undefined : this.#entries.get(key(id));
      if (!entry) return undefined;
      const { consumed, ...payload } = entry.payload;
      return consumed !== undefined && !this.#mayRetry(entry) ? { ...payload, consumed } : payload;
    };
    return {
      upsert: async (id, payload, expiresIn) => this.#upsert(model, id, payload, expiresIn),
      find,
      findByUid: (uid) => find(this.#byUid.get(uid)),
      findByUserCode: (code) => find(this.#byUserCode.get(code)),
      consume: async (id) => this.#consume(this.#entries.get(key(id))),
      destroy: async (id) => {
        if (model === 'Grant') this.revokeGrant(id);
        else this.#entries.delete(key(id));
      },
      revokeByGrantId: async (id) => {
        for (const member of this.#byGrant.get(id) ?? [])
          if (member.startsWith(`${model}:`)) this.#entries.delete(member);
      },
    };
  }

  #upsert(model: string, id: string, payload: AdapterPayload, expiresIn?: number): void {
    this.#sweep();
    const key = `${model}:${id}`;
    this.#entries.set(key, {
      model,
      id,
      payload: { ...payload },
      expiresAt: expiresIn === undefined ? Number.POSITIVE_INFINITY : Date.now() + expiresIn * 1000,
    });
    const { grantId, uid, userCode, accountId, clientId, openid } = payload;
    if (grantId) this.#byGrant.set(grantId, (this.#byGrant.get(grantId) ?? new Set()).add(key));
    if (model === 'Session' && uid) this.#byUid.set(uid, id);
    if (userCode) this.#byUserCode.set(userCode, id);
    if (model === 'Grant') {
      const { scope = '' } = (openid ?? {}) as { scope?: string };
      this.#records.grant({ id, account: accountId ?? '', client: clientId ?? '', scopes: scope.split(' ') });
    }
  }

  /**
   * Uses a code or a refresh token up. Of two requests that come at once with the same token the second loses, and the
   * grant with it: reuse means that somebody else has the token (RFC 9700 section 4.14.2).
   */
  #consume(entry: Entry | undefined): void {
    if (!entry) throw new errors.InvalidGrant('already revoked');
    if (entry.payload.consumed && !this.#mayRetry(entry)) {
      if (entry.payload.grantId) this.revokeGrant(entry.payload.grantId, 'reuse');
      throw new errors.InvalidGrant(`${entry.model} already used`);
    }
    if (!entry.payload.consumed) this.#used(entry);
    entry.payload = { ...entry.payload, consumed: Math.floor(Date.now() / 1000) };
  }

  #used({ model, id, payload }: Entry): void {
    if (model === 'RefreshToken' && payload.grantId) this.#lastUsed.set(payload.grantId, { id, at: Date.now() });
  }

  /** True for a used refresh token that may come once more; see `Settings.refreshRetrySeconds`. */
  #mayRetry({ model, id, payload }: Entry): boolean {
    const last = model === 'RefreshToken' && payload.grantId ? this.#lastUsed.get(payload.grantId) : undefined;
    return last?.id === id && Date.now() - last.at < this.#settings.refreshRetrySeconds * 1000;
  }

  #sweep(): void {
    const now = Date.now();
    if (now < this.#sweepAt) return;
    this.#sweepAt = now + graceMs;
    for (const [key, entry] of this.#entries) if (entry.expiresAt + graceMs < now) this.#entries.delete(key);
    for (const [grant, members] of this.#byGrant) {
      for (const key of members) if (!this.#entries.has(key)) members.delete(key);
      if (members.size === 0) this.#byGrant.delete(grant);
    }
    for (const index of [this.#byUid, this.#byUserCode]) {
      for (const [value, id] of index)
        if (!this.entry('Session', id) && !this.entry('DeviceCode', id)) index.delete(value);
    }
  }
}
