import * as vscode from 'vscode';
import type { FolderAccess } from '../../connections/governance/folderAccess.ts';
import { requireAdministrator } from '../../connections/sharing/administrator.ts';
import { removeAccess as remove } from '../../connections/sharing/members.ts';
import { withThoseInside } from '../../connections/sharing/reseal.ts';
import { type Folder, folderLabel } from '../../model/folder.ts';
import { groupPrefix } from '../../model/folderSchema.ts';
import { type Answer, answered } from '../ask/answer.ts';
import { askChoice } from '../ask/askChoice.ts';
import { ask } from '../say.ts';
import { placeIn, type SharingTarget, sharedFolder } from '../sharing/place.ts';
import { reportAccess } from '../sharing/reportAccess.ts';
import { sealThoseOfStrangers } from '../sharing/sealedByStrangers.ts';
import { describeWho, names, readableBy, sealedAnew } from '../sharing/words.ts';
import type { CommandContext } from './context.ts';

/** Takes a person or a group out of the roles of a shared folder, after saying what that means. */
export async function removeAccess(context: CommandContext, target?: SharingTarget): Promise<void> {
  const { parts } = context;
  const folder = await sharedFolder(context, target, vscode.l10n.t('Remove access'));
  if (!folder) return;
  const access = await parts.governance.accessTo(folder.id);
  await requireAdministrator(parts, folder, access);
  const label = folderLabel(folder);
  const named = placeIn(target).who;
  const who = named === undefined ? await askWho(context, folder, label) : answered(named);
  if (who.kind !== 'answered') return;
  const { folders, connections } = await parts.files.snapshot();
  const inside = withThoseInside(folders, [folder.id]);
  const users = await usersOf(context, access, who.value);
  const within = [...connections.values()].filter((one) => inside.some(({ id }) => id === one.folder));
  const readable = readableBy(within, access, users);
  const confirm = vscode.l10n.t('Remove Access');
  const question = vscode.l10n.t('Remove the access of {0} to {1}?', describeWho(who.value), label);
  const roles = vscode.l10n.t('They lose every role in {0} and in the folders inside it.', label);
  if ((await ask(question, `${roles} ${sealedAnew(readable)}`, confirm)) !== confirm) return;
  const resealed = await remove(parts, folder.id, who.value);
  const because = vscode.l10n.t('{0} was removed', who.value);
  const rotate = { since: new Date().toISOString(), because };
  await sealThoseOfStrangers(parts, resealed, rotate);
  void reportAccess(parts.log, {
    sentence: vscode.l10n.t('{0} has no role in {1} any more.', describeWho(who.value), label),
    resealed,
    folders: inside.filter((one) => names(one, who.value)),
    message: vscode.l10n.t('{0} has no access to {1}', who.value, label),
  });
}

/** Those whom the folder, or one inside it, names by a role. */
async function askWho({ parts }: CommandContext, folder: Folder, label: string): Promise<Answer<string>> {
  const { folders } = await parts.files.snapshot();
  const inside = withThoseInside(folders, [folder.id]).map(({ id }) => id);
  const { domain } = (await parts.governance.table()).parts;
  const grants = domain.folders.filter(({ id }) => inside.includes(id)).flatMap(({ roles }) => roles?.grants ?? []);
  const roles = new Map<string, Set<string>>();
  for (const { role, users = [], groups = [], everybody } of grants) {
    const named = [...users, ...groups.map((group) => `${groupPrefix}${group}`), ...(everybody ? ['*'] : [])];
    for (const name of named) roles.set(name, (roles.get(name) ?? new Set()).add(role));
  }
  const title = vscode.l10n.t('Remove access to {0}', label);
  const placeholder =
    roles.size > 0 ? vscode.l10n.t('Whose access?') : vscode.l10n.t('Nobody has a role in this folder itself.');
  const choices = [...roles].map(([name, held]) => ({
    label: describeWho(name),
    icon: name.startsWith(groupPrefix) ? 'organization' : 'person',
    description: [...held].join(', '),
    value: name,
  }));
  return askChoice({ title, choices, placeholder });
}

async function usersOf({ parts }: CommandContext, { people }: FolderAccess, who: string): Promise<readonly string[]> {
  if (who === '*') return people.map(({ user }) => user);
  if (!who.startsWith(groupPrefix)) return [who];
  return (await parts.governance.status()).people.groups.get(who.slice(groupPrefix.length)) ?? [];
}
