import type { Connection } from '../model/connection.ts';
import type { Connector } from '../model/connector.ts';
import type { Folder } from '../model/folder.ts';
import { untrustedWorkspace } from '../model/problems.ts';
import type { Action } from '../policy/index.ts';
import type { Parts } from './parts.ts';

/** A connection with everything that says what it is. */
export interface Found {
  connection: Connection;
  folder: Folder;
  connector: Connector;
}

/** @throws Problem `PB111` where the folder belongs to a workspace that is not trusted. */
export function requireTrust(parts: Pick<Parts, 'isTrusted'>, folder: Folder): void {
  if (folder.kind === 'shared' && !parts.isTrusted()) throw untrustedWorkspace();
}

/**
 * Finds a connection that is to be used or changed.
 *
 * @throws Problem `PB108` gone, `PB105` unknown connector, `PB111` untrusted workspace.
 */
export async function findForUse(parts: Parts, id: string): Promise<Found> {
  const { connection, folder } = await findForEdit(parts, id);
  await parts.states.ready();
  return { connection, folder, connector: await parts.catalog.connector(connection.connector) };
}

/** The same where the connector does not matter: a connection of an unknown connector can still be renamed or deleted. */
export async function findForEdit(
  parts: Pick<Parts, 'files' | 'isTrusted'>,
  id: string,
): Promise<Omit<Found, 'connector'>> {
  const connection = await parts.files.connection(id);
  const folder = await parts.files.folder(connection.folder);
  requireTrust(parts, folder);
  return { connection, folder };
}

/**
 * Finds a connection with which something is to be done that policies may forbid. One line is all that a use case needs.
 *
 * @param by who asks, for the audit log; the person, unless told.
 * @throws Denial `PB650`, `PB651`; what {@link findForEdit} throws.
 */
export async function findAllowed(
  parts: Pick<Parts, 'files' | 'isTrusted' | 'governance'>,
  id: string,
  action: Action,
  by?: string,
): Promise<Omit<Found, 'connector'>> {
  const found = await findForEdit(parts, id);
  await parts.governance.require(action, found.connection, by);
  return found;
}
