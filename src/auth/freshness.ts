import type { OAuthCredential } from '../model/credential.ts';

/** How long before its end a token counts as stale; different in each process, so that windows do not refresh in step. */
const marginMs = 30_000 + Math.random() * 30_000;

/** Of a short life the margin is only this part, or a token would be stale from the start. */
const marginShare = 0.1 + Math.random() * 0.1;

/** True where the access token still works for a while, or where nobody knows when it ends. */
export function isFresh({ expiresAt, lifetimeMs }: OAuthCredential, now = Date.now()): boolean {
  if (expiresAt === undefined) return true;
  return expiresAt - now > Math.min(marginMs, (lifetimeMs ?? Number.POSITIVE_INFINITY) * marginShare);
}

/** True until the very end of the access token. */
export function isAlive({ expiresAt }: OAuthCredential, now = Date.now()): boolean {
  return expiresAt === undefined || expiresAt > now;
}
