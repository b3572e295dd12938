import * as oauth from 'oauth4webapi';
import { fillOptional, fillTemplate } from '../catalog/template.ts';
import type { Connector, OAuthFacts } from '../model/connector.ts';
import { isLoopback } from '../model/formField.ts';
import { authTypeNotOffered } from '../model/problems.ts';
import type { Secret } from '../model/secret.ts';
import { providerFetch } from './http.ts';

/** One OAuth app at one provider: what every request to the token endpoint needs. */
export interface OAuthClient {
  application: string;
  facts: OAuthFacts;
  server: oauth.AuthorizationServer;
  client: oauth.Client;
  authentication: oauth.ClientAuth;
  /** False where the connector does not say who the issuer is: then an `iss` is compared by origin only. */
  issuerKnown: boolean;
}

/**
 * Builds the client of a connection.
 *
 * @param parameters the connector's own, and `clientId` for an own app (BYOA).
 * @param clientSecret of an own app; absent for a public one.
 * @throws Problem `PB502` where the connector has no OAuth, or no client for `oauth2`.
 */
export function oauthClient(
  connector: Connector,
  parameters: Record<string, string>,
  clientSecret?: Secret,
): OAuthClient {
  const facts = connector.oauth;
  const clientId = parameters.clientId ?? facts?.client?.clientId;
  if (!facts || !clientId) throw authTypeNotOffered('oauth2', connector.name);
  const secret = clientSecret?.reveal() ?? (parameters.clientId ? undefined : facts.client?.clientSecret);
  const authorizeUrl = fillTemplate(facts.authorizeUrl, parameters);
  const revokeUrl = fillOptional(facts.revokeUrl, parameters);
  const issuer = fillOptional(facts.issuer, parameters);
  return {
    application: connector.name,
    facts,
    issuerKnown: issuer !== undefined,
    server: {
      issuer: issuer ?? new URL(authorizeUrl).origin,
      authorization_endpoint: authorizeUrl,
      token_endpoint: fillTemplate(facts.tokenUrl, parameters),
      ...(revokeUrl ? { revocation_endpoint: revokeUrl } : {}),
    },
    client: { client_id: clientId },
    authentication: !secret
      ? oauth.None()
      : facts.tokenAuth === 'basic'
        ? oauth.ClientSecretBasic(secret)
        : oauth.ClientSecretPost(secret),
  };
}

/** The options of every oauth4webapi request: our `fetch`, and plain http for loopback alone. */
export function requestOptions(server: oauth.AuthorizationServer, signal?: AbortSignal) {
  const endpoint = new URL(server.token_endpoint ?? server.issuer);
  return {
    [oauth.customFetch]: (url: string, init: RequestInit) => providerFetch(url, init, signal),
    [oauth.allowInsecureRequests]: endpoint.protocol === 'http:' && isLoopback(endpoint.hostname),
  };
}
