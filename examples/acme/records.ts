import { createHash } from 'node:crypto';

/** Who ended a grant: a client at the revocation endpoint, a reused token, the person on Acme's page, or a test. */
export type RevokedBy = 'client' | 'reuse' | 'person' | 'control';

/** One sign-in of one person through one client: the family of all tokens that came of it. */
export interface GrantRecord {
  id: string;
  account: string;
  client: string;
  scopes: string[];
  createdAt: string;
  revokedAt?: string;
  revokedBy?: RevokedBy;
}

/** One request to the token endpoint. Tokens are named by {@link fingerprint}. */
export interface TokenRequestRecord {
  at: string;
  grantType: string;
  client?: string;
  grant?: string;
  /** `issued`, or the `error` of the answer. */
  outcome: string;
  /** Why it was refused, in Acme's own words. */
  detail?: string;
  /** The refresh token that was presented. */
  presented?: string;
  refreshToken?: string;
  accessToken?: string;
}

export interface RevocationRecord {
  at: string;
  client: string;
  /** Absent for a token that Acme did not know. */
  kind?: string;
  grant?: string;
}

export interface ApiRecord {
  at: string;
  method: string;
  path: string;
  status: number;
  account?: string;
  /** The kind of credential that came with it. */
  kind?: string;
  token?: string;
}

/** What Acme's own books say. */
export interface Snapshot {
  grants: GrantRecord[];
  tokenRequests: TokenRequestRecord[];
  revocations: RevocationRecord[];
  api: ApiRecord[];
}

const kept = 20_000;

/** The SHA-256 of a token: names it in records without giving it away. */
export function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Acme's books. They never hold a token. */
export class Records {
  readonly #grants = new Map<string, GrantRecord>();
  readonly #tokenRequests: TokenRequestRecord[] = [];
  readonly #revocations: RevocationRecord[] = [];
  readonly #api: ApiRecord[] = [];

  grant(record: Omit<GrantRecord, 'createdAt'>): void {
    const known = this.#grants.get(record.id);
    this.#grants.set(record.id, { ...record, createdAt: known?.createdAt ?? new Date().toISOString() });
  }

  /** Notes the end of a grant. The first note says when; the first that knows who did it says who. */
  revoked(id: string, by?: RevokedBy): void {
    const record = this.#grants.get(id);
    if (!record) return;
    record.revokedAt ??= new Date().toISOString();
    if (by) record.revokedBy ??= by;
  }

  tokenRequest(record: Omit<TokenRequestRecord, 'at'>): void {
    push(this.#tokenRequests, record);
  }

  revocation(record: Omit<RevocationRecord, 'at'>): void {
    push(this.#revocations, record);
  }

  api(record: Omit<ApiRecord, 'at'>): void {
    push(this.#api, record);
  }

  /** A copy of everything, oldest first. */
  snapshot(): Snapshot {
    return structuredClone({
      grants: [...this.#grants.values()],
      tokenRequests: this.#tokenRequests,
      revocations: this.#revocations,
      api: this.#api,
    });
  }

  /** How many requests came to the token endpoint, by `grant_type`. */
  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { grantType } of this.#tokenRequests) counts[grantType] = (counts[grantType] ?? 0) + 1;
    return counts;
  }
}

function push<T extends { at: string }>(list: T[], record: Omit<T, 'at'>): void {
  if (list.length >= kept) list.shift();
  list.push({ at: new Date().toISOString(), ...record } as T);
}
