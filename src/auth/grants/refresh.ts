import * as oauth from 'oauth4webapi';
import type { OAuthCredential } from '../../model/credential.ts';
import { type OAuthClient, requestOptions } from '../client.ts';
import { readTokens } from '../readTokens.ts';

/**
 * Asks for new tokens with the refresh token (RFC 6749 section 6). The old refresh token is kept where the answer brings
 * none. Callers hold the connection's lock: this request is not idempotent at a provider that rotates. The answer is read
 * leniently whoever sent it, since the old token may be spent by now and a nicety of form must not lose the new one.
 *
 * @throws what oauth4webapi and `fetch` throw, for `classify`.
 */
export async function refresh(client: OAuthClient, credential: OAuthCredential): Promise<OAuthCredential> {
  if (!credential.refreshToken) throw new Error('no refresh token');
  const server = { ...client.server, token_endpoint: client.refreshUrl ?? client.server.token_endpoint ?? '' };
  const response = await oauth.refreshTokenGrantRequest(
    server,
    client.client,
    client.authentication,
    credential.refreshToken.reveal(),
    { ...requestOptions(client), additionalParameters: client.facts.tokenParams },
  );
  return { refreshToken: credential.refreshToken, ...(await readTokens(client, response, credential.scopes)) };
}
