import * as oauth from 'oauth4webapi';
import type { OAuthCredential } from '../model/credential.ts';
import { throwIfCancelled, untilCancelled } from '../model/problem.ts';
import { authTypeNotOffered, browserNotOpened, issuerMismatch, signInTimedOut } from '../model/problems.ts';
import { type OAuthClient, requestOptions } from './client.ts';
import { classify } from './failure.ts';
import { readTokens, tokensFrom } from './readTokens.ts';
import { CallbackMailbox, type Redirect } from './redirect/receiver.ts';

/** A person's time in the browser. */
export const signInTimeoutMs = 5 * 60_000;

export interface SignInRequest {
  scopes: string[];
  /** Asks the provider to offer this account first, where it knows the parameter. */
  loginHint?: string;
}

/** What a sign-in needs of the world around it. */
export interface SignInSurroundings {
  /** The name of the connector. */
  application: string;
  /** The app to sign in through; one that registers itself does so now, with the redirect URI that is listened on. */
  client(redirect: Redirect): Promise<OAuthClient>;
  /** Starts to listen for the browser's way back, with the mailbox that takes the answer. */
  openRedirect(mailbox: CallbackMailbox): Promise<Redirect>;
  /** Opens the address in the person's browser; false where that is not possible. */
  openBrowser(url: string): Promise<boolean>;
  /** Called once the browser is open; pasted addresses go to the mailbox. */
  onWaiting?(mailbox: CallbackMailbox): void;
  /** Called for an answer that does not belong to this sign-in. */
  onForged?(): void;
  signal?: AbortSignal;
}

/**
 * Signs a person in: OAuth 2.0 authorization code (RFC 6749 4.1) with PKCE (RFC 7636), `state`, and the check of `iss`
 * (RFC 9207). The `state` and the verifier live in memory, for one answer, for {@link signInTimeoutMs}.
 *
 * @throws Problem `PB201`–`PB211`, `PB401`, `PB404`; Cancelled.
 */
export async function signIn(request: SignInRequest, around: SignInSurroundings): Promise<OAuthCredential> {
  const state = oauth.generateRandomState();
  const verifier = oauth.generateRandomCodeVerifier();
  const mailbox = new CallbackMailbox(state, around.onForged);
  throwIfCancelled(around.signal);
  const redirect = await around.openRedirect(mailbox);
  try {
    const client = await around.client(redirect).catch((error) => {
      throw classify(error, around.application).problem;
    });
    const url = await authorizationUrl(client, request, redirect.uri, state, verifier, around.signal);
    if (!(await untilCancelled(around.openBrowser(url.href), around.signal))) throw browserNotOpened();
    around.onWaiting?.(mailbox);
    const answer = await inTime(mailbox.received, around.application, around.signal);
    return await exchange(client, request, answer, redirect.uri, state, verifier, around.signal);
  } finally {
    redirect.dispose();
  }
}

async function authorizationUrl(
  oauthClient: OAuthClient,
  request: SignInRequest,
  redirectUri: string,
  state: string,
  verifier: string,
  signal?: AbortSignal,
): Promise<URL> {
  const { application, server, client, facts } = oauthClient;
  if (!server.authorization_endpoint) throw authTypeNotOffered('oauth2', application);
  const url = new URL(server.authorization_endpoint);
  const parameters: Record<string, string> = {
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: redirectUri,
    state,
    ...(request.scopes.length > 0 ? { [facts.scopeParam]: request.scopes.join(facts.scopeSeparator) } : {}),
    ...(facts.pkce === 'breaks'
      ? {}
      : { code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }),
    ...(request.loginHint ? { login_hint: request.loginHint } : {}),
    ...facts.authorizeParams,
  };
  const sent = server.pushed_authorization_request_endpoint
    ? { client_id: client.client_id, request_uri: await push(oauthClient, parameters, signal) }
    : parameters;
  for (const [name, value] of Object.entries(sent)) url.searchParams.set(name, value);
  return url;
}

/** Leaves the request with the provider (RFC 9126) and gives the name under which it lies there. */
async function push(
  { application, server, client, authentication, facts }: OAuthClient,
  parameters: Record<string, string>,
  signal?: AbortSignal,
): Promise<string> {
  try {
    const options = requestOptions({ server, facts }, signal);
    const response = await oauth.pushedAuthorizationRequest(server, client, authentication, parameters, options);
    return (await oauth.processPushedAuthorizationResponse(server, client, response)).request_uri;
  } catch (error) {
    throw classify(error, application).problem;
  }
}

/** Checks the browser's answer and trades its code for tokens. */
async function exchange(
  client: OAuthClient,
  { scopes }: SignInRequest,
  answer: URL,
  redirectUri: string,
  state: string,
  verifier: string,
  signal?: AbortSignal,
): Promise<OAuthCredential> {
  const server = { ...client.server, issuer: expectedIssuer(client, answer) };
  try {
    const parameters = oauth.validateAuthResponse(server, client.client, answer, state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client.client,
      client.authentication,
      parameters,
      redirectUri,
      client.facts.pkce === 'breaks' ? oauth.nopkce : verifier,
      { ...requestOptions({ server, facts: client.facts }, signal), additionalParameters: client.facts.tokenParams },
    );
    client.learned?.take('redirect', Object.fromEntries(answer.searchParams));
    if (client.facts.lenient || client.facts.tokenPath || !client.issuerKnown)
      return await readTokens(client, response, scopes);
    return tokensFrom(client, await oauth.processAuthorizationCodeResponse(server, client.client, response), scopes);
  } catch (error) {
    throw classify(error, client.application).problem;
  }
}

/** The issuer that the answer must name. Where the connector does not know it, it must at least be of the same origin. */
function expectedIssuer(client: OAuthClient, answer: URL): string {
  const iss = answer.searchParams.get('iss');
  if (iss === null || iss === client.server.issuer) return client.server.issuer;
  if (!client.issuerKnown && URL.parse(iss)?.origin === new URL(client.server.issuer).origin) return iss;
  throw issuerMismatch(client.application);
}

/** Waits for the browser's answer, but not past the person's cancel nor past {@link signInTimeoutMs}. */
async function inTime<T>(work: Promise<T>, application: string, signal?: AbortSignal): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(signInTimedOut(application)), signInTimeoutMs);
  return untilCancelled(Promise.race([work, late]), signal).finally(() => clearTimeout(timer));
}
