import type { Folder } from '../../model/folder.ts';
import { placeIn, type SharingTarget } from '../sharing/place.ts';
import { isTreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { folderOf } from './targets.ts';

/** Shows who has access; for a row of the tree, or a connection, in its folder. */
export async function openMembers({ parts, members }: CommandContext, target?: SharingTarget): Promise<void> {
  const { folders, connections } = await parts.files.snapshot();
  const named = placeIn(target).folders?.[0];
  const id = typeof target === 'string' ? connections.get(target)?.folder : named;
  const folder: Folder | undefined = isTreeNode(target) ? folderOf(target) : folders.get(id ?? '');
  members.open(folder?.kind === 'shared' ? folder.id : undefined);
}
