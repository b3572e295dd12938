import { basename } from 'node:path';
import type { Connection } from '../model/connection.ts';
import type { Folder } from '../model/folder.ts';
import { folderLabel } from '../model/folder.ts';
import { Problem } from '../model/problem.ts';
import { addressChanged, fileNewer, nameTaken, notMovable, unexpected } from '../model/problems.ts';
import { isSealable, type Sharing } from '../model/sharing.ts';
import { requireWritable, suggestName } from '../storage/connectionWriter.ts';
import { findForEdit, requireTrust } from './access.ts';
import { isBound } from './binding.ts';
import type { GovernedSubject } from './governance.ts';
import type { Parts } from './parts.ts';
import { requireSharing } from './sharing/choices.ts';
import { openSealed } from './sharing/openSealed.ts';

export type MoveParts = Pick<Parts, 'files' | 'isTrusted' | 'audit' | 'governance' | 'vault' | 'states' | 'catalog'>;

/** How a connection keeps its credential after a move. */
export type Kept = Sharing | 'vault';

/** What would become of one connection; made before anything changes. */
export interface PlannedMove {
  id: string;
  name: string;
  /** Absent where there is none any more. */
  connection?: Connection;
  /** How its credential may be kept there, the usual way first. */
  ways: readonly Kept[];
  /** Why it cannot be moved there. */
  problem?: Problem;
  /** What policies warn of. */
  warning?: string;
}

/**
 * Finds out what moving would do, and every reason why one of the connections cannot be moved, before anything changes.
 * Nothing is noted and nobody is stopped.
 *
 * @param owner whose account it shall be: a connection that is promoted may be given to a service account.
 * @throws Problem `PB109`, `PB111`, `PB106` where nothing at all can be moved there.
 */
export async function planMoves(
  parts: MoveParts,
  ids: readonly string[],
  folderId: string,
  owner?: 'service',
): Promise<PlannedMove[]> {
  const to = await parts.files.folder(folderId);
  requireTrust(parts, to);
  await requireWritable(to);
  const plans: PlannedMove[] = [];
  for (const id of ids) {
    const plan: PlannedMove = { id, name: id, ways: [] };
    try {
      const { connection } = await findForEdit(parts, id);
      Object.assign(plan, { name: connection.name, connection });
      if (connection.folder !== to.id) Object.assign(plan, await planOne(parts, connection, to, owner));
    } catch (error) {
      plan.problem = error instanceof Problem ? error : unexpected(error);
    }
    plans.push(plan);
  }
  return plans;
}

async function planOne(
  parts: MoveParts,
  connection: Connection,
  to: Folder,
  owner?: 'service',
): Promise<Pick<PlannedMove, 'ways' | 'warning'>> {
  if (connection.readOnly) throw fileNewer(basename(connection.file));
  const subject = ownedBy(connection, owner);
  const warning = await ruleMove(parts, subject, to);
  const free = await suggestName(to, connection.connector, connection.name);
  if (free !== connection.name) throw nameTaken(connection.name, free);
  const ways = await waysTo(parts, connection, to, owner);
  return { ways, ...(warning === undefined ? {} : { warning }) };
}

/** A connection as it is, or as it will be once a service account owns it. */
export function ownedBy(connection: Connection, owner?: 'service'): GovernedSubject {
  return owner === undefined ? connection : { ...connection, accountKind: owner };
}

/** @returns what policies warn of. @throws Denial. */
async function ruleMove({ governance }: MoveParts, subject: GovernedSubject, to: Folder): Promise<string | undefined> {
  await governance.requireMove(subject, to.id, undefined, 'quietly');
  const ruling = await governance.ruling('move', { ...subject, folder: to.id });
  return ruling.outcome === 'warned' ? ruling.sentence : undefined;
}

/**
 * The ways in which a credential can be kept in another folder, the usual one first: what it is now, where that is possible
 * there.
 *
 * @throws Problem the reason where there is none.
 */
async function waysTo(parts: MoveParts, connection: Connection, to: Folder, owner?: 'service'): Promise<Kept[]> {
  const { kind } = connection.credential;
  if (to.kind === 'personal') {
    // What is opened here goes along; a reference stays one.
    if (kind === 'sealed') await openSealed(parts, connection);
    return [kind === 'reference' ? 'reference' : 'vault'];
  }
  if (kind === 'reference') return [await requireKept(parts, to, connection, 'reference')];
  const found: Kept[] = [];
  let reason: unknown;
  const sealedFirst = kind === 'sealed' || owner === 'service';
  for (const way of sealedFirst ? (['sealed', 'eachMember'] as const) : (['eachMember', 'sealed'] as const)) {
    try {
      if (way === 'sealed' && isSealable(connection.authType)) await requireSecret(parts, connection, owner);
      found.push(await requireKept(parts, to, connection, way));
    } catch (error) {
      // Of a way that nobody takes the reason does not matter.
      if (!(error instanceof Problem)) throw error;
      if (reason === undefined || way === to.credentials) reason = error;
    }
  }
  if (found.length === 0) throw reason;
  return found;
}

/** @throws Problem `PB707`, `PB708`, `PB701`, `PB709`, `PB710`. */
async function requireKept(parts: MoveParts, to: Folder, { authType }: Connection, sharing: Sharing): Promise<Sharing> {
  await requireSharing(parts, to, { authType, sharing });
  return sharing;
}

/** Only who has a secret can seal it to others. */
async function requireSecret(parts: MoveParts, connection: Connection, owner?: 'service'): Promise<void> {
  if (owner === 'service') return;
  if (connection.credential.kind === 'sealed') {
    await openSealed(parts, connection);
    return;
  }
  const read = await parts.vault.get(connection.id);
  if (read.status !== 'found')
    throw notMovable(connection.name, folderLabel(await parts.files.folder(connection.folder)));
  const connector = await parts.catalog.connector(connection.connector);
  if (!isBound(read.credential, connection, connector)) throw addressChanged(connection.name);
}
