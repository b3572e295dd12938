import { type Folder, folderLabel } from '../../model/folder.ts';
import { notAdministrator } from '../../model/problems.ts';
import { sameUser } from '../../policy/facts.ts';
import type { FolderAccess } from '../governance/folderAccess.ts';
import type { Parts } from '../parts.ts';
import { placeOf, whomToAsk } from './recipients.ts';

/**
 * Lets somebody change who may do what in a folder: whoever may edit there, by its files of today.
 *
 * @throws Problem `PB716` with the line that says what they may, and whom to ask.
 */
export async function requireAdministrator(
  parts: Pick<Parts, 'isTrusted'>,
  folder: Folder,
  access: FolderAccess,
): Promise<void> {
  if (!access.hasRoles && access.known) return;
  const me = access.people.find(({ user }) => access.me !== undefined && sameUser(user, access.me));
  if (access.known && me?.permissions.includes('Edit')) return;
  throw notAdministrator(folderLabel(folder), whomToAsk(access), parts.isTrusted() ? placeOf(me?.at) : undefined);
}
