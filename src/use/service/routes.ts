import { noSuchPath } from '../../model/problems.ts';

/** What a path asks for. Texts are decoded where they are names, and as they came where they are passed on. */
export type Route =
  | { kind: 'connections' }
  | { kind: 'connection' | 'token' | 'ping'; id: string }
  | { kind: 'connectors' }
  | { kind: 'connector' | 'default' | 'connectionsOf'; connector: string }
  | { kind: 'folders' }
  /** Ours: what the command line asks. */
  | { kind: 'bindings' }
  | { kind: 'bearers'; id?: string }
  /** Ours: the application's own MCP server. */
  | { kind: 'mcp'; id: string }
  /** `path` begins with a slash, or is empty. */
  | { kind: 'proxy'; id: string; path: string };

const elements = /^(?:\/[^/]+\/[^/]+(?=\/elements_\/))?(?:\/elements_)?\/v3\/element\/instances\/([^/]+)(\/.*)?$/;
const service =
  /^(?:\/[^/]+\/[^/]+(?=\/connections_\/))?(?:\/connections_)?\/api\/v1\/(connections|connectors)(?:\/([^/]+))?(?:\/([^/]+))?\/?$/i;
const folders =
  /^(?:\/[^/]+\/[^/]+(?=\/orchestrator_\/))?(?:\/orchestrator_)?\/api\/FoldersNavigation\/GetFoldersForCurrentUser\/?$/i;

const own = /^\/patchbay_\/api\/v1\/(?:(bindings)|bearers(?:\/([\w-]+))?)$/;
const mcp = /^\/patchbay_\/mcp\/([^/]+)$/;

/** True where an MCP client asks, whatever is wrong with what it asks. */
export function isMcp(url = ''): boolean {
  return url.startsWith('/patchbay_/mcp/');
}

/**
 * Reads a path of the Integration Service. Clients put `/{organisation}/{tenant}/connections_` before it, or nothing where
 * `UIPATH_SERVICE_URL_CONNECTIONS` sends them here.
 *
 * @param path as {@link parseTarget} let it pass.
 * @throws Problem `PB813`.
 */
export function routeOf(path: string): Route {
  const instance = elements.exec(path);
  if (instance) return { kind: 'proxy', id: decode(instance[1]), path: instance[2] ?? '' };
  const server = mcp.exec(path);
  if (server) return { kind: 'mcp', id: decode(server[1]) };
  const ours = own.exec(path);
  if (ours?.[1]) return { kind: 'bindings' };
  if (ours) return { kind: 'bearers', ...(ours[2] === undefined ? {} : { id: ours[2] }) };
  if (folders.test(path)) return { kind: 'folders' };
  const [, collection, name, leaf] = service.exec(path) ?? [];
  if (collection === undefined) throw noSuchPath();
  return collection.toLowerCase() === 'connections' ? ofConnections(name, leaf) : ofConnectors(name, leaf);
}

function ofConnections(name: string | undefined, leaf: string | undefined): Route {
  if (name === undefined) return { kind: 'connections' };
  const id = decode(name);
  if (leaf === undefined) return { kind: 'connection', id };
  if (leaf === 'token' || leaf === 'ping') return { kind: leaf, id };
  throw noSuchPath();
}

function ofConnectors(name: string | undefined, leaf: string | undefined): Route {
  if (name === undefined) return { kind: 'connectors' };
  const connector = decode(name);
  if (leaf === undefined) return { kind: 'connector', connector };
  if (leaf === 'connection') return { kind: 'default', connector };
  if (leaf === 'connections') return { kind: 'connectionsOf', connector };
  throw noSuchPath();
}

function decode(segment = ''): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw noSuchPath();
  }
}
