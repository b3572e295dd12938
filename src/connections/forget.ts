import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Revocation } from '../auth/revoke.ts';
import type { Connection } from '../model/connection.ts';
import { Problem } from '../model/problem.ts';
import { Notices } from '../storage/notices.ts';
import { connectionLock, withLock } from '../storage/processLock.ts';
import { memberKeyId } from '../storage/vault.ts';
import type { Parts } from './parts.ts';
import { giveBack } from './store.ts';

/** So many providers are asked at the same time. */
const atOnce = 6;

/** What “Forget everything” did with a credential that was here. */
export interface Forgotten {
  id: string;
  /** The connection, where one of that id is or was here. */
  connection?: Connection;
  /** The name of its connector, or its key. */
  application?: string;
  /**
   * `pasted`: a token or key, which only the person can end. `memberKey`: what was sealed to this member opens no more.
   * `kept`: it could not be purged; `detail` says why.
   */
  outcome: Revocation | { status: 'pasted' } | { status: 'memberKey' } | { status: 'kept'; detail: string };
}

/**
 * Purges every credential of this editor, what is known of them, and what deletions left behind. Connections stay and need
 * a sign-in. Grants are given back where the provider offers it. The audit log stays: it is a record, and holds no secret.
 *
 * @param root the extension's own storage.
 * @param onProgress told how many of how many are gone.
 */
export async function forgetEverything(
  parts: Parts,
  root: string,
  onProgress: (done: number, all: number) => void = () => {},
): Promise<Forgotten[]> {
  const ids = await parts.vault.keys();
  const waiting = [...ids];
  const forgotten: Forgotten[] = [];
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      forgotten.push(await forget(parts, id));
      onProgress(forgotten.length, ids.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const domain = await parts.vault.domain();
  await parts.tombstones.clear(domain);
  await new Notices(root, domain).clear();
  await parts.recent.clear();
  await (await parts.usage()).clear();
  const purged = forgotten.filter(({ outcome }) => outcome.status !== 'kept');
  for (const { id } of purged) await rm(join(root, 'fences', `${id}.json`), { force: true });
  // What is still here must not look as if it were gone.
  if (purged.length === forgotten.length) await parts.states.clear();
  else for (const { id } of purged) await parts.states.remove(id);
  return forgotten.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

async function forget(parts: Parts, id: string): Promise<Forgotten> {
  const { connections } = await parts.files.snapshot();
  const connection = connections.get(id) ?? (await parts.tombstones.get(id))?.connection;
  const connector = connection && (await parts.catalog.connector(connection.connector).catch(() => undefined));
  const application = connector?.name ?? connection?.connector;
  let outcome: Forgotten['outcome'];
  try {
    outcome = await withLock(connectionLock(id), async () => {
      const read = await parts.vault.get(id);
      // What is gone from here cannot be used by anybody who finds it later; whether it lives on at the provider is next.
      await parts.vault.delete(id);
      parts.cache.delete(id);
      if (id === memberKeyId) return { status: 'memberKey' };
      if (read.status !== 'found') return { status: 'failed', detail: l10n.t('it could not be read') };
      if (read.credential.kind === 'token') return { status: 'pasted' };
      if (!connection || !connector) return { status: 'failed', detail: l10n.t('its connection is not here') };
      return giveBack(connector, connection.parameters, read.credential);
    });
  } catch (error) {
    outcome = { status: 'kept', detail: error instanceof Problem ? error.message : l10n.t('it could not be deleted') };
  }
  const name = connection ? { name: connection.name } : {};
  parts.audit.record({ action: 'forget', connection: id, ...name, by: 'person', outcome: outcome.status });
  return { id, ...(connection ? { connection } : {}), ...(application ? { application } : {}), outcome };
}
