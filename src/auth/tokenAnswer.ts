import { ResponseBodyError } from 'oauth4webapi';
import * as z from 'zod/mini';
import type { OAuthCredential } from '../model/credential.ts';
import { Secret } from '../model/secret.ts';

/** What is used of a token answer (RFC 6749 section 5.1). */
export interface TokenAnswer {
  access_token: string;
  refresh_token?: string | undefined;
  /** Seconds. */
  expires_in?: number | undefined;
  scope?: string | undefined;
}

const text = z.optional(z.nullable(z.string()));

const lenientSchema = z.looseObject({
  access_token: z.string().check(z.minLength(1)),
  refresh_token: text,
  expires_in: z.optional(z.nullable(z.union([z.number(), z.string()]))),
  scope: text,
});

/**
 * Reads the answer of a provider that bends RFC 6749: form-encoded, numbers as strings, an error with status 200, no
 * `token_type`.
 *
 * @throws ResponseBodyError for an error answer, Error for what cannot be understood.
 */
export async function readLenient(response: Response): Promise<TokenAnswer> {
  return tokensOf(await readMembers(response));
}

/** The tokens in what an answer says. @throws Error where there is no access token. */
export function tokensOf(members: unknown): TokenAnswer {
  const parsed = lenientSchema.safeParse(members);
  if (!parsed.success) throw new Error('the answer of the token endpoint holds no access token');
  const { access_token, refresh_token, scope } = parsed.data;
  const expires_in = seconds(parsed.data.expires_in);
  return {
    access_token,
    ...(refresh_token ? { refresh_token } : {}),
    ...(expires_in === undefined ? {} : { expires_in }),
    ...(scope ? { scope } : {}),
  };
}

/**
 * The members of an OAuth endpoint's answer, JSON or form-encoded; `undefined` where it is neither.
 *
 * @throws ResponseBodyError for an error answer, also one with status 200; Error for another status than 2xx.
 */
export async function readMembers(response: Response): Promise<Record<string, unknown> | undefined> {
  const body = await response.clone().text();
  const values = parseBody(body);
  const error = values?.['error'];
  if (values && typeof error === 'string') {
    throw new ResponseBodyError('the provider answered with an error', {
      cause: { ...values, error },
      response,
    } as never);
  }
  // RFC 6749 section 5.2: a 401 of the token endpoint speaks of the client, not of the grant.
  if (response.status === 401) {
    throw new ResponseBodyError('the app was refused', { cause: { error: 'invalid_client' }, response } as never);
  }
  if (!response.ok) throw new Error(`HTTP ${response.status}`, { cause: response });
  return values;
}

/**
 * A token's life in seconds. Some providers send a text, some the moment of its end in seconds or milliseconds since 1970;
 * zero and less is their word for “not known”.
 */
function seconds(value: number | string | null | undefined, now = Date.now()): number | undefined {
  const number = Number(value ?? Number.NaN);
  if (!Number.isFinite(number) || number <= 0) return undefined;
  if (number >= 1e12) return Math.max(0, (number - now) / 1000);
  return number >= 1e9 ? Math.max(0, number - now / 1000) : number;
}

/** @param asked the scopes of the request, which stand where the answer names none (RFC 6749 section 5.1). */
export function credentialFrom(tokens: TokenAnswer, asked: string[], now = Date.now()): OAuthCredential {
  return {
    kind: 'oauth',
    accessToken: new Secret(tokens.access_token),
    ...(tokens.refresh_token ? { refreshToken: new Secret(tokens.refresh_token) } : {}),
    ...lifetime(tokens.expires_in, now),
    scopes: tokens.scope ? tokens.scope.split(/[\s,]+/).filter(Boolean) : asked,
  };
}

function parseBody(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : undefined;
  } catch {
    return /^[\w.~%+-]+=/.test(body) ? Object.fromEntries(new URLSearchParams(body)) : undefined;
  }
}

function lifetime(expiresIn: number | undefined, now: number): Pick<OAuthCredential, 'expiresAt' | 'lifetimeMs'> {
  return expiresIn === undefined ? {} : { expiresAt: now + expiresIn * 1000, lifetimeMs: expiresIn * 1000 };
}
