import type { Connector } from '../model/connector.ts';
import type { Credential } from '../model/credential.ts';
import type { GrantEnd } from '../model/state.ts';

const dayMs = 24 * 3_600_000;

/**
 * When a grant ends by what its provider documents, the nearer of its limits.
 *
 * @param signedInAt when the person signed in, milliseconds since 1970; `undefined` where nobody noted it.
 * @param usedAt when the refresh token was used last, or given.
 * @returns `undefined` where no refresh token is at stake or no limit is known.
 */
export function grantEnd(
  { oauth }: Pick<Connector, 'oauth'>,
  credential: Credential,
  signedInAt: number | undefined,
  usedAt: number,
): GrantEnd | undefined {
  if (credential.kind !== 'oauth' || !credential.refreshToken || !oauth?.refresh) return undefined;
  const { idleDays, absoluteDays } = oauth.refresh;
  const idle = idleDays === undefined ? Number.POSITIVE_INFINITY : usedAt + idleDays * dayMs;
  const age =
    absoluteDays === undefined || signedInAt === undefined
      ? Number.POSITIVE_INFINITY
      : signedInAt + absoluteDays * dayMs;
  const at = Math.min(idle, age);
  return Number.isFinite(at) ? { at: new Date(at).toISOString(), by: age <= idle ? 'age' : 'idle' } : undefined;
}
