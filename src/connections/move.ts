import { basename } from 'node:path';
import type { Connection } from '../model/connection.ts';
import { Problem } from '../model/problem.ts';
import { fileNewer, unexpected } from '../model/problems.ts';
import { moveConnectionFile, requireWritable, updateConnectionFile } from '../storage/connectionWriter.ts';
import { findForEdit, requireTrust } from './access.ts';
import type { Parts } from './parts.ts';

/** What became of each connection that was to be moved. */
export interface Moves {
  moved: Connection[];
  failed: { name: string; problem: Problem }[];
  /** What policies warn of, of those that were moved: each sentence once. */
  warnings: string[];
}

/**
 * Moves connections into another folder; their ids, and this person's credentials, stay. One that cannot be moved does
 * not keep the others back.
 *
 * @throws Problem `PB109`, `PB111`, `PB106` where nothing at all can be moved there.
 */
export async function moveConnections(
  parts: Pick<Parts, 'files' | 'isTrusted' | 'audit' | 'governance'>,
  ids: readonly string[],
  folderId: string,
): Promise<Moves> {
  const to = await parts.files.folder(folderId);
  requireTrust(parts, to);
  await requireWritable(to);
  const moves: Moves = { moved: [], failed: [], warnings: [] };
  for (const id of ids) {
    let name = id;
    try {
      const { connection } = await findForEdit(parts, id);
      name = connection.name;
      if (connection.folder === to.id) continue;
      if (connection.readOnly) throw fileNewer(basename(connection.file));
      const { warned } = await parts.governance.requireMove(connection, to.id);
      if (warned) await addWarning(parts, connection, to.id, moves.warnings);
      const moved = await moveConnectionFile(connection, to);
      parts.audit.record({ action: 'move', connection: id, name, by: 'person', outcome: 'ok' });
      const kind = to.kind === 'shared' ? 'eachMember' : 'vault';
      const keptBy = connection.credential.kind;
      const changes = keptBy === 'eachMember' || keptBy === 'vault' ? { credential: { kind } } : {};
      // It is not the default of its new folder unless somebody says so.
      moves.moved.push(await updateConnectionFile(moved, to, { ...changes, isDefault: false }));
    } catch (error) {
      moves.failed.push({ name, problem: error instanceof Problem ? error : unexpected(error) });
    }
  }
  await parts.files.reload();
  return moves;
}

async function addWarning(
  { governance }: Pick<Parts, 'governance'>,
  connection: Connection,
  folder: string,
  warnings: string[],
): Promise<void> {
  const ruling = await governance.ruling('move', { ...connection, folder });
  if (ruling.outcome === 'warned' && !warnings.includes(ruling.sentence)) warnings.push(ruling.sentence);
}
