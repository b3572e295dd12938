import * as l10n from '@vscode/l10n';
import type { SharingOverview } from '../../connections/sharing/overview.ts';
import type { Connection } from '../../model/connection.ts';
import { type Folder, folderLabel } from '../../model/folder.ts';
import { membersUnknown, notJoined, personAmbiguous } from '../../model/problems.ts';
import { nameThem } from '../attention/words.ts';
import type { CommandName } from '../contributions.ts';
import type { SharingPlace } from '../sharing/sharingPlace.ts';
import type { Deed, Link, Task } from './protocol.ts';

/** Remembers what a button does, and gives the button. */
export type MakeDeed = (label: string, command: CommandName, argument?: SharingPlace | string) => Deed;

/** What is sealed in one folder, and for whom. */
export interface FolderOverview {
  folder: Folder;
  overview: SharingOverview;
  /** Whether the person at the editor may change who has access. */
  isMine: boolean;
}

export interface TaskSource {
  members: string;
  file: Link;
  /** Whether the file names this person's key; a sentence where nobody can tell. */
  joined: boolean | string;
  folders: readonly FolderOverview[];
  /** The editor's language, for dates. */
  locale: string;
  deed: MakeDeed;
}

/** What waits for a person, the most urgent first. */
export function tasksOf(source: TaskSource): Task[] {
  return [
    ...joining(source),
    ...mistakes(source),
    ...waiting(source),
    ...stillOpen(source),
    ...rotating(source),
    ...withoutKey(source),
  ];
}

function joining({ members, joined, deed }: TaskSource): Task[] {
  if (joined === true) return [];
  if (joined !== false) return [{ kind: 'join', text: joined }];
  const { message } = notJoined();
  return [{ kind: 'join', text: message, deed: deed(l10n.t('Join This Workspace'), 'joinWorkspace', { members }) }];
}

function mistakes({ folders, file }: TaskSource): Task[] {
  const twice = new Set(folders.flatMap(({ overview }) => overview.ambiguous));
  const people = [...twice].map(personAmbiguous).map(({ message, remedy }) => ({ text: message, detail: remedy }));
  const unknown = folders
    .filter(({ overview }) => !overview.known)
    .map(({ folder }) => membersUnknown(folderLabel(folder)))
    .map(({ message, remedy }) => ({ text: message, detail: remedy }));
  return [...people.map((one) => ({ ...one, link: file })), ...unknown].map((one) => ({ kind: 'mistake', ...one }));
}

/** Each who waits, and one button that seals for all of them. */
function waiting({ folders, deed }: TaskSource): Task[] {
  const waits = new Map<string, Connection[]>();
  for (const { overview } of folders) {
    for (const { user, waits: some } of overview.members) {
      if (some.length > 0) waits.set(user, [...(waits.get(user) ?? []), ...some]);
    }
  }
  const mine = folders.filter(({ isMine, overview }) => isMine && overview.members.some((one) => one.waits.length > 0));
  return [...waits].map(([user, connections], index) => ({
    kind: 'waits',
    text: l10n.t('{0} waits for {1}.', user, nameThem(connections)),
    ...(index === 0 && mine.length > 0
      ? {
          deed: deed(waits.size > 1 ? l10n.t('Seal for All of Them') : l10n.t('Seal for Them'), 'sealAgain', {
            folders: mine.map(({ folder }) => folder.id),
          }),
        }
      : {}),
  }));
}

function stillOpen({ folders, deed }: TaskSource): Task[] {
  return folders
    .filter(({ overview }) => overview.open.length > 0)
    .map(({ folder, overview, isMine }) => {
      const who = overview.members.filter(
        ({ mayUse, keys }) =>
          !mayUse && overview.open.some(({ credential }) => credential.recipients?.some((key) => keys.includes(key))),
      );
      const names = who.map(({ user }) => user).join(', ');
      const open = nameThem(overview.open);
      return {
        kind: 'open',
        text:
          names === ''
            ? l10n.t('Still open to a key that is nobody’s here: {0} in {1}.', open, folderLabel(folder))
            : l10n.t('Still open to {0}, who may not use it: {1} in {2}.', names, open, folderLabel(folder)),
        detail: l10n.t('Seal it again, then replace the secret: they may have read it.'),
        ...(isMine ? { deed: deed(l10n.t('Seal Again'), 'sealAgain', { folders: [folder.id] }) } : {}),
      };
    });
}

function rotating({ folders, locale, deed }: TaskSource): Task[] {
  return folders.flatMap(({ folder, overview, isMine }) =>
    overview.rotate.map((connection) => ({
      kind: 'rotate' as const,
      text: l10n.t('Replace the secret of “{0}” in {1}.', connection.name, folderLabel(folder)),
      detail: rotateWords(connection, locale),
      ...(isMine ? { deed: deed(l10n.t('Rotate Now'), 'rotateNow', connection.id) } : {}),
    })),
  );
}

/** Why a secret must be replaced, and since when. */
export function rotateWords({ credential: { rotate } }: Pick<Connection, 'credential'>, locale: string): string {
  if (!rotate) return '';
  const since = new Date(rotate.since);
  const date = Number.isNaN(since.getTime()) ? rotate.since : since.toLocaleDateString(locale, { dateStyle: 'medium' });
  return l10n.t('Since {0}: {1}. Until it is another one, whoever knew it can go on using it.', date, rotate.because);
}

function withoutKey({ folders }: TaskSource): Task[] {
  const places = new Map<string, string[]>();
  for (const { folder, overview } of folders) {
    if (!overview.hasRoles) continue;
    for (const { user, mayUse, joined } of overview.members) {
      if (mayUse && !joined) places.set(user, [...(places.get(user) ?? []), folderLabel(folder)]);
    }
  }
  return [...places].map(([user, labels]) => ({
    kind: 'noKey',
    text: l10n.t('{0} has a role in {1}, but has not joined.', user, labels.slice(0, 3).join(', ')),
    detail: l10n.t('They run “Patchbay: Join This Workspace” and push; then pull, and seal for them.'),
  }));
}
