import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Folder } from '../../model/folder.ts';
import { folderLabel } from '../../model/folder.ts';
import { membersUnknown, personAmbiguous } from '../../model/problems.ts';
import { sameUser } from '../../policy/facts.ts';
import type { Address } from '../../policy/index.ts';
import type { FolderAccess, FolderMember } from '../governance/folderAccess.ts';

/** So many people are named where somebody is to be asked. */
const named = 3;

/** The people to whom the credentials of a folder are sealed: those who may see and use what is in it. */
export function readersOf({ people }: FolderAccess): FolderMember[] {
  return people.filter(({ permissions }) => permissions.includes('View'));
}

/** The people whose seal counts in a folder. */
export function editorsOf({ people }: FolderAccess): FolderMember[] {
  return people.filter(({ permissions }) => permissions.includes('Edit') || permissions.includes('Create'));
}

/**
 * The keys to which the credentials of a folder are sealed, sorted.
 *
 * @throws Problem `PB709` where the files do not tell, `PB710` where one tells two things of a person.
 */
export function recipientsOf(folder: Folder, access: FolderAccess): string[] {
  if (!access.known) throw membersUnknown(folderLabel(folder));
  const [twice] = access.ambiguous;
  if (twice !== undefined) throw personAmbiguous(twice);
  return [...new Set(readersOf(access).flatMap(({ keys }) => keys))].sort();
}

/** Whom to ask for access, in words. */
export function whomToAsk(access: FolderAccess, sealedBy?: string): string {
  // Nobody is sent to themselves.
  const isMe = (user: string) => access.me !== undefined && sameUser(user, access.me);
  const editors = editorsOf(access).filter(({ user, keys }) => keys.length > 0 && !isMe(user));
  const administrators = editors.filter(({ permissions }) => permissions.includes('Edit')).map(({ user }) => user);
  const users = administrators.length > 0 ? administrators.slice(0, named) : sealedBy ? [sealedBy] : [];
  return users.length > 0 ? users.join(l10n.t(' or ')) : l10n.t('whoever looks after this repository');
}

/** A line of a file, as people read it. */
export function placeOf(at: Address | undefined): string | undefined {
  return at && `${basename(at.file)}:${at.line}`;
}
