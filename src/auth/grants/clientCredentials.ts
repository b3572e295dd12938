import * as oauth from 'oauth4webapi';
import type { OAuthCredential } from '../../model/credential.ts';
import { type OAuthClient, requestOptions } from '../client.ts';
import { readTokens } from '../readTokens.ts';

/**
 * Asks for a token of the app itself (RFC 6749 section 4.4): a service account. There is nothing to refresh; a stale token
 * is replaced by asking again.
 *
 * @throws what oauth4webapi and `fetch` throw, for `classify`.
 */
export async function clientCredentials(
  client: OAuthClient,
  scopes: string[],
  signal?: AbortSignal,
): Promise<OAuthCredential> {
  const { facts, server } = client;
  const response = await oauth.clientCredentialsGrantRequest(
    server,
    client.client,
    client.authentication,
    { ...facts.tokenParams, ...(scopes.length > 0 ? { scope: scopes.join(facts.scopeSeparator) } : {}) },
    requestOptions(client, signal),
  );
  return readTokens(client, response, scopes);
}
