import type { Connection } from '../model/connection.ts';
import type { Found } from './access.ts';
import { appCredential, othersOfApp, sameProof } from './app.ts';
import type { Parts } from './parts.ts';

/**
 * Marks what a refused app breaks, all at once: every connection that proves itself as the one that was refused did. One
 * that has another secret by now may work, and is left alone.
 *
 * @param about what was refused: the generation of the credential of `found`.
 * @returns those that counted as connected until now.
 */
export async function markAppProblem(
  parts: Parts,
  found: Found,
  about: { detail: string; generation: number },
): Promise<Connection[]> {
  const grant = { status: 'appProblem', detail: about.detail } as const;
  const marked: Connection[] = [];
  const mark = async (connection: Connection, generation: number) => {
    if (parts.states.get(connection.id)?.grant.status === 'connected') marked.push(connection);
    await parts.states.patch(connection.id, { grant }, generation);
  };
  await mark(found.connection, about.generation);
  const refused = await appCredential(parts, found);
  if (!refused) return marked;
  for (const other of await othersOfApp(parts, found)) {
    const { connection } = other;
    if (parts.states.get(connection.id)?.grant.status !== 'connected') continue;
    const its = await appCredential(parts, other);
    if (its && sameProof(its.credential, refused.credential)) await mark(connection, its.generation);
  }
  return marked;
}
