import * as vscode from 'vscode';
import { type Resealed, resealConnection, resealFolders } from '../../connections/sharing/reseal.ts';
import type { Connection } from '../../model/connection.ts';
import { inBulk } from '../bulk.ts';
import { sayInformation } from '../say.ts';
import { offerCommit } from '../sharing/offerCommit.ts';
import { placeIn, type SharingTarget } from '../sharing/place.ts';
import { sealThoseOfStrangers } from '../sharing/sealedByStrangers.ts';
import { describeResealed } from '../sharing/words.ts';
import { isTreeNode, type TreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { connectionsOf, nodesOf } from './targets.ts';

/**
 * Seals credentials anew to those whom they are for by the files of today: of a folder all that are not, of connections those
 * that are chosen.
 */
export async function sealAgain(
  context: CommandContext,
  target?: SharingTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const { parts } = context;
  const folders = await foldersOf(context, target, selection);
  const connections = folders ? [] : await sealedOf(context, target, selection);
  if (!folders && connections.length === 0) return;
  const resealed = folders ? await resealFolders(parts, folders) : await sealConnections(context, connections);
  await sealThoseOfStrangers(parts, resealed);
  const sentence = describeResealed(resealed);
  if (sentence === undefined) {
    void sayInformation(vscode.l10n.t('Everything there is sealed to those whom it is for.'));
    return;
  }
  const files = resealed.sealed.map(({ file }) => file);
  const severity = resealed.failed.length > 0 ? 'warning' : 'info';
  const push = vscode.l10n.t('Commit and push it, so that the others get it.');
  const words = files.length > 0 ? `${sentence} ${push}` : sentence;
  void offerCommit({ sentence: words, severity, files, message: vscode.l10n.t('Credentials sealed again') }, parts.log);
}

/** The ids of the folders that it is about; `undefined` where it is about connections. */
async function foldersOf(
  context: CommandContext,
  target: SharingTarget,
  selection: readonly TreeNode[] | undefined,
): Promise<readonly string[] | undefined> {
  const { folders } = placeIn(target);
  if (folders || !isTreeNode(target)) return folders;
  const nodes = await nodesOf(context, target, selection);
  const chosen = nodes.flatMap((node) => (node.kind === 'folder' ? [node.folder.id] : []));
  return chosen.length > 0 ? chosen : undefined;
}

async function sealedOf(
  context: CommandContext,
  target: SharingTarget,
  selection: readonly TreeNode[] | undefined,
): Promise<Connection[]> {
  const question = { title: vscode.l10n.t('Seal again'), many: true, choose: isSealed };
  const place = isTreeNode(target) || typeof target === 'string' || target === undefined ? target : undefined;
  return (await connectionsOf(context, place, selection, question)).filter(isSealed);
}

async function sealConnections({ parts }: CommandContext, connections: readonly Connection[]): Promise<Resealed> {
  const { done, failed } = await inBulk(connections, parts.log, ({ id }) => resealConnection(parts, id));
  return { sealed: done, failed };
}

/** True where the credential is sealed into the file. */
export function isSealed({ credential, readOnly }: Connection): boolean {
  return credential.kind === 'sealed' && !readOnly;
}
