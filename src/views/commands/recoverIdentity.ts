import { readFile, stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { recoverIdentity as takeIdentity } from '../../connections/sharing/backup.ts';
import { Problem } from '../../model/problem.ts';
import { backupWrong, otherIdentityHere } from '../../model/problems.ts';
import { Secret } from '../../model/secret.ts';
import { askText } from '../ask/askText.ts';
import { ask, sayInformation } from '../say.ts';
import type { CommandContext } from './context.ts';

/** A backup is a few hundred bytes; more than this is something else. */
const largestBackup = 100_000;

/**
 * Takes this person's identity from its backup.
 *
 * @returns its public key; `undefined` where the person left.
 */
export async function recoverIdentity({ parts }: CommandContext): Promise<string | undefined> {
  const title = vscode.l10n.t('Recover my identity');
  const [place] = (await vscode.window.showOpenDialog({ title, openLabel: vscode.l10n.t('Open') })) ?? [];
  if (!place) return undefined;
  const { size } = await stat(place.fsPath);
  if (size > largestBackup) throw backupWrong();
  const backup = await readFile(place.fsPath, 'utf8');
  let passphrase = new Secret('');
  let publicKey: string | undefined;
  const answer = await askText({
    title,
    prompt: vscode.l10n.t('The passphrase of the backup.'),
    secret: true,
    validate: (text) => (text === '' ? vscode.l10n.t('A passphrase is needed.') : undefined),
    submit: async (text) => {
      passphrase = new Secret(text);
      try {
        publicKey = await takeIdentity(parts, backup, passphrase);
      } catch (error) {
        if (isCode(error, backupWrong())) return (error as Problem).toSentence();
        if (!isCode(error, otherIdentityHere())) throw error;
      }
      return undefined;
    },
  });
  if (answer.kind !== 'answered') return undefined;
  if (publicKey === undefined) {
    if (!(await confirmReplace())) return undefined;
    publicKey = await takeIdentity(parts, backup, passphrase, { replace: true });
  }
  void sayInformation(vscode.l10n.t('Your identity is here: what is sealed to it can be opened in this editor again.'));
  return publicKey;
}

async function confirmReplace(): Promise<boolean> {
  const replace = vscode.l10n.t('Replace It');
  const chosen = await ask(
    vscode.l10n.t('Replace the identity of this editor?'),
    vscode.l10n.t(
      'This editor has another identity already. What is sealed to that one alone cannot be opened any more, unless you have a backup of it: leave, and run “Export My Identity…” first, if you are not sure.',
    ),
    replace,
  );
  return chosen === replace;
}

function isCode(error: unknown, { code }: Problem): boolean {
  return error instanceof Problem && error.code === code;
}
