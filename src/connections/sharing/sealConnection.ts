import { join } from 'node:path';
import type { Connection } from '../../model/connection.ts';
import { type Folder, folderLabel } from '../../model/folder.ts';
import { nobodyToSealTo, notJoined } from '../../model/problems.ts';
import type { Rotate, SealedCredential } from '../../model/sharing.ts';
import { seal } from '../../storage/seal.ts';
import { signText } from '../../storage/signature.ts';
import { folderFile } from '../../storage/snapshot.ts';
import type { FolderAccess, FolderMember } from '../governance/folderAccess.ts';
import { type OwnKeys, ownKeys } from '../memberKey.ts';
import type { Parts } from '../parts.ts';
import { recipientsOf } from './recipients.ts';
import { encodeSharedSecret, purposeOfConnection, type SharedSecret, signedText } from './sharedSecret.ts';

type SealParts = Pick<Parts, 'governance' | 'vault' | 'states'>;

/** Everything that sealing in a folder needs, found before a person is asked for anything. */
export interface Sealer {
  keys: OwnKeys;
  me: FolderMember;
  access: FolderAccess;
  recipients: readonly string[];
}

/**
 * Makes ready to seal for the members of a folder.
 *
 * @throws Problem `PB701` where this person has not joined, `PB760` where nobody could open it, `PB709`, `PB710`, `PB109`, `PB659`.
 */
export async function sealerFor(parts: SealParts, folder: Folder): Promise<Sealer> {
  const access = await parts.governance.accessTo(folder.id);
  const recipients = recipientsOf(folder, access);
  const keys = await ownKeys(parts);
  const me = keys && access.people.find((person) => isMe(person, keys));
  if (!keys || !me) throw notJoined();
  if (recipients.length === 0) throw nobodyToSealTo(folderLabel(folder));
  // Who creates here without a role that lets them see it later has given it away; that is theirs to decide.
  return { keys, me, access, recipients };
}

/**
 * {@link sealerFor} by the files as they lie there at this moment: nobody gets a secret because a pull that took them out was
 * not noticed yet.
 */
export async function sealerOfToday(
  parts: SealParts & Pick<Parts, 'files'>,
  folder: Pick<Folder, 'id'>,
): Promise<Sealer> {
  const folders = await parts.files.folders();
  const files: string[] = [];
  for (let at = folders.get(folder.id); at && files.length < 1000; at = folders.get(at.parent ?? ''))
    files.push(join(at.directory, folderFile));
  await parts.files.reload(files);
  await parts.governance.reread();
  return sealerFor(parts, await parts.files.folder(folder.id));
}

/** Whether a person of `members.jsonc` is the one at this editor: the keys say so, a name would be a claim. */
export function isMe(person: Pick<FolderMember, 'keys' | 'signingKeys'>, keys: OwnKeys): boolean {
  return person.keys.includes(keys.publicKey) && person.signingKeys.includes(keys.signingKey);
}

/** Seals a secret for a connection, and signs it. */
export async function sealSecret(
  { keys, me, recipients }: Sealer,
  { id }: Pick<Connection, 'id'>,
  content: SharedSecret,
  rotate?: Rotate,
): Promise<SealedCredential> {
  const sealed = await seal(encodeSharedSecret(content), purposeOfConnection(id), recipients);
  const facts = { sealed, recipients: [...recipients], sealedBy: me.user, sealedAt: new Date().toISOString() };
  const signature = signText(signedText(id, facts), keys.identity.reveal());
  return { kind: 'sealed', ...facts, signature, ...(rotate ? { rotate: { ...rotate } } : {}) };
}
