import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Revocation } from '../auth/revoke.ts';
import { connectionLock, withLock } from '../storage/processLock.ts';
import type { Parts } from './parts.ts';
import { giveBack } from './store.ts';

/** What “Forget everything” did with each credential that was here. */
export interface Forgotten {
  connection: string;
  name?: string;
  revocation: Revocation;
}

/**
 * Purges every credential of this editor, what is known of them, and what deletions left behind. Connections stay and need
 * a sign-in. Grants are given back where the provider offers it.
 *
 * @param root the extension's own storage.
 */
export async function forgetEverything(parts: Parts, root: string): Promise<Forgotten[]> {
  const { connections } = await parts.files.snapshot();
  const forgotten: Forgotten[] = [];
  for (const id of await parts.vault.keys()) {
    const connection = connections.get(id);
    const name = connection ? { name: connection.name } : {};
    const revocation = await withLock(connectionLock(id), async (): Promise<Revocation> => {
      const read = await parts.vault.get(id);
      const connector = connection && (await parts.catalog.connector(connection.connector).catch(() => undefined));
      const given: Revocation =
        read.status === 'found' && connector
          ? await giveBack(connector, connection.parameters, read.credential)
          : { status: 'notOffered' };
      await parts.vault.delete(id);
      parts.cache.delete(id);
      await parts.states.remove(id);
      return given;
    });
    parts.audit.record({ action: 'forget', connection: id, ...name, by: 'person', outcome: revocation.status });
    forgotten.push({ connection: id, ...name, revocation });
  }
  for (const name of ['tombstones', 'fences']) await rm(join(root, name), { recursive: true, force: true });
  return forgotten;
}
