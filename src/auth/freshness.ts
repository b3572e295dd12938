import type { OAuthCredential } from '../model/credential.ts';

/** How long before its end a token counts as stale; different in each process, so that windows do not refresh in step. */
const marginMs = 30_000 + Math.random() * 30_000;

/** True where the access token still works for a while, or where nobody knows when it ends. */
export function isFresh(credential: OAuthCredential, now = Date.now()): boolean {
  if (credential.expiresAt === undefined) return true;
  return credential.expiresAt - now > marginMs;
}
