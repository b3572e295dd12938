import type { Connection } from '../../model/connection.ts';
import type { FolderMember } from '../governance/folderAccess.ts';
import type { Parts } from '../parts.ts';

/** How a member stands to what is sealed in a folder. */
export interface MemberStanding extends FolderMember {
  /** They may use what is in the folder. */
  mayUse: boolean;
  /** They have no key yet: nothing can be sealed to them. */
  joined: boolean;
  /** Sealed connections of the folder that they may use and cannot open: somebody who can must seal them again. */
  waits: readonly Connection[];
}

/** Who has access to a folder, and what is to be done about it. */
export interface SharingOverview {
  folder: string;
  members: readonly MemberStanding[];
  /** People whom `members.jsonc` names twice. */
  ambiguous: readonly string[];
  /** Sealed connections that a key opens which belongs to nobody who may. */
  open: readonly Connection[];
  /** Connections whose secret must be replaced. */
  rotate: readonly Connection[];
  known: boolean;
  hasRoles: boolean;
}

/** Puts together, for one folder, who has access and who waits for it. */
export async function sharingOverview(
  parts: Pick<Parts, 'files' | 'governance'>,
  folderId: string,
): Promise<SharingOverview> {
  const access = await parts.governance.accessTo(folderId);
  const { connections } = await parts.files.snapshot();
  const sealed = [...connections.values()].filter(
    ({ folder, credential }) => folder === folderId && credential.kind === 'sealed',
  );
  const recipients = sealed.map((one) => ({ one, keys: new Set(one.credential.recipients) }));
  const members = access.people.map((person): MemberStanding => {
    const mayUse = person.permissions.includes('View');
    const lacking = mayUse ? recipients.filter(({ keys }) => person.keys.some((key) => !keys.has(key))) : [];
    const waits = lacking.map(({ one }) => one);
    return { ...person, mayUse, joined: person.keys.length > 0, waits: person.keys.length > 0 ? waits : [] };
  });
  const wanted = new Set(members.filter(({ mayUse }) => mayUse).flatMap(({ keys }) => keys));
  return {
    folder: folderId,
    members,
    ambiguous: access.ambiguous,
    open: sealed.filter(({ credential }) => credential.recipients?.some((key) => !wanted.has(key))),
    rotate: sealed.filter(({ credential }) => credential.rotate !== undefined),
    known: access.known,
    hasRoles: access.hasRoles,
  };
}
