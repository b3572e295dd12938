import * as l10n from '@vscode/l10n';
import type { Connection } from '../../model/connection.ts';
import type { Credential } from '../../model/credential.ts';
import type { Folder } from '../../model/folder.ts';
import { Problem } from '../../model/problem.ts';
import { unexpected } from '../../model/problems.ts';
import type { CredentialFacts, Rotate } from '../../model/sharing.ts';
import { updateConnectionFile } from '../../storage/connectionWriter.ts';
import { sealMark } from '../../storage/credentialFacts.ts';
import { type Found, findAllowed } from '../access.ts';
import { sharedBindingOf } from '../binding.ts';
import type { Parts } from '../parts.ts';
import { openSealed } from './openSealed.ts';
import { recipientsOf } from './recipients.ts';
import { type Sealer, sealerOfToday, sealSecret } from './sealConnection.ts';
import { type SharedSecret, sharedSecretOf } from './sharedSecret.ts';

type ResealParts = Pick<Parts, 'files' | 'isTrusted' | 'governance' | 'vault' | 'states' | 'audit'>;

/** What became of the sealed connections that were to be sealed anew. */
export interface Resealed {
  sealed: Connection[];
  failed: { connection: Connection; problem: Problem }[];
}

/** A new secret, sealed into the file of its connection. */
export interface SealedInto {
  connection: Connection;
  /** Of the new sealed text. */
  seal: string;
}

/**
 * Seals another credential into a connection's file, to those whom it is for today.
 *
 * @param how `rotate`: the secret must still be replaced; `before`: the seal of the text that it was taken from, if it was.
 * @throws Problem `PB701`, `PB709`, `PB710`; what `updateConnectionFile` throws.
 */
export async function sealIntoFile(
  parts: ResealParts,
  { connection, folder, connector }: Found,
  credential: Credential,
  how: Pick<Written, 'rotate' | 'before'> = {},
): Promise<SealedInto> {
  const content = sharedSecretOf(credential, sharedBindingOf(connection, connector), new Date().toISOString());
  const sealer = await sealerOfToday(parts, folder);
  const rotate = how.rotate ?? (how.before === undefined ? undefined : lostBy(connection.credential, sealer));
  return write(sealer, connection, folder, { content, ...how, rotate });
}

/**
 * Seals the same secret anew, to those whom it is for by the files of today.
 *
 * @param how `rotate`: it must be replaced, since somebody knew it who may not use it any more; `anySealer`: as `openSealed`.
 * @throws Denial where this person may not edit it; Problem as `openSealed` and {@link sealIntoFile}; `PB715` where another
 *   credential came into the file meanwhile.
 */
export async function resealConnection(
  parts: ResealParts,
  id: string,
  { rotate, anySealer = false }: { rotate?: Rotate | undefined; anySealer?: boolean } = {},
): Promise<Connection> {
  const { connection, folder } = await findAllowed(parts, id, 'edit');
  const { content, sealed } = await openSealed(parts, connection, { anySealer });
  const before = sealMark(sealed.sealed);
  const sealer = await sealerOfToday(parts, folder);
  const due = rotate ?? sealed.rotate ?? lostBy(sealed, sealer);
  const changed = await write(sealer, connection, folder, { content, rotate: due, before });
  // The secret is the same: what was taken in here stays.
  if (parts.states.get(id)?.seal === before) await parts.states.patch(id, { seal: changed.seal });
  await parts.files.reload([changed.connection.file]);
  const { name } = connection;
  parts.audit.record({ action: 'edit', connection: id, name, by: 'person', outcome: 'ok', detail: 'sealed' });
  return changed.connection;
}

/** Whoever is left out knows the secret still, for whatever reason they are. */
function lostBy({ recipients = [] }: Pick<CredentialFacts, 'recipients'>, sealer: Sealer): Rotate | undefined {
  if (recipients.every((key) => sealer.recipients.includes(key))) return undefined;
  return { since: new Date().toISOString(), because: l10n.t('it was open to somebody who may not use it any more') };
}

/**
 * Seals anew what is sealed to others than those whom it is for today, in these folders and those inside them. One that
 * cannot be does not keep the others back.
 *
 * @param because why secrets that somebody else could open must be replaced, for the reminder.
 */
export async function resealFolders(
  parts: ResealParts,
  folderIds: readonly string[],
  because?: string,
): Promise<Resealed> {
  const result: Resealed = { sealed: [], failed: [] };
  for (const { connection, lost, problem } of await outdated(parts, folderIds)) {
    try {
      if (problem) throw problem;
      const since = new Date().toISOString();
      const rotate = lost && because !== undefined ? { since, because } : undefined;
      result.sealed.push(await resealConnection(parts, connection.id, { rotate }));
    } catch (error) {
      result.failed.push({ connection, problem: error instanceof Problem ? error : unexpected(error) });
    }
  }
  return result;
}

/** A connection that is sealed to others than those whom it is for today. */
export interface Outdated {
  connection: Connection;
  /** It is sealed to a key of nobody who may use it today. */
  lost: boolean;
  /** It is not sealed to all who may. */
  lacks: boolean;
  /** Whom it is for cannot be known. */
  problem?: Problem;
}

/**
 * What is sealed to others than those whom it is for, in these folders and those inside them; and what is in a folder of which
 * nobody knows whom it is for.
 */
export async function outdated(
  parts: Pick<Parts, 'files' | 'governance'>,
  folderIds: readonly string[],
): Promise<Outdated[]> {
  const { folders, connections } = await parts.files.snapshot();
  const within = withThoseInside(folders, folderIds);
  const found: Outdated[] = [];
  for (const folder of within) {
    const sealed = [...connections.values()].filter(
      (one) => one.folder === folder.id && one.credential.kind === 'sealed' && !one.readOnly,
    );
    if (sealed.length === 0) continue;
    let wanted: ReadonlySet<string>;
    try {
      wanted = new Set(recipientsOf(folder, await parts.governance.accessTo(folder.id)));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      for (const connection of sealed) found.push({ connection, lost: false, lacks: false, problem: error });
      continue;
    }
    for (const connection of sealed) {
      const has = new Set(connection.credential.recipients);
      const lost = [...has].some((key) => !wanted.has(key));
      const lacks = [...wanted].some((key) => !has.has(key));
      if (lost || lacks) found.push({ connection, lost, lacks });
    }
  }
  return found;
}

/** Folders with all that lie inside them. */
export function withThoseInside(folders: ReadonlyMap<string, Folder>, ids: readonly string[]): Folder[] {
  const isInside = (folder: Folder) => {
    for (let at: Folder | undefined = folder, depth = 0; at && depth < 1000; depth++) {
      if (ids.includes(at.id)) return true;
      at = folders.get(at.parent ?? '');
    }
    return false;
  };
  return [...folders.values()].filter(isInside);
}

interface Written {
  content: SharedSecret;
  rotate?: Rotate | undefined;
  /** The seal that it was opened from. */
  before?: string | undefined;
}

async function write(
  sealer: Sealer,
  connection: Connection,
  folder: Folder,
  { content, rotate, before }: Written,
): Promise<SealedInto> {
  const sealed = await sealSecret(sealer, connection, content, rotate);
  const changed = await updateConnectionFile(connection, folder, { credential: sealed }, before);
  return { connection: changed, seal: sealMark(sealed.sealed) };
}
