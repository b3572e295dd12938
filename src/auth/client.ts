import * as oauth from 'oauth4webapi';
import { fillOptional, fillTemplate } from '../catalog/template.ts';
import type { Connector, OAuthFacts } from '../model/connector.ts';
import type { AppSecrets } from '../model/credential.ts';
import { isLoopback } from '../model/formField.ts';
import { authTypeNotOffered } from '../model/problems.ts';
import { providerFetch } from './http.ts';
import { readPrivateKey } from './privateKey.ts';

/** One OAuth app at one provider: what every request to the token endpoint needs. */
export interface OAuthClient {
  application: string;
  facts: OAuthFacts;
  server: oauth.AuthorizationServer;
  /** Where a refresh goes, where that is not the token endpoint. */
  refreshUrl?: string;
  client: oauth.Client;
  authentication: oauth.ClientAuth;
  /** False where the connector does not say who the issuer is: then an `iss` is compared by origin only. */
  issuerKnown: boolean;
}

/**
 * Builds the client of a connection.
 *
 * @param parameters the connector's own, and `clientId` for an own app (BYOA).
 * @param secrets what proves the app; nothing for a public one.
 * @throws Problem `PB502` where the connector has no OAuth, or no client for `oauth2`; `PB501` for a bad private key.
 */
export async function oauthClient(
  connector: Connector,
  parameters: Record<string, string>,
  secrets: AppSecrets = {},
): Promise<OAuthClient> {
  const facts = connector.oauth;
  const ownId = secrets.clientId ?? parameters.clientId;
  const clientId = ownId ?? facts?.client?.clientId;
  if (!facts || !clientId) throw authTypeNotOffered('oauth2', connector.name);
  const secret = secrets.clientSecret?.reveal() ?? (ownId ? undefined : facts.client?.clientSecret);
  const issuer = fillOptional(facts.issuer, parameters);
  const refreshUrl = fillOptional(facts.refreshUrl, parameters);
  const server = authorizationServer(facts, parameters);
  return {
    application: connector.name,
    ...(refreshUrl ? { refreshUrl } : {}),
    facts,
    issuerKnown: issuer !== undefined,
    server,
    client: { client_id: clientId },
    authentication: secrets.privateKey
      ? oauth.PrivateKeyJwt(await readPrivateKey(secrets.privateKey), audience(server, issuer))
      : clientAuthentication(facts, secret),
  };
}

/** The endpoints of a connector, filled from the connection's parameters. */
export function authorizationServer(facts: OAuthFacts, parameters: Record<string, string>): oauth.AuthorizationServer {
  const authorizeUrl = fillOptional(facts.authorizeUrl, parameters);
  const tokenUrl = fillTemplate(facts.tokenUrl, parameters);
  const revokeUrl = fillOptional(facts.revokeUrl, parameters);
  const parUrl = fillOptional(facts.parUrl, parameters);
  const deviceUrl = fillOptional(facts.deviceUrl, parameters);
  const registrationUrl = fillOptional(facts.registrationUrl, parameters);
  return {
    issuer: fillOptional(facts.issuer, parameters) ?? new URL(authorizeUrl ?? tokenUrl).origin,
    ...(authorizeUrl ? { authorization_endpoint: authorizeUrl } : {}),
    token_endpoint: tokenUrl,
    ...(revokeUrl ? { revocation_endpoint: revokeUrl } : {}),
    ...(parUrl ? { pushed_authorization_request_endpoint: parUrl } : {}),
    ...(deviceUrl ? { device_authorization_endpoint: deviceUrl } : {}),
    ...(registrationUrl ? { registration_endpoint: registrationUrl } : {}),
  };
}

/** Whom an assertion is for: the issuer or, where that is not known, the token endpoint (RFC 7523 section 3). */
function audience(server: oauth.AuthorizationServer, issuer: string | undefined): oauth.ModifyAssertionOptions {
  if (issuer !== undefined) return {};
  return {
    [oauth.modifyAssertion]: (_, payload) => {
      payload['aud'] = server.token_endpoint;
    },
  };
}

function clientAuthentication(facts: OAuthFacts, secret: string | undefined): oauth.ClientAuth {
  if (!secret) return oauth.None();
  return facts.tokenAuth === 'basic' ? oauth.ClientSecretBasic(secret) : oauth.ClientSecretPost(secret);
}

/** The options of every oauth4webapi request: our `fetch`, and plain http for loopback alone. */
export function requestOptions(server: oauth.AuthorizationServer, signal?: AbortSignal) {
  const endpoint = new URL(server.token_endpoint ?? server.issuer);
  return {
    [oauth.customFetch]: (url: string, init: RequestInit) => providerFetch(url, init, signal),
    [oauth.allowInsecureRequests]: endpoint.protocol === 'http:' && isLoopback(endpoint.hostname),
  };
}
