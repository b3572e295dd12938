import type { IncomingMessage } from 'node:http';
import { authenticate, findPerson } from '../people.ts';
import { fingerprint } from '../records.ts';
import type { Store } from '../store.ts';
import { type IssuedToken, isExpired, prefixes, type TokenBook } from '../tokenBook.ts';

/** Who calls the API, and what they may do. */
export interface Caller {
  kind: 'oauth' | 'pat' | 'apiKey' | 'basic';
  email: string;
  name: string;
  scopes: string[];
  /** The OAuth client, where there is one. */
  client?: string;
  /** The fingerprint of what was presented. */
  token?: string;
  expiresAt?: string;
}

/** Why a request is not let in: nothing was presented, or it does not work (RFC 6750 section 3.1). */
export interface Refusal {
  refused: string;
  error?: 'invalid_token';
  token?: string;
}

export interface Books {
  store: Store;
  tokens: TokenBook;
}

/** Finds out who sends `request`, from `Authorization` (Bearer or Basic) or `X-Api-Key`. */
export function callerOf(request: IncomingMessage, books: Books): Caller | Refusal {
  const key = request.headers['x-api-key'];
  if (typeof key === 'string') return issued(key, 'apiKey', books.tokens);
  const [, scheme = '', value = ''] = /^(\w+) +(.+)$/.exec(request.headers.authorization ?? '') ?? [];
  if (scheme.toLowerCase() === 'basic') return basic(value);
  if (scheme.toLowerCase() !== 'bearer') return { refused: 'Sign in first.' };
  return value.startsWith(prefixes.pat) ? issued(value, 'pat', books.tokens) : accessToken(value, books.store);
}

function issued(secret: string, kind: IssuedToken['kind'], tokens: TokenBook): Caller | Refusal {
  const token = tokens.find(secret);
  const fact = { token: fingerprint(secret) };
  if (token?.kind !== kind) return { ...fact, refused: 'There is no such token.', error: 'invalid_token' };
  if (token.revokedAt !== undefined) return { ...fact, refused: 'The token was revoked.', error: 'invalid_token' };
  if (isExpired(token)) return { ...fact, refused: 'The token expired.', error: 'invalid_token' };
  token.lastUsedAt = new Date().toISOString();
  const { account: email, scopes, expiresAt } = token;
  const name = findPerson(email)?.name ?? email;
  return { ...fact, kind, email, name, scopes, ...(expiresAt === undefined ? {} : { expiresAt }) };
}

function basic(value: string): Caller | Refusal {
  const [, email, password] = /^([^:]*):([\s\S]*)$/.exec(Buffer.from(value, 'base64').toString('utf8')) ?? [];
  const person = authenticate(email, password);
  if (!person) return { refused: 'Wrong user name or password.', error: 'invalid_token' };
  return { kind: 'basic', ...person, scopes: ['api', 'tickets:write'] };
}

function accessToken(value: string, store: Store): Caller | Refusal {
  const entry = store.entry('AccessToken', value) ?? store.entry('ClientCredentials', value);
  const fact = { token: fingerprint(value) };
  if (!entry || (entry.payload.grantId !== undefined && !store.entry('Grant', entry.payload.grantId))) {
    return { ...fact, refused: 'The access token was revoked, or never issued.', error: 'invalid_token' };
  }
  if (entry.expiresAt <= Date.now()) return { ...fact, refused: 'The access token expired.', error: 'invalid_token' };
  const { clientId: client = '', accountId, scope = '' } = entry.payload;
  const person = findPerson(accountId) ?? { email: `${client}@service.acme.example`, name: client };
  return { ...fact, kind: 'oauth', ...person, client, scopes: scope.split(' ').filter(Boolean) };
}
