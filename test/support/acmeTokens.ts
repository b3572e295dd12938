import { createHash, randomBytes } from 'node:crypto';
import { type SignInByFetch, signInByFetch } from './acmeBrowser.ts';
import { remember } from './secrets.ts';

/** An app that is registered with Acme. */
export interface App {
  clientId: string;
  clientSecret?: string;
  redirectUri: string;
}

export const demoApp: App = { clientId: 'patchbay-demo', redirectUri: 'http://127.0.0.1:50000/callback/acme' };
export const ownApp: App = {
  clientId: 'acme-byoa',
  clientSecret: 'acme-byoa-secret',
  redirectUri: 'http://127.0.0.1:41893/callback/acme',
};

/** An authorization request with PKCE, and the verifier that belongs to it. */
export function authorizeRequest(
  acmeUrl: string,
  app: App,
  extra: Record<string, string> = {},
): { url: string; verifier: string } {
  const verifier = randomBytes(32).toString('base64url');
  const url = new URL('/oauth/authorize', acmeUrl);
  const parameters = {
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    scope: 'openid offline_access api',
    prompt: 'consent',
    state: 'state-of-a-test',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...extra,
  };
  for (const [name, value] of Object.entries(parameters)) if (value !== '') url.searchParams.set(name, value);
  return { url: url.href, verifier };
}

export interface TokenAnswer {
  status: number;
  body: {
    access_token?: string;
    refresh_token?: string;
    id_token?: string;
    expires_in?: number;
    scope?: string;
    token_type?: string;
    error?: string;
    error_description?: string;
  };
}

/** One request to the token endpoint, with nothing in between; the app's id and secret go into the body. */
export async function tokenRequest(
  acmeUrl: string,
  app: Partial<App>,
  values: Record<string, string>,
): Promise<TokenAnswer> {
  const body = new URLSearchParams({
    ...(app.clientId === undefined ? {} : { client_id: app.clientId }),
    ...(app.clientSecret === undefined ? {} : { client_secret: app.clientSecret }),
    ...values,
  });
  const response = await fetch(`${acmeUrl}/oauth/token`, { method: 'POST', body });
  return { status: response.status, body: (await response.json()) as TokenAnswer['body'] };
}

export function refreshRequest(acmeUrl: string, app: App, refreshToken: string): Promise<TokenAnswer> {
  return tokenRequest(acmeUrl, app, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

/**
 * The tokens of a whole sign-in.
 *
 * @throws where Acme does not give them.
 */
export async function signInForTokens(
  acmeUrl: string,
  account = 'ada@acme.example',
  { app = demoApp, scope, ...how }: { app?: App; scope?: string } & SignInByFetch = {},
): Promise<{ accessToken: string; refreshToken: string }> {
  const { url, verifier } = authorizeRequest(acmeUrl, app, scope === undefined ? {} : { scope });
  const { searchParams } = new URL(await signInByFetch(url, account, how));
  const { body } = await tokenRequest(acmeUrl, app, {
    grant_type: 'authorization_code',
    code: searchParams.get('code') ?? '',
    redirect_uri: app.redirectUri,
    code_verifier: verifier,
  });
  if (!body.access_token) throw new Error(`no tokens: ${body.error} ${body.error_description}`);
  if (body.refresh_token) remember(body.refresh_token);
  return { accessToken: remember(body.access_token), refreshToken: body.refresh_token ?? '' };
}

/** One request to Acme's API. */
export async function apiRequest(
  acmeUrl: string,
  path: string,
  headers: Record<string, string>,
  init: RequestInit = {},
): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> {
  const response = await fetch(`${acmeUrl}/api/${path}`, { ...init, headers });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

export const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
