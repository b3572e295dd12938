import * as vscode from 'vscode';
import type { FolderAccess } from '../../connections/governance/folderAccess.ts';
import { removeMember as remove } from '../../connections/sharing/members.ts';
import type { Folder } from '../../model/folder.ts';
import { type Answer, answered } from '../ask/answer.ts';
import { askChoice } from '../ask/askChoice.ts';
import { ask } from '../say.ts';
import { membersFile, placeIn, type SharingTarget } from '../sharing/place.ts';
import { reportAccess } from '../sharing/reportAccess.ts';
import { sealThoseOfStrangers } from '../sharing/sealedByStrangers.ts';
import { names, readableBy, sealedAnew } from '../sharing/words.ts';
import type { CommandContext } from './context.ts';

/** Takes a person out of a workspace, after saying what that means. */
export async function removeMember(context: CommandContext, target?: SharingTarget): Promise<void> {
  const { parts } = context;
  const title = vscode.l10n.t('Remove a member');
  const file = await membersFile(context, target, title);
  if (file === undefined) return;
  const places = await foldersOf(context, file);
  const named = placeIn(target).who;
  const who = named === undefined ? await askPerson(places, title) : answered(named);
  if (who.kind !== 'answered') return;
  const user = who.value;
  const { connections } = await parts.files.snapshot();
  const all = [...connections.values()];
  const readable = places.flatMap(({ folder, access }) =>
    readableBy(
      all.filter((one) => one.folder === folder.id),
      access,
      [user],
    ),
  );
  const confirm = vscode.l10n.t('Remove Member');
  const question = vscode.l10n.t('Remove {0} from this workspace?', user);
  const detail = vscode.l10n.t(
    'They are taken out of members.jsonc, of its groups, and of the roles of all its folders.',
  );
  if ((await ask(question, `${detail} ${sealedAnew(readable)}`, confirm)) !== confirm) return;
  const resealed = await remove(parts, file, user);
  const because = vscode.l10n.t('{0} was removed', user);
  const rotate = { since: new Date().toISOString(), because };
  await sealThoseOfStrangers(parts, resealed, rotate);
  void reportAccess(parts.log, {
    sentence: vscode.l10n.t('{0} is no member any more.', user),
    resealed,
    files: [file],
    folders: places.map(({ folder }) => folder).filter((one) => names(one, user)),
    message: vscode.l10n.t('{0} leaves', user),
  });
}

async function foldersOf({ parts }: CommandContext, file: string): Promise<{ folder: Folder; access: FolderAccess }[]> {
  const { folders } = await parts.files.snapshot();
  const found: { folder: Folder; access: FolderAccess }[] = [];
  for (const folder of folders.values()) {
    if (folder.kind !== 'shared') continue;
    const access = await parts.governance.accessTo(folder.id);
    if (access.file === file) found.push({ folder, access });
  }
  return found;
}

function askPerson(places: readonly { access: FolderAccess }[], title: string): Promise<Answer<string>> {
  const users = new Map(places.flatMap(({ access }) => access.people.map(({ user, keys }) => [user, keys.length])));
  const choices = [...users]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([user, keys]) => ({
      label: user,
      icon: 'person',
      description: keys > 0 ? '' : vscode.l10n.t('has not joined'),
      value: user,
    }));
  return askChoice({ title, choices, placeholder: vscode.l10n.t('Who is removed?') });
}
