import type { Snapshot } from '../../examples/acme/records.ts';
import { useCredential } from '../../src/connections/credential.ts';
import { connectionState } from '../../src/connections/state.ts';
import type { Crew } from './crew.ts';
import type { Mischief } from './proxy.ts';
import { type Setting, windowParts } from './setting.ts';

/** What a torture run found. */
export interface Verdict {
  /** Token families that the provider ended, for reuse or otherwise. */
  familiesLost: number;
  peerFamiliesLost: number;
  /** Connections that ask for a sign-in, or cannot be used, when all is calm again. */
  needSignIn: string[];
  /** Secrets found readable on the disk. */
  readable: number;
  /** Requests with a refresh token beyond the first, and how many of them a fence announced as a repetition. */
  repeated: number;
  announced: number;
  /** Repetitions without a cause: more than answers were lost and processes killed. */
  unexplained: number;
  generations: number;
  uses: number;
  killed: number;
  /** What workers met that is neither use nor outage. */
  errors: string[];
  mischief: Record<'ours' | 'peer', Record<Mischief, number>>;
}

interface Evidence {
  setting: Setting;
  records: Snapshot;
  journal: string;
  crew: Crew;
  mischief: Verdict['mischief'];
  files: string;
}

/** Reads the provider's books, the journal of the fences, and the disk; then uses every connection once more. */
export async function settle({ setting, records, journal, crew, mischief, files }: Evidence): Promise<Verdict> {
  const lost = (client: string) => records.grants.filter((grant) => grant.client === client && grant.revokedAt).length;
  const requests = new Map<string, number>();
  for (const { client, grantType, presented } of records.tokenRequests) {
    if (client !== 'acme-byoa' || grantType !== 'refresh_token' || !presented) continue;
    requests.set(presented, (requests.get(presented) ?? 0) + 1);
  }
  const repeated = [...requests.values()].reduce((sum, count) => sum + count - 1, 0);
  const announced = journal.split('\n').filter((line) => line !== '' && !line.endsWith(' 1')).length;
  const { pass, delay, repeat, ...losses } = mischief.ours;
  const causes = Object.values(losses).reduce((sum, count) => sum + count, 0) + repeat + crew.killed;
  const after = await useAll(setting);
  const counts = crew.reports.map((report) => report['counts'] as { used: number; errors: string[] });
  return {
    familiesLost: lost('acme-byoa'),
    peerFamiliesLost: lost('patchbay-demo'),
    needSignIn: after.needSignIn,
    readable: after.secrets.filter((secret) => files.includes(secret)).length,
    repeated,
    announced,
    unexplained: Math.max(0, repeated - Math.min(announced, causes)),
    generations: requests.size,
    uses: counts.reduce((sum, { used }) => sum + used, 0),
    killed: crew.killed,
    errors: [...counts.flatMap(({ errors }) => errors), ...crew.failures],
    mischief,
  };
}

async function useAll(setting: Setting): Promise<{ needSignIn: string[]; secrets: string[] }> {
  const parts = await windowParts(setting, () => {});
  const needSignIn: string[] = [];
  const secrets = ['acme-byoa-secret'];
  for (const id of setting.connections) {
    try {
      const { stored, connection } = await useCredential(parts, id);
      const { grant } = connectionState(parts.states, connection);
      if (grant.status !== 'connected') needSignIn.push(`${connection.name}: ${grant.status}`);
      if (stored.credential.kind !== 'oauth') continue;
      const { accessToken, refreshToken } = stored.credential;
      secrets.push(accessToken.reveal(), ...(refreshToken ? [refreshToken.reveal()] : []));
    } catch (error) {
      needSignIn.push(`${id}: ${String(error)}`);
    }
  }
  await parts.close();
  return { needSignIn, secrets };
}
