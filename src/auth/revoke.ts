import * as oauth from 'oauth4webapi';
import type { OAuthCredential } from '../model/credential.ts';
import { type OAuthClient, requestOptions } from './client.ts';
import { classify } from './failure.ts';

/** What became of a grant when it was given back. */
export type Revocation = { status: 'revoked' } | { status: 'notOffered' } | { status: 'failed'; detail: string };

/**
 * Gives a grant back (RFC 7009): the refresh token first, since it ends the whole grant at most providers, then the
 * access token. It never throws: a local deletion does not wait for a provider.
 */
export async function revoke(
  client: OAuthClient,
  credential: OAuthCredential,
  signal?: AbortSignal,
): Promise<Revocation> {
  if (!client.server.revocation_endpoint) return { status: 'notOffered' };
  const tokens = [credential.refreshToken, credential.accessToken].filter((token) => token !== undefined);
  try {
    for (const token of tokens) {
      const response = await oauth.revocationRequest(
        client.server,
        client.client,
        client.authentication,
        token.reveal(),
        requestOptions(client, signal),
      );
      await oauth.processRevocationResponse(response);
    }
    return { status: 'revoked' };
  } catch (error) {
    return { status: 'failed', detail: describe(error, client.application) };
  }
}

function describe(error: unknown, application: string): string {
  try {
    return classify(error, application).detail;
  } catch (cancelled) {
    return String(cancelled);
  }
}
