import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import type { Connection } from '../../model/connection.ts';
import { sayInformation } from '../say.ts';
import { offerCommit } from './offerCommit.ts';

/**
 * Says that a connection was signed in again; where another secret was sealed into its file, in the same message that the
 * others get it with the file. The editor shows no more than three messages within a second.
 *
 * @param before as the connection was.
 * @param connected that it is, in words.
 */
export async function sayReconnected(
  { files, log }: Pick<Parts, 'files' | 'log'>,
  before: Connection,
  connected: string,
): Promise<void> {
  const now = (await files.snapshot()).connections.get(before.id);
  if (now?.credential.kind !== 'sealed' || now.credential.seal === before.credential.seal) {
    void sayInformation(connected);
    return;
  }
  const push = now.credential.rotate
    ? vscode.l10n.t('It has the secret that it had, so it must still be replaced.')
    : vscode.l10n.t('Its new secret is sealed: commit and push the file, so that the others get it.');
  const message = vscode.l10n.t('New secret of {0}', before.name);
  void offerCommit({ sentence: `${connected} ${push}`, files: [now.file], message }, log);
}
