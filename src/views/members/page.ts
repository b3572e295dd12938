import { basename, dirname } from 'node:path';
import * as l10n from '@vscode/l10n';
import { withThoseInside } from '../../connections/sharing/reseal.ts';
import { type Folder, folderLabel } from '../../model/folder.ts';
import { groupPrefix } from '../../model/folderSchema.ts';
import type { Address, Domain } from '../../policy/index.ts';
import { sameUser } from '../../policy/index.ts';
import type { Snapshot } from '../../storage/snapshot.ts';
import { describeWho } from '../sharing/words.ts';
import { waitMark } from '../tree/sharingMark.ts';
import type { GrantRow, Link, MembersPage, PersonRow } from './protocol.ts';
import { joinedWords, sealedIn, standingOf, wayOf } from './standing.ts';
import { type FolderOverview, type MakeDeed, tasksOf } from './tasks.ts';

/** More rows than this make no page that anybody reads; the filter of a longer list is the file itself. */
const mostRows = 500;

/** What is known when the page is drawn. */
export interface MembersSource {
  snapshot: Snapshot;
  domain: Pick<Domain, 'folders'>;
  /** The members of each group. */
  groups: ReadonlyMap<string, readonly string[]>;
  /** `members.jsonc` files: one for each workspace folder that has shared folders. */
  workspaces: readonly string[];
  /** The chosen one of them. */
  members: string;
  /** All folders of the chosen workspace. */
  folders: readonly Folder[];
  /** Those in which something is sealed, and the chosen one. */
  overviews: readonly FolderOverview[];
  /** The id of the chosen folder. */
  folder: string;
  me: string | undefined;
  joined: boolean | string;
  trusted: boolean;
  locale: string;
}

/** Puts the page together. */
export function membersPage(source: MembersSource, remember: (place: Address) => number, deed: MakeDeed): MembersPage {
  const { snapshot, workspaces, members, folders, overviews, folder, joined, trusted, locale } = source;
  const chosen = overviews.find((one) => one.folder.id === folder);
  const file = { index: remember(topOf(members)), label: basename(members) };
  const people = chosen ? peopleOf(source, chosen, remember, deed) : [];
  const waits = people.filter(({ standing }) => standing === 'waits').length;
  const place = { members, ...(chosen ? { folders: [folder] } : {}) };
  const isAdministrator = trusted && chosen?.isMine === true;
  const note = chosen && noteOf(chosen, trusted);
  return {
    title: l10n.t('Members & Access'),
    facts: [
      workspaceName(members),
      ...(chosen ? [people.length === 1 ? l10n.t('1 person') : l10n.t('{0} people', people.length)] : []),
      ...[waitMark(waits)].filter((words) => words !== undefined),
    ],
    file,
    workspaces: workspaces.map((id) => ({ id, label: workspaceName(id) })),
    folders: folders.map((one) => ({ id: one.id, label: folderLabel(one) })),
    chosen: { workspace: members, folder },
    tasks: trusted ? tasksOf({ members, file, joined, folders: overviews, locale, deed }) : [],
    people,
    grants: grantsOf(source, { snapshot, isAdministrator }, remember, deed),
    ...(note === undefined ? {} : { note }),
    deeds: isAdministrator
      ? [
          deed(l10n.t('Give Access…'), 'giveAccess', place),
          deed(l10n.t('Remove Access…'), 'removeAccess', place),
          deed(l10n.t('Remove Member…'), 'removeMember', { members }),
        ]
      : [],
  };
}

function topOf(file: string): Address {
  return { file, line: 1, column: 1, offset: 0, length: 0 };
}

/** The workspace folder around `.patchbay/members.jsonc`. */
function workspaceName(members: string): string {
  return basename(dirname(dirname(members)));
}

