import * as oauth from 'oauth4webapi';
import type { Connector } from '../../model/connector.ts';
import type { AppSecrets } from '../../model/credential.ts';
import { authTypeNotOffered } from '../../model/problems.ts';
import { Secret } from '../../model/secret.ts';
import { authorizationServer, requestOptions } from '../client.ts';

/**
 * Registers a client of this connection's own with the provider (RFC 7591), so that a person can sign in where nobody set
 * up an app.
 *
 * @param redirectUri where the browser will come back.
 * @throws Problem `PB502` where the provider offers no registration; what oauth4webapi throws.
 */
export async function registerClient(
  connector: Connector,
  parameters: Record<string, string>,
  redirectUri: string,
  signal?: AbortSignal,
): Promise<AppSecrets> {
  if (!connector.oauth?.registrationUrl) throw authTypeNotOffered('oauth2', connector.name);
  const server = authorizationServer(connector.oauth, parameters);
  const response = await oauth.dynamicClientRegistrationRequest(
    server,
    {
      client_name: 'Patchbay',
      application_type: 'native',
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
    requestOptions({ server }, signal),
  );
  const { client_id, client_secret } = await oauth.processDynamicClientRegistrationResponse(response);
  return {
    clientId: client_id,
    ...(typeof client_secret === 'string' ? { clientSecret: new Secret(client_secret) } : {}),
  };
}
