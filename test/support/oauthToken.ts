import type { Credential } from '../../src/model/credential.ts';
import { Secret } from '../../src/model/secret.ts';

/** An access token that is good for an hour, and that nothing renews. */
export function oauthOf(token: string): Credential {
  const expiresAt = Date.now() + 3_600_000;
  return { kind: 'oauth', accessToken: new Secret(token), scopes: [], expiresAt } as unknown as Credential;
}
