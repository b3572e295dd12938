import * as vscode from 'vscode';
import { type Joined, joinWorkspace as join } from '../../connections/sharing/join.ts';
import { Problem } from '../../model/problem.ts';
import { keyOfOther } from '../../model/problems.ts';
import { sameUser } from '../../policy/facts.ts';
import { askText } from '../ask/askText.ts';
import { commandIds } from '../contributions.ts';
import { ask, sayWarning } from '../say.ts';
import { offerCommit } from '../sharing/offerCommit.ts';
import { membersFile, type SharingTarget } from '../sharing/place.ts';
import { administratorsOf } from '../sharing/words.ts';
import { showProblem } from '../showProblem.ts';
import type { CommandContext } from './context.ts';

/** So many people are named whom a newcomer waits for. */
const named = 3;

/**
 * Puts this person's public key into a workspace's `members.jsonc`, and offers to commit it.
 *
 * @returns what was done; `undefined` where the person left.
 */
export async function joinWorkspace(context: CommandContext, target?: SharingTarget): Promise<Joined | undefined> {
  const { parts } = context;
  const title = vscode.l10n.t('Join this workspace');
  const file = await membersFile(context, target, title);
  const user = file === undefined ? undefined : await askUser(context, title);
  if (file === undefined || user === undefined) return undefined;
  const joined = await joinAs(context, file, user).catch((error) => {
    void showProblem(error, parts.log, { file });
    return undefined;
  });
  if (joined === undefined) return undefined;
  await parts.governance.reread();
  const sentence = describe(joined, user, await whoAdmits(context, file, user));
  void offerCommit({ sentence, files: [file], message: vscode.l10n.t('{0} joins', user) }, parts.log);
  return joined;
}

/** Asks who they are to the others; another name than the one that is known becomes the setting. */
async function askUser({ parts }: CommandContext, title: string): Promise<string | undefined> {
  const known = (await parts.who()) ?? '';
  const answer = await askText({
    title,
    prompt: vscode.l10n.t(
      'Who you are to the others of this repository: an address or a user name. Another name than this is kept in the setting “patchbay.identity”.',
    ),
    value: known,
    validate: validateUser,
  });
  if (answer.kind !== 'answered') return undefined;
  const user = answer.value.trim();
  if (user === known) return user;
  await vscode.workspace.getConfiguration('patchbay').update('identity', user, vscode.ConfigurationTarget.Global);
  const now = await parts.who();
  if (now === undefined || sameUser(now, user)) return user;
  void sayWarning(
    vscode.l10n.t('The administrator of this computer says that you are {0}; nobody can join as {1} here.', now, user),
  );
  return undefined;
}

function validateUser(text: string): string | undefined {
  const user = text.trim();
  if (user === '') return vscode.l10n.t('A name is needed.');
  if (user.length > 200) return vscode.l10n.t('A name has at most 200 characters.');
  return user === '*' || /^group:|\p{Cc}/u.test(user) ? vscode.l10n.t('This is no name of a person.') : undefined;
}

/** Joins; where the file has another key of theirs, asks whether this is one more computer. */
async function joinAs({ parts }: CommandContext, file: string, user: string): Promise<Joined | undefined> {
  try {
    return await join(parts, file, user);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== keyOfOther('').code) throw error;
  }
  const add = vscode.l10n.t('Add This Computer');
  const recover = vscode.l10n.t('Recover My Identity…');
  const chosen = await ask(
    vscode.l10n.t('Another computer of yours?'),
    vscode.l10n.t(
      'members.jsonc gives {0} a key already, and it is not the one of this editor. Is this one more computer or browser of yours, its key is added beside it. Have you a backup of the other, recover your identity from it. Are you somebody else, leave, and join under your own name.',
      user,
    ),
    add,
    recover,
  );
  if (chosen === recover) await vscode.commands.executeCommand(commandIds.recoverIdentity);
  return chosen === add ? join(parts, file, user, { addKey: true }) : undefined;
}

/** The administrators of the shared folders of this workspace. */
async function whoAdmits({ parts }: CommandContext, file: string, user: string): Promise<string | undefined> {
  const { folders } = await parts.files.snapshot();
  const found = new Set<string>();
  for (const folder of folders.values()) {
    if (folder.kind !== 'shared' || folder.parent !== undefined) continue;
    const access = await parts.governance.accessTo(folder.id);
    if (access.file === file && access.hasRoles) for (const one of administratorsOf(access, user)) found.add(one);
  }
  return found.size > 0 ? [...found].slice(0, named).join(vscode.l10n.t(' or ')) : undefined;
}

function describe(joined: Joined, user: string, admits: string | undefined): string {
  switch (joined) {
    case 'already':
      return vscode.l10n.t('You have joined already: .patchbay/members.jsonc names the key of this editor.');
    case 'addedKey':
      return admits
        ? vscode.l10n.t(
            'The key of this computer is beside your others: commit .patchbay/members.jsonc and push it; {0} then seals for it as well.',
            admits,
          )
        : vscode.l10n.t(
            'The key of this computer is beside your others: commit .patchbay/members.jsonc and push it, so that the others seal for it as well.',
          );
    case 'joined':
      return admits
        ? vscode.l10n.t(
            'You have joined as {0}: commit .patchbay/members.jsonc and push it; {1} then gives you access.',
            user,
            admits,
          )
        : vscode.l10n.t(
            'You have joined as {0}: commit .patchbay/members.jsonc and push it, so that the others can seal for you.',
            user,
          );
  }
}
