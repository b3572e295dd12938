import type { Connection } from '../../model/connection.ts';
import { folderLabel } from '../../model/folder.ts';
import { addressChanged, notMovable } from '../../model/problems.ts';
import type { Sharing } from '../../model/sharing.ts';
import { updateConnectionFile } from '../../storage/connectionWriter.ts';
import { findAllowed, findForUse } from '../access.ts';
import { isBound } from '../binding.ts';
import type { Parts } from '../parts.ts';
import { requireSharing } from './choices.ts';
import { sealIntoFile } from './reseal.ts';
import { takeIn } from './takeIn.ts';

/** The ways between which a connection can change as it is; a reference is written by hand, and needs to be typed. */
export type ChangeableSharing = Exclude<Sharing, 'reference'>;

/** Whether the sharing of a connection can be changed as it is. */
export function hasChangeableSharing({ credential: { kind }, readOnly }: Connection): boolean {
  return !readOnly && (kind === 'sealed' || kind === 'eachMember');
}

/**
 * Shares the credential of a connection in another way: seals this person's own to the members of the folder, or lets each
 * sign in for themselves; this person's stays on their computer. What git kept of a sealed text stays open to whom it was
 * sealed.
 *
 * @returns the connection as its file says it then; the very same where it is shared so already.
 * @throws Denial where policies or roles do not allow it; Problem `PB707`, `PB708`, `PB701`, `PB709`, `PB710` where the folder
 *   or the type does not, `PB719` where this person has no credential that could be sealed, `PB308` where it is for another address than the file's.
 */
export async function changeSharing(parts: Parts, id: string, kind: ChangeableSharing): Promise<Connection> {
  const { connection, folder } = await findAllowed(parts, id, 'edit');
  if (connection.credential.kind === kind) return connection;
  await requireSharing(parts, folder, { authType: connection.authType, sharing: kind });
  const changed = kind === 'sealed' ? await sealOwn(parts, connection) : await leaveToEach(parts, connection);
  const { name } = connection;
  parts.audit.record({ action: 'edit', connection: id, name, by: 'person', outcome: 'ok', detail: 'sharing' });
  await parts.files.reload();
  return changed;
}

async function sealOwn(parts: Parts, connection: Connection): Promise<Connection> {
  await parts.governance.require('share', connection);
  const found = await findForUse(parts, connection.id);
  const read = await parts.vault.get(connection.id);
  if (read.status !== 'found') throw notMovable(connection.name, folderLabel(found.folder));
  // Sealed it would be bound to where the file leads today, and go there from everybody.
  if (!isBound(read.credential, found.connection, found.connector)) throw addressChanged(connection.name);
  const { connection: changed, seal } = await sealIntoFile(parts, found, read.credential);
  await parts.states.patch(connection.id, { seal });
  return changed;
}

async function leaveToEach(parts: Parts, connection: Connection): Promise<Connection> {
  const found = await findForUse(parts, connection.id);
  // What can be opened stays this person's own; who cannot, signs in like everybody.
  const isOpened = await takeIn(parts, found).then(
    () => true,
    () => false,
  );
  const changed = await updateConnectionFile(connection, found.folder, { credential: { kind: 'eachMember' } });
  if (isOpened) await parts.states.patch(connection.id, { seal: undefined });
  return changed;
}
