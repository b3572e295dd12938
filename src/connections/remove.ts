import type { Revocation } from '../auth/revoke.ts';
import type { Connection } from '../model/connection.ts';
import { hasConnectionFile, removeConnectionFile, restoreConnectionFile } from '../storage/connectionWriter.ts';
import { connectionLock, withLock } from '../storage/processLock.ts';
import type { Tombstone } from '../storage/tombstones.ts';
import { findAllowed } from './access.ts';
import type { Parts } from './parts.ts';
import { giveBack } from './store.ts';

/** How long a person can take a deletion back, in milliseconds. */
export const undoMs = 10_000;

/** What a deletion did at the provider, for an honest report. `noCredential`: there was none here to give back. */
export type Farewell = Revocation | { status: 'noCredential' } | { status: 'undone' };

/** A deletion that can still be taken back. */
export interface Removal {
  connection: Connection;
  /** Brings the connection back as it was, credential and all. */
  undo(): Promise<void>;
  /** Makes it final: gives the grant back and purges the secret. Nothing happens after {@link Removal.undo}. */
  finish(): Promise<Farewell>;
}

/**
 * Takes a connection out of its folder. The credential stays until {@link Removal.finish}, so that Undo restores all.
 *
 * @throws Denial where policies do not allow it; Problem `PB108`, `PB106`, `PB111`.
 */
export async function removeConnection(parts: Parts, id: string): Promise<Removal> {
  const { connection } = await findAllowed(parts, id, 'delete');
  const deletedAt = new Date().toISOString();
  const domain = await parts.vault.domain();
  // The tombstone first: whatever happens after it, the connection can be brought back.
  const text = await removeConnectionFile(connection, (content) =>
    parts.tombstones.put({ connection, text: content, deletedAt, purged: false, domain }),
  );
  await parts.files.reload([connection.file]);
  const note = { connection: id, name: connection.name, by: 'person', outcome: 'ok' };
  parts.audit.record({ action: 'delete', ...note });
  return {
    connection,
    undo: async () => {
      await withLock(connectionLock(id), async () => {
        if (!(await parts.tombstones.get(id))) return;
        // A pull may have brought it back already; a second file of the same id would be a problem, not a connection.
        const { connections } = await parts.files.reload();
        if (!connections.has(id)) await restoreConnectionFile(connection, text);
        await parts.tombstones.remove(id);
        parts.audit.record({ action: 'undo', ...note });
      });
      await parts.files.reload();
    },
    finish: () => finish(parts, id),
  };
}

/**
 * Finishes the deletions that a closed window left; those of the last minute may still be another window's to undo. One
 * that cannot be finished now is tried again the next time.
 */
export async function finishPending(parts: Parts, now = Date.now()): Promise<void> {
  const domain = await parts.vault.domain();
  for (const tombstone of await parts.tombstones.list(now)) {
    const { connection, purged, deletedAt } = tombstone;
    if (now - Date.parse(deletedAt) <= 60_000) continue;
    try {
      if ((tombstone.domain ?? domain) !== domain) await purgeOwn(parts, tombstone);
      else if (!purged) await finish(parts, connection.id);
    } catch (error) {
      parts.log.error(`The deletion of ${connection.id} is not finished`, error);
    }
  }
}

/** Another browser deleted the connection: what this one kept for it goes too, and the deletion stays that one's to finish. */
async function purgeOwn(parts: Parts, tombstone: Tombstone): Promise<void> {
  const { id } = tombstone.connection;
  await withLock(connectionLock(id), async () => {
    if ((await isBack(parts, tombstone)) || (await parts.vault.get(id)).status !== 'found') return;
    noteFarewell(parts, tombstone, await purge(parts, tombstone));
  });
}

async function finish(parts: Parts, id: string): Promise<Farewell> {
  return withLock(connectionLock(id), async () => {
    const tombstone = await parts.tombstones.get(id);
    if (!tombstone || tombstone.purged) return { status: 'undone' };
    // Read anew: a pull may have brought it back this moment.
    if (await isBack(parts, tombstone)) {
      // It is back, by a pull or because the deletion broke off: then its credential stays too.
      await parts.tombstones.remove(id);
      return { status: 'undone' };
    }
    const farewell = await purge(parts, tombstone);
    noteFarewell(parts, tombstone, farewell);
    await parts.tombstones.put({ ...tombstone, purged: true });
    return farewell;
  });
}

/** True where the connection exists again, also in a workspace that is not open here. */
async function isBack(parts: Parts, { connection }: Tombstone): Promise<boolean> {
  const { connections } = await parts.files.reload();
  return connections.has(connection.id) || (await hasConnectionFile(connection));
}

function noteFarewell(parts: Parts, { connection }: Tombstone, { status }: Farewell): void {
  const { id, name } = connection;
  parts.audit.record({ action: 'revoke', connection: id, name, by: 'person', outcome: status, detail: 'deleted' });
}

async function purge(parts: Parts, { connection }: Tombstone): Promise<Farewell> {
  const read = await parts.vault.get(connection.id);
  let farewell: Farewell = { status: 'noCredential' };
  if (read.status === 'found') {
    const connector = await parts.catalog.connector(connection.connector).catch(() => undefined);
    farewell = connector ? await giveBack(connector, connection.parameters, read.credential) : { status: 'notOffered' };
  }
  await parts.vault.delete(connection.id);
  parts.cache.delete(connection.id);
  await parts.states.remove(connection.id);
  await forgetUsage(parts, connection.id);
  return farewell;
}

/** Counts of uses are no reason to leave a deletion unfinished. */
async function forgetUsage({ usage, log }: Pick<Parts, 'usage' | 'log'>, id: string): Promise<void> {
  try {
    await (await usage()).remove(id);
  } catch (error) {
    log.error(`The counts of ${id} could not be removed`, error);
  }
}
