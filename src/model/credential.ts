import type { Secret } from './secret.ts';

/** The secret part of a connection, in memory. */
export type Credential = OAuthCredential | TokenCredential;

interface Bound {
  /**
   * What the connection's file said when the credential was obtained (`bindingOf`). The file may lie in a repository: one
   * that says something else by now must not send the credential anywhere.
   */
  boundTo?: string;
}

export interface OAuthCredential extends Bound {
  kind: 'oauth';
  accessToken: Secret;
  refreshToken?: Secret;
  /** The secret of an own app (BYOA) or of a service account. */
  clientSecret?: Secret;
  /** What signs the app's assertions (`private_key_jwt`, RFC 7523): PEM or a JSON Web Key. */
  privateKey?: Secret;
  /** Of a client that was registered for this connection alone (RFC 7591). */
  clientId?: string;
  /** Kept only where a password grant brought no refresh token. */
  password?: Secret;
  /** Milliseconds since 1970; absent where the provider did not say. */
  expiresAt?: number;
  /** The whole life of the access token in milliseconds, as the provider said it. */
  lifetimeMs?: number;
  scopes: string[];
}

/** A pasted personal access token or API key, or the password of a user. */
export interface TokenCredential extends Bound {
  kind: 'token';
  token: Secret;
}

/** What proves an OAuth app, and so outlives each of its tokens. */
export type AppSecrets = Pick<OAuthCredential, 'clientSecret' | 'privateKey' | 'clientId' | 'password'>;

/** The parts of a credential that a renewal keeps. */
export function appSecrets({ clientSecret, privateKey, clientId, password }: AppSecrets): AppSecrets {
  return {
    ...(clientSecret ? { clientSecret } : {}),
    ...(privateKey ? { privateKey } : {}),
    ...(clientId ? { clientId } : {}),
    ...(password ? { password } : {}),
  };
}

/** A credential as a vault gives it: with the number that counts its changes. */
export interface StoredCredential {
  generation: number;
  credential: Credential;
}
