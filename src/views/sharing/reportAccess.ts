import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Resealed } from '../../connections/sharing/reseal.ts';
import type { Folder } from '../../model/folder.ts';
import type { Log } from '../../model/log.ts';
import { folderFile } from '../../storage/snapshot.ts';
import { commandIds } from '../contributions.ts';
import { offerCommit } from './offerCommit.ts';
import { describeResealed } from './words.ts';

/** A change of who has access, and what followed of it. */
export interface AccessChange {
  sentence: string;
  resealed: Resealed;
  /** The folders whose `folder.jsonc` was changed. */
  folders: readonly Pick<Folder, 'directory'>[];
  /** Others that were changed. */
  files?: readonly string[];
  /** Of the commit. */
  message: string;
}

/** Says what became of it, what must be replaced now, and offers to commit all files that were changed. */
export function reportAccess(log: Log, change: AccessChange): Promise<void> {
  const { sentence, resealed, folders, files = [], message } = change;
  const due = resealed.sealed.filter(({ credential }) => credential.rotate).length;
  const reminder =
    due === 1
      ? vscode.l10n.t('1 secret must be replaced now.')
      : vscode.l10n.t('{0} secrets must be replaced now.', due);
  const words = [sentence, describeResealed(resealed), due > 0 ? reminder : undefined];
  const show = {
    label: vscode.l10n.t('Who Has Access'),
    run: () => vscode.commands.executeCommand(commandIds.openMembers),
  };
  const changed = [
    ...files,
    ...folders.map(({ directory }) => join(directory, folderFile)),
    ...resealed.sealed.map(({ file }) => file),
  ];
  return offerCommit(
    {
      sentence: words.filter((word) => word !== undefined).join(' '),
      severity: due + resealed.failed.length > 0 ? 'warning' : 'info',
      files: changed,
      message,
      buttons: [show],
    },
    log,
  );
}
