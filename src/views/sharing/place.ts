import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { type Folder, folderLabel } from '../../model/folder.ts';
import { untrustedWorkspace } from '../../model/problems.ts';
import { askChoice } from '../ask/askChoice.ts';
import type { CommandContext } from '../commands/context.ts';
import { type CommandTarget, folderOf } from '../commands/targets.ts';
import { commandIds } from '../contributions.ts';
import { pickRoot } from '../pickRoot.ts';
import { sayInformation } from '../say.ts';
import { isTreeNode } from '../tree/nodes.ts';
import type { SharingPlace } from './sharingPlace.ts';

/** What a command about sharing is given: also a row of the tree, a connection's id, or nothing from the palette. */
export type SharingTarget = CommandTarget | SharingPlace;

/** What was named, where the command was called by one of our own pages. */
export function placeIn(target: SharingTarget): SharingPlace {
  const isPlace = target !== null && typeof target === 'object' && !isTreeNode(target) && !('from' in target);
  return isPlace ? target : {};
}

/**
 * The shared folder that a command is about; where nothing says it, the person chooses.
 *
 * @returns `undefined` where the person left, or there is none.
 * @throws Problem `PB111` in a workspace that is not trusted, `PB109` where the folder is gone.
 */
export async function sharedFolder(
  { parts, tree }: CommandContext,
  target: SharingTarget,
  title: string,
): Promise<Folder | undefined> {
  if (!parts.isTrusted()) throw untrustedWorkspace();
  const [named] = placeIn(target).folders ?? [];
  if (named !== undefined) return parts.files.folder(named);
  await tree.ready();
  const row = isTreeNode(target) ? folderOf(target) : undefined;
  if (row?.kind === 'shared') return row;
  const { folders, connections } = await parts.files.snapshot();
  const own = typeof target === 'string' ? folders.get(connections.get(target)?.folder ?? '') : undefined;
  if (own?.kind === 'shared') return own;
  const shared = [...folders.values()].filter(({ kind }) => kind === 'shared');
  if (shared.length === 0) {
    await offerFolder();
    return undefined;
  }
  if (shared.length === 1) return shared[0];
  const choices = shared.map((folder) => ({
    label: folderLabel(folder),
    icon: 'folder',
    ...(folder.description ? { description: folder.description } : {}),
    value: folder,
  }));
  choices.sort((a, b) => a.label.localeCompare(b.label));
  const answer = await askChoice({ title, choices, placeholder: vscode.l10n.t('Choose a shared folder') });
  return answer.kind === 'answered' ? answer.value : undefined;
}

/**
 * `.patchbay/members.jsonc` of the workspace folder that a command is about; of several, the person chooses.
 *
 * @returns `undefined` where the person left.
 * @throws Problem `PB110`, `PB111`, `PB114`.
 */
export async function membersFile(
  { parts }: CommandContext,
  target: SharingTarget,
  title: string,
): Promise<string | undefined> {
  if (!parts.isTrusted()) throw untrustedWorkspace();
  const { members } = placeIn(target);
  if (members !== undefined) return members;
  const row = isTreeNode(target) ? folderOf(target) : undefined;
  if (row?.kind === 'shared') return (await parts.governance.accessTo(row.id)).file;
  const root = await pickRoot(title);
  return root && membersFileIn(root.directory);
}

/** `.patchbay/members.jsonc` beside `.patchbay/folders`. */
export function membersFileIn(sharedFolders: string): string {
  return join(dirname(sharedFolders), 'members.jsonc');
}

async function offerFolder(): Promise<void> {
  const make = vscode.l10n.t('New Shared Folder…');
  const chosen = await sayInformation(vscode.l10n.t('There is no shared folder yet.'), make);
  if (chosen === make) await vscode.commands.executeCommand(commandIds.newFolder);
}
