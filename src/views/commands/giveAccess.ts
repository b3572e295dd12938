import * as vscode from 'vscode';
import type { FolderAccess } from '../../connections/governance/folderAccess.ts';
import type { Parts } from '../../connections/parts.ts';
import { requireAdministrator } from '../../connections/sharing/administrator.ts';
import { giveAccess as give } from '../../connections/sharing/members.ts';
import { folderLabel } from '../../model/folder.ts';
import { groupPrefix } from '../../model/folderSchema.ts';
import { sameUser } from '../../policy/facts.ts';
import { builtInRoles } from '../../policy/roles.ts';
import { type Answer, answered } from '../ask/answer.ts';
import { askChoice, type Choice } from '../ask/askChoice.ts';
import { askText } from '../ask/askText.ts';
import { placeIn, type SharingTarget, sharedFolder } from '../sharing/place.ts';
import { reportAccess } from '../sharing/reportAccess.ts';
import { describeRole, describeWho } from '../sharing/words.ts';
import type { CommandContext } from './context.ts';

const somebodyElse = Symbol('somebody else');

/** Gives a person or a group a role in a shared folder; what is sealed there is sealed to them as well. */
export async function giveAccess(context: CommandContext, target?: SharingTarget): Promise<void> {
  const { parts } = context;
  const folder = await sharedFolder(context, target, vscode.l10n.t('Give access'));
  if (!folder) return;
  const label = folderLabel(folder);
  const access = await parts.governance.accessTo(folder.id);
  await requireAdministrator(parts, folder, access);
  const title = vscode.l10n.t('Give access to {0}', label);
  const named = placeIn(target).who;
  const who = named === undefined ? await askWho(parts, access, title) : answered(named);
  if (who.kind !== 'answered') return;
  const role = await askRole(access, vscode.l10n.t('{0} for {1}', title, describeWho(who.value)));
  if (role.kind !== 'answered') return;
  const resealed = await give(parts, folder.id, who.value, role.value);
  const words = [
    vscode.l10n.t('{0} now has the role “{1}” in {2}.', describeWho(who.value), role.value, label),
    hasKey(access, who.value)
      ? undefined
      : vscode.l10n.t(
          'They have not joined yet: they run “Patchbay: Join This Workspace” and push; then pull, and seal for them.',
        ),
  ].filter((sentence) => sentence !== undefined);
  const message = vscode.l10n.t('{0} has access to {1}', who.value, label);
  void reportAccess(parts.log, { sentence: words.join(' '), resealed, folders: [folder], message });
}

/** Nothing is said of groups: their people are looked at one by one. */
function hasKey({ people }: FolderAccess, who: string): boolean {
  if (who === '*' || who.startsWith(groupPrefix)) return true;
  return people.some(({ user, keys }) => sameUser(user, who) && keys.length > 0);
}

async function askWho({ governance }: Pick<Parts, 'governance'>, access: FolderAccess, title: string) {
  const { people } = await governance.status();
  const choices: Choice<string | typeof somebodyElse>[] = [
    ...access.people
      .toSorted((a, b) => a.user.localeCompare(b.user))
      .map(({ user, roles, keys }) => ({
        label: user,
        icon: 'person',
        description: [...roles, keys.length > 0 ? undefined : vscode.l10n.t('has not joined')]
          .filter(Boolean)
          .join(' · '),
        group: vscode.l10n.t('People'),
        value: user,
      })),
    ...[...people.groups.keys()].sort().map((group) => ({
      label: group,
      icon: 'organization',
      description: (people.groups.get(group) ?? []).join(', '),
      group: vscode.l10n.t('Groups'),
      value: `${groupPrefix}${group}`,
    })),
    { label: vscode.l10n.t('Everybody'), icon: 'globe', group: vscode.l10n.t('Others'), value: '*' },
    { label: vscode.l10n.t('Somebody Else…'), icon: 'add', value: somebodyElse },
  ];
  const answer = await askChoice({ title, choices, placeholder: vscode.l10n.t('Who is given access?') });
  return answer.kind === 'answered' && answer.value === somebodyElse ? askSomebody(title) : (answer as Answer<string>);
}

async function askSomebody(title: string): Promise<Answer<string>> {
  const answer = await askText({
    title,
    prompt: vscode.l10n.t('Their address or user name, or group: and the name of a group.'),
    validate: (text) =>
      text.trim() === '' || text.trim() === groupPrefix ? vscode.l10n.t('A name is needed.') : undefined,
  });
  return answer.kind === 'answered' ? answered(answer.value.trim()) : answer;
}

function askRole({ roles }: FolderAccess, title: string): Promise<Answer<string>> {
  const all = [...new Set([...Object.keys(builtInRoles), ...roles])];
  const choices = all.map((role) => ({ label: role, description: describeRole(role), value: role }));
  return askChoice({
    title,
    choices,
    placeholder: vscode.l10n.t('Which role? It holds in the folders inside as well.'),
  });
}
