import type { JWK } from 'oidc-provider';

/** What can be changed while Acme runs. Times are whole seconds. */
export interface Settings {
  accessTokenSeconds: number;
  authorizationCodeSeconds: number;
  deviceCodeSeconds: number;
  /** A refresh token that is not used for so long ends. */
  refreshIdleSeconds: number;
  /** So long after the sign-in every refresh token of it ends. */
  refreshAbsoluteSeconds: number;
  /** With false, a refresh answers with the refresh token that it was given. */
  rotateRefreshTokens: boolean;
  /**
   * So long after its use a refresh token is taken once more, as long as its successor was not used: a client whose answer
   * got lost may ask again (Okta and Ory Hydra call it a grace period). 0 is strict: any second use ends the grant.
   */
  refreshRetrySeconds: number;
  /** While set, each request to the API is answered with 429 and `Retry-After`. */
  rateLimit: { retryAfterSeconds: number } | null;
  /** How far the clock in the `Date` header is off. */
  dateOffsetSeconds: number;
}

export interface AcmeOptions extends Partial<Settings> {
  /** 0, the default, takes any free port. */
  port?: number;
  /** The only address that Acme listens on; anything else is refused. */
  host?: string;
  /** Opens the test control. Without it nobody can make Acme misbehave. */
  control?: boolean;
  controlPort?: number;
  /** The public key of the client `acme-robot`, which signs its requests (`private_key_jwt`). */
  robotJwk?: JWK;
  /** Redirect URIs of `acme-byoa`, beside those that it has. */
  redirectUris?: readonly string[];
  /** Called with the text of every token as it is issued, by which tests look for it where it must not be. */
  onIssued?: (token: string) => void;
  /** Turns the relaxation of redirect URIs off (see `clients.ts`). */
  strictRedirects?: boolean;
}

/** The port of the demo, as the connector `acme` proposes it. */
export const demoPort = 4848;

export const defaultSettings: Readonly<Settings> = {
  accessTokenSeconds: 3600,
  authorizationCodeSeconds: 60,
  deviceCodeSeconds: 600,
  refreshIdleSeconds: 14 * 86_400,
  refreshAbsoluteSeconds: 90 * 86_400,
  rotateRefreshTokens: true,
  refreshRetrySeconds: 0,
  rateLimit: null,
  dateOffsetSeconds: 0,
};

/** The settings among `values`, over `base`; keys with undefined or with another name are passed over. */
export function pickSettings(values: Partial<Settings>, base: Readonly<Settings>): Settings {
  const given = Object.entries(values).filter(([key, value]) => key in defaultSettings && value !== undefined);
  return { ...base, ...Object.fromEntries(given) };
}
