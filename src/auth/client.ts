import * as oauth from 'oauth4webapi';
import { fillOptional, fillTemplate, fillText } from '../catalog/template.ts';
import type { Connector, OAuthFacts } from '../model/connector.ts';
import type { AppSecrets } from '../model/credential.ts';
import { isLoopback } from '../model/loopback.ts';
import { authTypeNotOffered } from '../model/problems.ts';
import { providerFetch } from '../storage/network/http.ts';
import type { Learned } from './learned.ts';
import { readPrivateKey } from './privateKey.ts';

/** One OAuth app at one provider: what every request to the token endpoint needs. */
export interface OAuthClient {
  application: string;
  /** The connector's, with the connection's parameters filled in. */
  facts: OAuthFacts;
  server: oauth.AuthorizationServer;
  /** Where a refresh goes, where that is not the token endpoint. */
  refreshUrl?: string;
  client: oauth.Client;
  authentication: oauth.ClientAuth;
  /** False where the connector does not say who the issuer is: then an `iss` is compared by origin only. */
  issuerKnown: boolean;
  /** Takes what the answers of a sign-in teach; absent where a token is renewed, which must not fail over it. */
  learned?: Learned;
}

/**
 * Builds the client of a connection.
 *
 * @param parameters the connector's own, and `clientId` for an own app (BYOA).
 * @param secrets what proves the app; nothing for a public one.
 * @param learned where what the answers teach is gathered, for a caller who wants to know.
 * @throws Problem `PB502` where the connector has no OAuth, or no client for `oauth2`; `PB501` for a bad private key.
 */
export async function oauthClient(
  connector: Connector,
  parameters: Record<string, string>,
  secrets: AppSecrets = {},
  learned?: Learned,
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
    facts: filled(facts, parameters),
    issuerKnown: issuer !== undefined,
    ...(learned ? { learned } : {}),
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

function filled(facts: OAuthFacts, parameters: Record<string, string>): OAuthFacts {
  const fill = (texts: Record<string, string>) =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fillText(text, parameters)]));
  const { authorizeParams, tokenParams, deviceParams } = facts;
  return {
    ...facts,
    authorizeParams: fill(authorizeParams),
    tokenParams: fill(tokenParams),
    deviceParams: fill(deviceParams),
  };
}

/** The options of every oauth4webapi request: our `fetch`, JSON for who wants it, and plain http for loopback alone. */
export function requestOptions(
  { server, facts }: { server: oauth.AuthorizationServer; facts?: Pick<OAuthFacts, 'bodyFormat'> },
  signal?: AbortSignal,
) {
  const endpoint = new URL(server.token_endpoint ?? server.issuer);
  const json = facts?.bodyFormat === 'json';
  return {
    [oauth.customFetch]: (url: string, init: RequestInit) =>
      providerFetch(url, json ? writtenAsJson(init) : init, signal),
    [oauth.allowInsecureRequests]: endpoint.protocol === 'http:' && isLoopback(endpoint.hostname),
  };
}

/** The same request with its form as a JSON object, which RFC 6749 does not know and some providers insist on. */
function writtenAsJson(init: RequestInit): RequestInit {
  if (!(init.body instanceof URLSearchParams)) return init;
  const headers = new Headers(init.headers);
  headers.set('Content-Type', 'application/json');
  return { ...init, headers, body: JSON.stringify(Object.fromEntries(init.body)) };
}
