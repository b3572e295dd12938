import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { exportIdentity as sealIdentity } from '../../connections/sharing/backup.ts';
import { backupInWorkspace } from '../../model/problems.ts';
import { Secret } from '../../model/secret.ts';
import { writeFileAtomic } from '../../storage/atomicFile.ts';
import { askText } from '../ask/askText.ts';
import { sayInformation } from '../say.ts';
import type { CommandContext } from './context.ts';

/** A thief of the file may try as many as they like. */
const shortest = 12;

/**
 * Writes a backup of this person's identity under a passphrase.
 *
 * @returns the file; `undefined` where the person left.
 */
export async function exportIdentity({ parts }: CommandContext): Promise<string | undefined> {
  const title = vscode.l10n.t('Export my identity');
  const passphrase = await askPassphrase(title);
  if (!passphrase) return undefined;
  const place = await vscode.window.showSaveDialog({
    title,
    saveLabel: vscode.l10n.t('Export'),
    defaultUri: vscode.Uri.file(join(homedir(), 'patchbay-identity.age')),
    filters: { [vscode.l10n.t('Sealed with age')]: ['age'] },
  });
  if (!place) return undefined;
  const file = await outside(place);
  // A passphrase is made slow to guess, and so slow to use.
  const progress = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Sealing your identity…') };
  const sealed = await vscode.window.withProgress(progress, () => sealIdentity(parts, passphrase));
  await writeFileAtomic(file, sealed, { mode: 0o600 });
  void sayInformation(
    vscode.l10n.t(
      'Your identity is in {0}, under your passphrase. Keep the two apart: nobody can open the one without the other, and nobody can find the passphrase again.',
      file,
    ),
  );
  return file;
}

/** Twice, since nobody sees what is typed. */
async function askPassphrase(title: string): Promise<Secret | undefined> {
  const first = await askText({
    title,
    step: 1,
    totalSteps: 2,
    prompt: vscode.l10n.t('A passphrase for the backup, of at least {0} characters: several words are good.', shortest),
    secret: true,
    validate: (text) =>
      [...text].length < shortest
        ? vscode.l10n.t(
            'At least {0} characters: whoever finds the file can try as many passphrases as they like.',
            shortest,
          )
        : undefined,
  });
  if (first.kind !== 'answered') return undefined;
  const again = await askText({
    title,
    step: 2,
    totalSteps: 2,
    prompt: vscode.l10n.t('The same passphrase again.'),
    secret: true,
    // While somebody types, it is not wrong yet.
    submit: async (text) => (text === first.value ? undefined : vscode.l10n.t('This is not the same passphrase.')),
  });
  return again.kind === 'answered' ? new Secret(first.value) : undefined;
}

/**
 * The path of a new file.
 *
 * @throws Problem `PB749` where it lies in the workspace, by whatever way: it would be committed one day.
 */
async function outside(place: vscode.Uri): Promise<string> {
  if (place.scheme !== 'file') throw backupInWorkspace();
  const directory = await realpath(dirname(place.fsPath));
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    if (uri.scheme !== 'file') continue;
    const way = relative(await realpath(uri.fsPath), directory);
    if (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)) throw backupInWorkspace();
  }
  return join(directory, basename(place.fsPath));
}
