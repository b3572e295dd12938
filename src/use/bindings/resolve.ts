import { dirname, join } from 'node:path';
import type { Connection } from '../../model/connection.ts';
import { type Folder, personalFolderId } from '../../model/folder.ts';
import { type ConnectionState, needsAttention } from '../../model/state.ts';
import { sharedFolderId } from '../../storage/snapshot.ts';
import type { Binding } from './binding.ts';

/** What there is, at one moment. */
export interface World {
  connections: ReadonlyMap<string, Connection>;
  folders: ReadonlyMap<string, Folder>;
  /** False in a workspace that is not trusted: what its files say leads nowhere. */
  trusted: boolean;
  state(connection: Connection): ConnectionState;
  /** Whether policies do not let it be used. */
  isBlocked(connection: Connection): boolean;
}

/** Why a binding leads to no connection that can be used. */
export type Unresolved =
  | { kind: 'untrusted' }
  /** Neither an id nor a connector: it says nothing. */
  | { kind: 'nothingSaid' }
  | { kind: 'unknownConnection'; id: string }
  | { kind: 'unknownFolder'; folder: string }
  | { kind: 'noneInFolder'; connector: string; folder: string | undefined }
  /** Several, and none of them is the default. */
  | { kind: 'noDefault'; connector: string; folder: string | undefined; among: readonly Connection[] }
  | { kind: 'otherConnector'; expected: string; connection: Connection }
  | { kind: 'notAllowed'; connection: Connection }
  | { kind: 'needsSignIn' | 'appProblem'; connection: Connection; state: ConnectionState };

/** What a binding leads to for the person at this editor. */
export type Resolution = { connection: Connection; chosenBy: 'file' | 'person' } | { unresolved: Unresolved };

/**
 * Follows a binding. The person's own choice goes before what the file says; what is chosen must be there, be of the
 * connector that the code expects, be allowed, and be signed in, in this order.
 *
 * @param override the id that this person chose for themselves.
 */
export function resolveBinding(binding: Binding, override: string | undefined, world: World): Resolution {
  if (!world.trusted) return { unresolved: { kind: 'untrusted' } };
  const found = override === undefined ? chosenByFile(binding, world) : byId(world.connections, override);
  if ('unresolved' in found) return found;
  const { connection } = found;
  const { connector: expected } = binding;
  if (expected !== undefined && connection.connector !== expected)
    return { unresolved: { kind: 'otherConnector', expected, connection } };
  if (world.isBlocked(connection)) return { unresolved: { kind: 'notAllowed', connection } };
  const state = world.state(connection);
  if (needsAttention(state)) {
    const kind = state.grant.status === 'appProblem' ? 'appProblem' : 'needsSignIn';
    return { unresolved: { kind, connection, state } };
  }
  return { connection, chosenBy: override === undefined ? 'file' : 'person' };
}

/** The connection that a resolution is about, whether or not it can be used now. */
export function connectionIn(resolution: Resolution): Connection | undefined {
  if ('connection' in resolution) return resolution.connection;
  return 'connection' in resolution.unresolved ? resolution.unresolved.connection : undefined;
}

type Chosen = { connection: Connection } | { unresolved: Unresolved };

function chosenByFile(binding: Binding, world: World): Chosen {
  if (binding.connection !== undefined) return byId(world.connections, binding.connection);
  return binding.connector === undefined
    ? { unresolved: { kind: 'nothingSaid' } }
    : defaultOf(binding, binding.connector, world);
}

/** A GUID is the same in either case (RFC 9562 section 4). */
function byId(connections: World['connections'], id: string): Chosen {
  const found =
    connections.get(id) ?? [...connections.values()].find((one) => one.id.toLowerCase() === id.toLowerCase());
  return found ? { connection: found } : { unresolved: { kind: 'unknownConnection', id } };
}

/** The default connection of a connector in a folder; where there is only one, that one. */
function defaultOf({ file, folder }: Binding, connector: string, { folders, connections }: World): Chosen {
  const id = folder === undefined ? personalFolderId : folderIn(file, folder);
  if (folder !== undefined && !folders.has(id)) return { unresolved: { kind: 'unknownFolder', folder } };
  const among = [...connections.values()].filter((one) => one.folder === id && one.connector === connector);
  const chosen = among.find(({ isDefault }) => isDefault) ?? (among.length === 1 ? among[0] : undefined);
  if (chosen) return { connection: chosen };
  return among.length === 0
    ? { unresolved: { kind: 'noneInFolder', connector, folder } }
    : { unresolved: { kind: 'noDefault', connector, folder, among } };
}

/** The id of a shared folder beside the file of bindings. What would lead elsewhere is the id of no folder. */
export function folderIn(file: string, folder: string): string {
  const parts = folder.split('/').map((part) => part.trim());
  if (parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\\'))) return '';
  return sharedFolderId(join(dirname(file), 'folders', ...parts));
}
