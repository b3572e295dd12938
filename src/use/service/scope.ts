import type { Connection } from '../../model/connection.ts';
import type { Folder } from '../../model/folder.ts';
import type { Bindings } from './options.ts';

/** What a bearer may use: all that any part names. An empty one may use nothing. */
export interface Scope {
  /** Every connection that this window shows. */
  everything?: boolean;
  /** Ids of folders, with the folders in them. */
  folders?: readonly string[];
  /** Ids of connections. */
  connections?: readonly string[];
  /** Names of bindings, or all of them; what a name means is asked at each request. */
  bindings?: 'all' | readonly string[];
  /** Directories of workspace folders: a name that is also bound elsewhere means what the files in these say. */
  from?: readonly string[];
  /** False for callers that may use connections but are never shown an access token. */
  tokens?: boolean;
  /** For MCP clients: the application's MCP server, and nothing of its API. */
  only?: 'mcp';
  /** Asked at each request: false once the person let this caller in no longer, be it in another window. */
  isStillIn?(): boolean;
}

/** A question whether a connection may be used with a scope; as true as the bindings are now. */
export type InScope = (connection: Pick<Connection, 'id' | 'folder'>) => boolean;

/** Resolves the bindings of a scope once, for all the questions of one request. */
export async function inScope(
  scope: Scope,
  folders: ReadonlyMap<string, Folder>,
  bindings: Bindings | undefined,
): Promise<InScope> {
  if (scope.everything) return () => true;
  const ids = new Set(scope.connections);
  for (const name of await boundNames(scope, bindings)) {
    const id = await bindings?.resolve(name, scope.from);
    if (id !== undefined) ids.add(id);
  }
  const within = new Set(scope.folders);
  return ({ id, folder }) => ids.has(id) || (within.size > 0 && isWithin(folder, within, folders));
}

/** True where the scope lets its holder say this name. */
export function mayName(scope: Scope, name: string): boolean {
  return scope.everything === true || scope.bindings === 'all' || (scope.bindings?.includes(name) ?? false);
}

async function boundNames({ bindings: named }: Scope, bindings: Bindings | undefined): Promise<readonly string[]> {
  if (named === undefined || !bindings) return [];
  return named === 'all' ? bindings.names() : named;
}

function isWithin(id: string, wanted: ReadonlySet<string>, folders: ReadonlyMap<string, Folder>): boolean {
  let at: string | undefined = id;
  // A folder knows the one around it; a ring of them cannot be, but costs nothing to bound.
  for (let depth = 0; at !== undefined && depth < 100; depth++) {
    if (wanted.has(at)) return true;
    at = folders.get(at)?.parent;
  }
  return false;
}