function noteOf({ folder, overview }: FolderOverview, trusted: boolean): string | undefined {
  if (!trusted) return l10n.t('This workspace is not trusted: its files are shown, and nothing is changed.');
  if (overview.known && !overview.hasRoles)
    return l10n.t(
      'Nobody gave any role in {0}: everybody whom members.jsonc names can do everything there. With the first role that is given, only those who have one can.',
      folderLabel(folder),
    );
  return undefined;
}

function peopleOf(
  { snapshot, domain, groups, folder, me, trusted }: MembersSource,
  { overview, isMine }: FolderOverview,
  remember: (place: Address) => number,
  deed: MakeDeed,
): PersonRow[] {
  const sealed = sealedIn(snapshot, folder);
  const isMe = (user: string) => me !== undefined && sameUser(user, me);
  const isNamed = namedIn(domain, snapshot, folder);
  const sorted = overview.members.toSorted((a, b) => a.user.localeCompare(b.user));
  return sorted.slice(0, mostRows).map((member): PersonRow => {
    const { user, at, roles } = member;
    const how = at && { text: wayOf(at, folder, domain, snapshot), link: linkTo(at, remember) };
    const place = { folders: [folder], who: user };
    const deeds = [
      deed(l10n.t('Give Role…'), 'giveAccess', place),
      ...(isNamed(user) ? [deed(l10n.t('Remove…'), 'removeAccess', place)] : []),
    ];
    return {
      user,
      isMe: isMe(user),
      joined: joinedWords(member),
      groups: [...groups].filter(([, users]) => users.some((one) => sameUser(one, user))).map(([group]) => group),
      roles: [...roles],
      ...(how ? { how } : {}),
      ...standingOf(member, sealed),
      deeds: trusted && isMine ? deeds : [],
    };
  });
}

/** Tells who has a role by their own name in a folder or those inside it: only that can be taken from them there. */
function namedIn({ folders }: Pick<Domain, 'folders'>, snapshot: Snapshot, folder: string): (user: string) => boolean {
  const inside = new Set(withThoseInside(snapshot.folders, [folder]).map(({ id }) => id));
  const grants = folders.filter(({ id }) => inside.has(id)).flatMap(({ roles }) => roles?.grants ?? []);
  const named = grants.flatMap(({ users = [] }) => users);
  return (user) => named.some((one) => sameUser(one, user));
}

/** Every line of the workspace that gives a role, folder by folder. */
function grantsOf(
  { domain, folders }: MembersSource,
  { isAdministrator }: { snapshot: Snapshot; isAdministrator: boolean },
  remember: (place: Address) => number,
  deed: MakeDeed,
): GrantRow[] {
  const rows = folders.flatMap((folder) => {
    const grants = domain.folders.find(({ id }) => id === folder.id)?.roles?.grants ?? [];
    return grants.flatMap(({ role, users = [], groups = [], everybody, at }) =>
      [...users, ...groups.map((group) => `${groupPrefix}${group}`), ...(everybody ? ['*'] : [])].map((who) => ({
        ...{ folder, who, role, at },
      })),
    );
  });
  return rows.slice(0, mostRows).map(({ folder, who, role, at }) => ({
    folder: folderLabel(folder),
    who: describeWho(who),
    role,
    link: linkTo(at, remember),
    deeds: isAdministrator ? [deed(l10n.t('Remove…'), 'removeAccess', { folders: [folder.id], who })] : [],
  }));
}

function linkTo(at: Address, remember: (place: Address) => number): Link {
  return { index: remember(at), label: `${basename(at.file)}:${at.line}` };
}

/** What is shown where no workspace folder has a shared folder. */
export function emptyPage(deed: MakeDeed): MembersPage {
  return {
    title: l10n.t('Members & Access'),
    facts: [],
    workspaces: [],
    folders: [],
    chosen: { workspace: '', folder: '' },
    tasks: [],
    people: [],
    grants: [],
    note: l10n.t('There is no shared folder yet. Its members are the people of .patchbay/members.jsonc.'),
    deeds: [deed(l10n.t('New Shared Folder…'), 'newFolder'), deed(l10n.t('Join This Workspace'), 'joinWorkspace')],
  };
}
