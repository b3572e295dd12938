import { dirname } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { MemberStanding, SharingOverview } from '../../connections/sharing/overview.ts';
import type { Connection } from '../../model/connection.ts';
import { folderLabel } from '../../model/folder.ts';
import type { Address, Domain, RoleGrant } from '../../policy/index.ts';
import type { Snapshot } from '../../storage/snapshot.ts';
import type { Standing } from './protocol.ts';

/** How somebody stands to what is sealed in a folder, as a word and as people read it. */
export function standingOf(
  member: MemberStanding,
  sealed: readonly Connection[],
): { standing: Standing; words: string } {
  const { mayUse, joined, waits, keys } = member;
  if (!mayUse) {
    const open = sealed.filter(({ credential }) => credential.recipients?.some((key) => keys.includes(key))).length;
    if (open === 0) return { standing: 'none', words: l10n.t('no access') };
    return { standing: 'stillOpen', words: l10n.t('no access, but can still open {0} of {1}', open, sealed.length) };
  }
  if (!joined) return { standing: 'noKey', words: l10n.t('has not joined') };
  if (waits.length > 0)
    return { standing: 'waits', words: l10n.t('waits for {0} of {1}', waits.length, sealed.length) };
  return { standing: 'opens', words: opensWords(sealed.length) };
}

function opensWords(count: number): string {
  if (count === 0) return l10n.t('nothing is');
  return count === 1 ? l10n.t('can open it') : l10n.t('can open all {0}', count);
}

/** Joined or not, and with how many computers. */
export function joinedWords({ keys }: Pick<MemberStanding, 'keys'>): string {
  if (keys.length === 0) return l10n.t('not yet');
  return keys.length === 1 ? l10n.t('yes') : l10n.t('yes, {0} computers', keys.length);
}

/** By what way somebody has their roles: from a folder around, by a group, as everybody; nothing where named directly. */
export function wayOf(
  at: Address,
  folderId: string,
  { folders }: Pick<Domain, 'folders'>,
  snapshot: Pick<Snapshot, 'folders'>,
): string {
  const grant = grantAt(at, folders);
  const giver = [...snapshot.folders.values()].find(({ directory }) => directory === dirname(at.file));
  const words = [
    grant?.groups?.[0] === undefined ? undefined : l10n.t('by the group “{0}”', grant.groups[0]),
    grant?.everybody ? l10n.t('as everybody') : undefined,
    giver && giver.id !== folderId ? l10n.t('from {0}', folderLabel(giver)) : undefined,
  ];
  return words.filter((word) => word !== undefined).join(', ');
}

function grantAt(at: Address, folders: Domain['folders']): RoleGrant | undefined {
  return folders
    .flatMap(({ roles }) => roles?.grants ?? [])
    .find((grant) => grant.at.file === at.file && grant.at.offset === at.offset);
}

/** What is sealed in a folder. */
export function sealedIn({ connections }: Pick<Snapshot, 'connections'>, folderId: string): Connection[] {
  return [...connections.values()].filter(
    ({ folder, credential }) => folder === folderId && credential.kind === 'sealed',
  );
}

/** Whether somebody may say who has access to a folder, by its files. */
export function mayAdminister({ members, known, hasRoles }: SharingOverview, isMe: (user: string) => boolean): boolean {
  if (!known) return false;
  return !hasRoles || members.some(({ user, permissions }) => isMe(user) && permissions.includes('Edit'));
}
