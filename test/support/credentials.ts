import fc from 'fast-check';
import type { Credential } from '../../src/model/credential.ts';
import { Secret } from '../../src/model/secret.ts';

const secret = fc.string({ minLength: 1, unit: 'binary' }).map((text) => new Secret(text));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Any credential that there can be. */
export const anyCredential: fc.Arbitrary<Credential> = fc.oneof(
  secret.map((token): Credential => ({ kind: 'token', token })),
  fc
    .record({
      kind: fc.constant('oauth' as const),
      accessToken: secret,
      refreshToken: maybe(secret),
      clientSecret: maybe(secret),
      privateKey: maybe(secret),
      clientId: maybe(fc.string()),
      password: maybe(secret),
      expiresAt: maybe(fc.integer({ min: 0 })),
      lifetimeMs: maybe(fc.integer({ min: 0 })),
      scopes: fc.array(fc.string()),
    })
    .map(
      (one) =>
        Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as unknown as Credential,
    ),
);

/** A credential with its secrets readable, to compare. */
export function revealed(credential: Credential): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(credential).map(([key, value]) => [key, value instanceof Secret ? value.reveal() : value]),
  );
}

export function tokenCredential(token: string): Credential {
  return { kind: 'token', token: new Secret(token) };
}
