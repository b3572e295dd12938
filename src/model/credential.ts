import type { Secret } from './secret.ts';

/** The secret part of a connection, in memory. */
export type Credential = OAuthCredential | TokenCredential;

export interface OAuthCredential {
  kind: 'oauth';
  accessToken: Secret;
  refreshToken?: Secret;
  /** The secret of an own app (BYOA). */
  clientSecret?: Secret;
  /** Milliseconds since 1970; absent where the provider did not say. */
  expiresAt?: number;
  scopes: string[];
}

/** A pasted personal access token or API key. */
export interface TokenCredential {
  kind: 'token';
  token: Secret;
}

/** A credential as a vault gives it: with the number that counts its changes. */
export interface StoredCredential {
  generation: number;
  credential: Credential;
}
