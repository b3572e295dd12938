import * as oauth from 'oauth4webapi';
import type { OAuthCredential } from '../../model/credential.ts';
import type { Secret } from '../../model/secret.ts';
import { type OAuthClient, requestOptions } from '../client.ts';
import { readTokens } from '../readTokens.ts';

/**
 * Trades a user name and password for tokens (RFC 6749 section 4.3; RFC 9700 section 2.4 advises against it). The password
 * is kept only where the provider gives no refresh token, since then nothing else can renew the token.
 *
 * @throws what oauth4webapi and `fetch` throw, for `classify`.
 */
export async function passwordGrant(
  client: OAuthClient,
  user: { username: string; password: Secret },
  scopes: string[],
  signal?: AbortSignal,
): Promise<OAuthCredential> {
  const { facts, server } = client;
  const response = await oauth.genericTokenEndpointRequest(
    server,
    client.client,
    client.authentication,
    'password',
    {
      ...facts.tokenParams,
      username: user.username,
      password: user.password.reveal(),
      ...(scopes.length > 0 ? { scope: scopes.join(facts.scopeSeparator) } : {}),
    },
    requestOptions(client, signal),
  );
  const credential = await readTokens(client, response, scopes);
  return credential.refreshToken ? credential : { ...credential, password: user.password };
}
