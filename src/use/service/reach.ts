import type { IncomingMessage } from 'node:http';
import type { Parts } from '../../connections/parts.ts';
import type { Connection } from '../../model/connection.ts';
import type { Folder } from '../../model/folder.ts';
import { folderUnknown, outsideScope } from '../../model/problems.ts';
import type { Snapshot } from '../../storage/snapshot.ts';
import type { Caller } from './bearers.ts';
import type { Bindings } from './options.ts';
import { inScope, mayName } from './scope.ts';
import { elementInstanceId, folderKey, folderPath } from './wire/ids.ts';

/** What one caller can reach now. What is outside looks to it like what is not there. */
export interface Reach {
  /** In the order of the files. */
  readonly connections: readonly Connection[];
  /** Those that have a connection in {@link connections}, the Personal Workspace first. */
  readonly folders: readonly Folder[];
  folderOf(connection: Connection): Folder | undefined;
  /**
   * @param id of a connection, its number as an element instance, or the name of a binding.
   * @throws Problem `PB803`.
   */
  find(id: string): Promise<Connection>;
}

/** Looks up what a caller can reach. */
export async function reachOf(parts: Pick<Parts, 'files'>, { scope }: Caller, bindings?: Bindings): Promise<Reach> {
  const snapshot: Snapshot = await parts.files.snapshot();
  const includes = await inScope(scope, snapshot.folders, bindings);
  const lookUp = (id: string | undefined) => {
    const found = id === undefined ? undefined : snapshot.connections.get(id);
    return found && includes(found) ? found : undefined;
  };
  const all = () => [...snapshot.connections.values()].filter(includes);
  return {
    get connections() {
      return all();
    },
    get folders() {
      const used = new Set(all().map(({ folder }) => folder));
      const found = [...snapshot.folders.values()].filter(({ id }) => used.has(id));
      return found.sort((a, b) => Number(b.kind === 'personal') - Number(a.kind === 'personal'));
    },
    folderOf: ({ folder }) => snapshot.folders.get(folder),
    find: async (id) => {
      // A binding first: of a UiPath project its name is the id that the code has, and a person may have chosen another.
      const named = mayName(scope, id) ? await bindings?.resolve(id, scope.from) : undefined;
      const why = named === undefined && mayName(scope, id) ? await bindings?.explain?.(id, scope.from) : undefined;
      // What leads nowhere does not fall back to another account, though its name be an id.
      if (why) throw why;
      const found = lookUp(named) ?? lookUp(id) ?? lookUp(id.toLowerCase()) ?? byNumber(id, all);
      if (found) return found;
      throw outsideScope(id.slice(0, 100));
    },
  };
}

function byNumber(id: string, all: () => Connection[]): Connection | undefined {
  if (!/^\d{1,16}$/.test(id)) return undefined;
  return all().find((connection) => elementInstanceId(connection.id) === Number(id));
}

/**
 * The folder that a request names in one of that service's headers; `undefined` where it names none.
 *
 * @throws Problem `PB819`.
 */
export function folderNamed({ headers }: IncomingMessage, { folders }: Pick<Reach, 'folders'>): Folder | undefined {
  const key = headers['x-uipath-folderkey'];
  const encoded = headers['x-uipath-folderpath-encoded'];
  const path =
    typeof encoded === 'string' ? Buffer.from(encoded, 'base64').toString('utf16le') : headers['x-uipath-folderpath'];
  if (key === undefined && path === undefined) return undefined;
  const found = folders.find((folder) =>
    key === undefined ? folderPath(folder) === path : folderKey(folder.id) === String(key).toLowerCase(),
  );
  if (!found) throw folderUnknown(String(key ?? path).slice(0, 100));
  return found;
}
