import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { FolderAccess, FolderMember } from '../../connections/governance/folderAccess.ts';
import { describeSharing } from '../../connections/sharing/words.ts';
import type { Connection } from '../../model/connection.ts';
import type { Folder } from '../../model/folder.ts';
import { type Sharing, sharingKinds } from '../../model/sharing.ts';
import { type Address, type Domain, sameUser } from '../../policy/index.ts';
import type { Snapshot } from '../../storage/snapshot.ts';
import { wayOf } from '../members/standing.ts';
import { rotateWords } from '../members/tasks.ts';
import { formatTime } from './facts.ts';
import type { ReaderLine, SharingDetails } from './protocol.ts';

/** More people than this are on the page “Members & Access”. */
const mostPeople = 30;

/** What is known of a shared connection's folder. */
export interface SharingSource {
  connection: Connection;
  folder: Folder;
  access: FolderAccess;
  domain: Pick<Domain, 'folders'>;
  snapshot: Pick<Snapshot, 'folders'>;
  trusted: boolean;
  locale: string;
}

/** Who can use a shared connection, and how one knows. */
export function sharingDetails(
  source: SharingSource,
  remember: (place: Address) => number,
): SharingDetails | undefined {
  const { connection, access, trusted, locale } = source;
  const { credential } = connection;
  const kind = sharingKinds.find((one) => one === credential.kind);
  if (!kind) return undefined;
  const readers = access.people.filter(({ permissions }) => permissions.includes('View'));
  const lines = readers.map((person) => readerLine(source, kind, person, remember));
  lines.sort((a, b) => order.indexOf(a.can) - order.indexOf(b.can) || a.user.localeCompare(b.user));
  const open = kind === 'sealed' ? stillOpen(connection, access, readers) : undefined;
  const isMine = trusted && mayEdit(access) && !connection.readOnly;
  return {
    how: describeSharing(kind).label,
    ...(kind === 'sealed' ? { sealed: sealedWords(connection, locale) } : {}),
    people: lines.slice(0, mostPeople),
    more: Math.max(0, lines.length - mostPeople),
    ...(access.known
      ? {}
      : { note: l10n.t('Who belongs to the folder cannot be known: one of its files has a mistake.') }),
    ...(access.known && !access.hasRoles ? { note: noRoles(access) } : {}),
    ...(open === undefined ? {} : { open }),
    ...(credential.rotate ? { rotate: rotateWords(connection, locale) } : {}),
    deeds: [
      ...(credential.rotate && isMine ? (['rotateNow'] as const) : []),
      ...(isMine && (open !== undefined || lines.some(({ can }) => can === 'waits')) ? (['sealAgain'] as const) : []),
      'openMembers',
    ],
  };
}

function noRoles({ people }: FolderAccess): string {
  return people.length > 0
    ? l10n.t('No file gives any role here: everybody whom members.jsonc names may use it.')
    : l10n.t('No file names anybody: everybody who has this repository may use it.');
}

const order: readonly ReaderLine['can'][] = ['opens', 'signsIn', 'waits', 'noKey'];

function readerLine(
  { connection, folder, domain, snapshot, access }: SharingSource,
  kind: Sharing,
  { user, keys, roles, at }: FolderMember,
  remember: (place: Address) => number,
): ReaderLine {
  const { recipients = [] } = connection.credential;
  const can =
    kind !== 'sealed'
      ? 'signsIn'
      : keys.length === 0
        ? 'noKey'
        : keys.every((key) => recipients.includes(key))
          ? 'opens'
          : 'waits';
  const how = at && {
    text: wayOf(at, folder.id, domain, snapshot),
    link: { index: remember(at), label: `${basename(at.file)}:${at.line}` },
  };
  return {
    user,
    isMe: access.me !== undefined && sameUser(user, access.me),
    roles: [...roles],
    can,
    words: canWords(can, kind),
    ...(how ? { how } : {}),
  };
}

function canWords(can: ReaderLine['can'], kind: Sharing): string {
  switch (can) {
    case 'opens':
      return l10n.t('can open it now');
    case 'waits':
      return l10n.t('has a role, but it is not sealed to them yet');
    case 'noKey':
      return l10n.t('has a role, but has not joined');
    case 'signsIn':
      return kind === 'reference' ? l10n.t('where they have the secret') : l10n.t('with their own sign-in');
  }
}

function sealedWords({ credential: { sealedBy = '', sealedAt } }: Connection, locale: string): string {
  return sealedAt === undefined
    ? l10n.t('Sealed by {0}', sealedBy)
    : l10n.t('Sealed by {0}, {1}', sealedBy, formatTime(sealedAt, locale));
}

/** A key that opens it and belongs to nobody who may use it. */
function stillOpen(
  { credential: { recipients = [] } }: Connection,
  { people }: FolderAccess,
  readers: readonly FolderMember[],
): string | undefined {
  const wanted = new Set(readers.flatMap(({ keys }) => keys));
  const lost = recipients.filter((key) => !wanted.has(key));
  if (lost.length === 0) return undefined;
  const users = people.filter(({ keys }) => keys.some((key) => lost.includes(key))).map(({ user }) => user);
  return users.length > 0
    ? l10n.t('It is still open to {0}, who may not use it.', users.join(', '))
    : l10n.t('It is still open to a key that is nobody’s here.');
}

function mayEdit({ me, people, hasRoles, known }: FolderAccess): boolean {
  if (!known) return false;
  const own = people.find(({ user }) => me !== undefined && sameUser(user, me));
  return !hasRoles || own?.permissions.includes('Edit') === true;
}
