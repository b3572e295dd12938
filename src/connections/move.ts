import * as l10n from '@vscode/l10n';
import type { Connection, ConnectionRecord } from '../model/connection.ts';
import { type Folder, folderLabel } from '../model/folder.ts';
import { Problem } from '../model/problem.ts';
import { addressChanged, needsSignIn, unexpected } from '../model/problems.ts';
import type { Rotate, SealedCredential } from '../model/sharing.ts';
import { moveConnectionFile } from '../storage/connectionWriter.ts';
import { sealMark } from '../storage/credentialFacts.ts';
import type { Found } from './access.ts';
import { isBound, sharedBindingOf } from './binding.ts';
import { type Kept, type MoveParts, ownedBy, planMoves } from './movePlan.ts';
import type { Parts } from './parts.ts';
import { openSealed } from './sharing/openSealed.ts';
import { sealerOfToday, sealSecret } from './sharing/sealConnection.ts';
import { type SharedSecret, sharedSecretOf } from './sharing/sharedSecret.ts';
import { takeIn } from './sharing/takeIn.ts';

/** What became of each connection that was to be moved. */
export interface Moves {
  moved: Connection[];
  failed: { name: string; problem: Problem }[];
  /** What policies warn of, of those that were moved: each sentence once. */
  warnings: string[];
}

/**
 * Moves connections into another folder; their ids, and so everything that points at them, stay. One that cannot be moved
 * does not keep the others back.
 *
 * @param keep how their credentials shall be kept there, where a plan says that there is a choice; else the usual way.
 * @throws Problem `PB109`, `PB111`, `PB106` where nothing at all can be moved there.
 */
export async function moveConnections(
  parts: Parts,
  ids: readonly string[],
  folderId: string,
  keep?: Kept,
): Promise<Moves> {
  const moves: Moves = { moved: [], failed: [], warnings: [] };
  const to = await parts.files.folder(folderId);
  for (const { name, connection, ways, problem, warning } of await planMoves(parts, ids, folderId)) {
    if (problem) {
      // What is refused is noted, as everywhere.
      const refusal = connection ? await refused(parts, connection, to) : undefined;
      moves.failed.push({ name, problem: refusal ?? problem });
      continue;
    }
    if (!connection || connection.folder === to.id) continue;
    const way = keep !== undefined && ways.includes(keep) ? keep : ways[0];
    try {
      await parts.governance.requireMove(connection, to.id);
      moves.moved.push(await moveOne(parts, connection, to, way as Kept));
      if (warning !== undefined && !moves.warnings.includes(warning)) moves.warnings.push(warning);
    } catch (error) {
      moves.failed.push({ name, problem: error instanceof Problem ? error : unexpected(error) });
    }
  }
  await parts.files.reload();
  return moves;
}

async function refused({ governance }: MoveParts, connection: Connection, to: Folder): Promise<Problem | undefined> {
  return governance.requireMove(ownedBy(connection), to.id).then(
    () => undefined,
    (error) => (error instanceof Problem ? error : undefined),
  );
}

async function moveOne(parts: Parts, connection: Connection, to: Folder, way: Kept): Promise<Connection> {
  const { id, name } = connection;
  const { changes, before, seal } = await keptAs(parts, connection, to, way);
  // It is not the default of its new folder unless somebody says so.
  const moved = await moveConnectionFile(connection, to, { isDefault: false, ...changes }, before);
  // What was taken in here stays, where it is the same secret.
  if (before === undefined || parts.states.get(id)?.seal === before) await parts.states.patch(id, { seal });
  parts.audit.record({ action: 'move', connection: id, name, by: 'person', outcome: 'ok' });
  return moved;
}

/** What the file says of its credential in the new folder, and the seals: that it was opened from, and that of the new one. */
async function keptAs(
  parts: Parts,
  connection: Connection,
  to: Folder,
  way: Kept,
): Promise<{ changes: Partial<ConnectionRecord>; before?: string; seal?: string }> {
  const { kind } = connection.credential;
  if (way === 'reference') return { changes: {} };
  if (way !== 'sealed') {
    // What is one for all becomes this person's own, so it is opened first.
    const before = kind === 'sealed' ? await takenIn(parts, connection) : undefined;
    return { changes: { credential: { kind: way } }, ...(before === undefined ? {} : { before }) };
  }
  const opened = kind === 'sealed' ? await openSealed(parts, connection) : undefined;
  const content = opened?.content ?? (await ownSecret(parts, connection));
  const sealer = await sealerOfToday(parts, to);
  const rotate = opened && (await rotateAfter(parts, connection, opened.sealed, sealer.recipients));
  const sealed = await sealSecret(sealer, connection, content, rotate);
  const before = opened ? { before: sealMark(opened.sealed.sealed) } : {};
  return { changes: { credential: sealed }, ...before, seal: sealMark(sealed.sealed) };
}

/** Makes sure that the vault has what is sealed, also where it lost it. @returns the seal of it. */
async function takenIn(parts: Parts, connection: Connection): Promise<string | undefined> {
  const found = await foundOf(parts, connection);
  await takeIn(parts, found);
  if ((await parts.vault.get(connection.id)).status !== 'found') await takeIn(parts, found, true);
  return parts.states.get(connection.id)?.seal;
}

async function ownSecret(parts: Parts, connection: Connection): Promise<SharedSecret> {
  const read = await parts.vault.get(connection.id);
  if (read.status !== 'found') throw needsSignIn(connection.name);
  const { connector } = await foundOf(parts, connection);
  // Sealed it would be bound to where the file leads today, and go there from everybody.
  if (!isBound(read.credential, connection, connector)) throw addressChanged(connection.name);
  const typedAt = parts.states.get(connection.id)?.signedInAt ?? new Date().toISOString();
  return sharedSecretOf(read.credential, sharedBindingOf(connection, connector), typedAt);
}

/** Who could open it where it was, and may not where it goes, knows the secret still. */
async function rotateAfter(
  { files }: Parts,
  { folder }: Connection,
  sealed: SealedCredential,
  recipients: readonly string[],
): Promise<Rotate | undefined> {
  const lost = sealed.recipients.some((key) => !recipients.includes(key));
  if (!lost) return sealed.rotate;
  const because = l10n.t('it was moved out of {0}', folderLabel(await files.folder(folder)));
  return { since: new Date().toISOString(), because };
}

async function foundOf(parts: Parts, connection: Connection): Promise<Found> {
  const [folder, connector] = await Promise.all([
    parts.files.folder(connection.folder),
    parts.catalog.connector(connection.connector),
  ]);
  return { connection, folder, connector };
}
