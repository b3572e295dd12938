import { randomBytes } from 'node:crypto';
import { fingerprint } from './records.ts';

export type TokenKind = 'pat' | 'apiKey';

/** What a token begins with. */
export const prefixes: Readonly<Record<TokenKind, string>> = { pat: 'acme_pat_', apiKey: 'acme_key_' };

/** A personal access token or an API key. Its text is shown once and not kept. */
export interface IssuedToken {
  id: string;
  kind: TokenKind;
  account: string;
  name: string;
  scopes: string[];
  createdAt: string;
  expiresAt?: string;
  revokedAt?: string;
  lastUsedAt?: string;
}

export interface TokenRequest {
  account: string;
  name: string;
  scopes?: string[];
  /** Never ends without it. A time that has passed makes an expired token. */
  expiresAt?: Date;
}

/** All personal access tokens and API keys, by the hash of their text. */
export class TokenBook {
  readonly #tokens = new Map<string, IssuedToken>();
  #count = 0;
  readonly #onIssued: ((token: string) => void) | undefined;

  constructor(onIssued?: (token: string) => void) {
    this.#onIssued = onIssued;
  }

  /** Makes one; the answer is the only place where its text is ever seen. */
  issue(
    kind: TokenKind,
    { account, name, scopes = ['api'], expiresAt }: TokenRequest,
  ): { secret: string; token: IssuedToken } {
    const secret = prefixes[kind] + randomBytes(24).toString('base64url');
    this.#count++;
    const token: IssuedToken = {
      id: String(this.#count),
      kind,
      account,
      name,
      scopes,
      createdAt: new Date().toISOString(),
      ...(expiresAt ? { expiresAt: expiresAt.toISOString() } : {}),
    };
    this.#tokens.set(fingerprint(secret), token);
    this.#onIssued?.(secret);
    return { secret, token };
  }

  /** The token with this text, whatever became of it. */
  find(secret: string): IssuedToken | undefined {
    return this.#tokens.get(fingerprint(secret));
  }

  list(filter: { kind?: TokenKind; account?: string } = {}): IssuedToken[] {
    return [...this.#tokens.values()].filter(
      ({ kind, account }) => kind === (filter.kind ?? kind) && account === (filter.account ?? account),
    );
  }

  /** False where there is no such token that still works. */
  revoke(id: string): boolean {
    const token = this.list().find((candidate) => candidate.id === id);
    if (!token || token.revokedAt !== undefined) return false;
    token.revokedAt = new Date().toISOString();
    return true;
  }
}

export function isExpired({ expiresAt }: Pick<IssuedToken, 'expiresAt'>, now = Date.now()): boolean {
  return expiresAt !== undefined && Date.parse(expiresAt) <= now;
}
