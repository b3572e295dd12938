import type { Connection } from '../model/connection.ts';
import { Problem, throwIfCancelled } from '../model/problem.ts';
import { needsSignIn, unexpected } from '../model/problems.ts';
import { connectionLock, withLock } from '../storage/processLock.ts';
import { type Found, findForUse } from './access.ts';
import { appCredential, othersOfApp, proofOf } from './app.ts';
import { checkConnection } from './check.ts';
import { useCredential } from './credential.ts';
import type { Parts } from './parts.ts';
import { requireUse } from './requireUse.ts';
import { sealIntoFile } from './sharing/reseal.ts';

/** The connections that a new secret of an app could mend: those of the app that its provider refuses. */
export async function waitingForApp(parts: Parts, id: string): Promise<Connection[]> {
  const others = await othersOfApp(parts, await findForUse(parts, id));
  return others
    .map(({ connection }) => connection)
    .filter((connection) => parts.states.get(connection.id)?.grant.status === 'appProblem');
}

/** What became of each connection that was given the app's new secret. */
export interface Mended {
  mended: Connection[];
  failed: { connection: Connection; problem: Problem }[];
}

/**
 * Gives what proves the app of connection `from` to others of the same app, and tries each: their grants stand, it was only
 * the app that was refused. One that cannot be mended does not keep the others back.
 *
 * @throws Denial where policies block the use of `from`; Problem where it has nothing to give; Cancelled.
 */
export async function shareAppSecret(
  parts: Parts,
  from: string,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<Mended> {
  const source = await findForUse(parts, from);
  await requireUse(parts, source);
  const given = await appCredential(parts, source);
  if (!given) throw needsSignIn(source.connection.name);
  const proof = proofOf(given.credential);
  const others = (await othersOfApp(parts, source)).filter(({ connection }) => ids.includes(connection.id));
  const result: Mended = { mended: [], failed: [] };
  for (const other of others) {
    throwIfCancelled(signal);
    const { connection } = other;
    try {
      // Another proof is another sign-in of the app, where a person may not sign in.
      await parts.governance.require('reconnect', connection);
      if (connection.credential.kind === 'sealed') await parts.governance.require('edit', connection);
      await putProof(parts, other, proof);
      // A renewal is what shows that the app is taken now; a token that still works would not.
      await useCredential(parts, connection.id, { force: true });
      await checkConnection(parts, connection.id, signal ? { signal } : {}).catch((error) => {
        if (!(error instanceof Problem) || error.code !== 'PB406') throw error;
      });
      result.mended.push(connection);
    } catch (error) {
      result.failed.push({ connection, problem: error instanceof Problem ? error : unexpected(error) });
    }
  }
  return result;
}

async function putProof(parts: Parts, found: Found, proof: ReturnType<typeof proofOf>): Promise<void> {
  const { connection } = found;
  const seal = await sealProof(parts, found, proof);
  await withLock(connectionLock(connection.id), async () => {
    const stored = await appCredential(parts, found);
    if (!stored) throw needsSignIn(connection.name);
    const { clientSecret: _, privateKey: __, ...rest } = stored.credential;
    const credential = { ...rest, ...proof };
    const generation = await parts.vault.put(connection.id, credential, stored.generation);
    parts.cache.set(connection.id, { credential, generation });
    await parts.states.patch(connection.id, { generation, grant: { status: 'connected' }, ...seal });
    const { id, name } = connection;
    parts.audit.record({ action: 'edit', connection: id, name, by: 'person', outcome: 'ok', detail: 'clientSecret' });
  });
}

/** Where the secret is one for all, the others get the new one by the file. */
async function sealProof(parts: Parts, found: Found, proof: ReturnType<typeof proofOf>): Promise<{ seal?: string }> {
  if (found.connection.credential.kind !== 'sealed') return {};
  const stored = await appCredential(parts, found);
  if (!stored) throw needsSignIn(found.connection.name);
  const { clientSecret: _, privateKey: __, ...rest } = stored.credential;
  const { seal } = await sealIntoFile(parts, found, { ...rest, ...proof });
  await parts.files.reload();
  return { seal };
}
