import type { Connection } from '../../../../src/model/connection.ts';
import { connectionSchema } from '../../../../src/model/connectionSchema.ts';
import { type Folder, personalFolderId } from '../../../../src/model/folder.ts';
import type { ConnectionState, LocalState } from '../../../../src/model/state.ts';
import type { FileProblem, Snapshot } from '../../../../src/storage/snapshot.ts';
import type { TreeInput } from '../../../../src/views/tree/buildTree.ts';
import { noFilter } from '../../../../src/views/tree/filter.ts';

export const personal: Folder = {
  id: personalFolderId,
  kind: 'personal',
  name: 'Personal Workspace',
  path: [],
  directory: '/p',
};

export function sharedFolder(...path: string[]): Folder {
  const directory = `/w/${path.join('/')}`;
  const parent = path.length > 1 ? { parent: `shared:/w/${path.slice(0, -1).join('/')}` } : {};
  return { id: `shared:${directory}`, kind: 'shared', name: path.at(-1) ?? '', path, directory, ...parent };
}

/** A connection with an id made from `n`. */
export function connection(
  n: number,
  name: string,
  folder: Folder = personal,
  more: Partial<Connection> = {},
): Connection {
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const record = connectionSchema.parse({ version: 1, id, name, connector: 'github', authType: 'pat' });
  return {
    ...record,
    folder: folder.id,
    file: `${folder.directory}/${name}.connection.jsonc`,
    readOnly: false,
    ...more,
  };
}

export const connected: ConnectionState = { grant: { status: 'connected' }, provider: { status: 'reachable' } };
export const needsSignIn: ConnectionState = {
  grant: { status: 'needsSignIn', reason: 'expired' },
  provider: { status: 'reachable' },
};

export function local(more: Partial<LocalState> = {}): LocalState {
  return {
    version: 1,
    generation: 1,
    storedAt: '2026-01-01T00:00:00Z',
    grant: { status: 'connected' },
    provider: { status: 'reachable' },
    ...more,
  };
}

export function snapshot(folders: Folder[], connections: Connection[], problems: FileProblem[] = []): Snapshot {
  return {
    folders: new Map(folders.map((folder) => [folder.id, folder])),
    connections: new Map(connections.map((one) => [one.id, one])),
    problems,
  };
}

export function input(found: Snapshot, more: Partial<TreeInput> = {}): TreeInput {
  return {
    snapshot: found,
    stateOf: () => connected,
    markOf: () => undefined,
    connectorName: (key) => (key === 'github' ? 'GitHub' : key),
    filter: noFilter,
    trusted: true,
    now: Date.parse('2026-11-23T10:00:00Z'),
    ...more,
  };
}
