import type { Parts } from '../../connections/parts.ts';
import { bearerRefused, noSuchPath } from '../../model/problems.ts';
import { requireReading } from './answer.ts';
import type { Asked } from './asked.ts';
import { answerBearers } from './endpoints/bearers.ts';
import { listBindings } from './endpoints/bindings.ts';
import { getConnection, listConnections, listConnectionsOf } from './endpoints/connections.ts';
import { getConnector, getDefault, listConnectors } from './endpoints/connectors.ts';
import { listFolders } from './endpoints/folders.ts';
import { pingConnection } from './endpoints/ping.ts';
import { getToken } from './endpoints/token.ts';
import type { LiveCall } from './liveCalls.ts';
import type { NarrowedBearers } from './narrowed.ts';
import type { Bindings } from './options.ts';
import { type Forwarder, forward } from './proxy/forward.ts';
import { forwardMcp } from './proxy/mcp.ts';
import { type Reach, reachOf } from './reach.ts';
import { type Route, routeOf } from './routes.ts';
import { parseTarget } from './target.ts';

export interface DispatchParts {
  parts: Parts;
  bindings: Bindings | undefined;
  forwarder: Forwarder;
  narrowed: NarrowedBearers;
}

/**
 * Answers a request that was let in.
 *
 * @throws what its answer is about: a Problem with a code of its own, or of what it asks.
 */
export async function dispatch({ parts, bindings, forwarder, narrowed }: DispatchParts, call: LiveCall): Promise<void> {
  const { request, response, caller } = call;
  if (caller.scope.isStillIn?.() === false) throw bearerRefused();
  const { path, query } = parseTarget(request.url ?? '');
  const route = routeOf(path);
  if (caller.scope.only === 'mcp' && route.kind !== 'mcp') throw noSuchPath();
  let reach: Promise<Reach> | undefined;
  const asked: Asked = {
    ...{ parts, call, request, response },
    query: new URLSearchParams(query),
    reach: () => {
      reach ??= reachOf(parts, call.caller, bindings);
      return reach;
    },
  };
  if (route.kind === 'proxy') {
    if (request.headers.expect !== undefined) response.writeContinue();
    return forward(asked, forwarder, route.id, { path: route.path, query });
  }
  if (route.kind === 'mcp') return forwardMcp(asked, forwarder, route.id);
  if (route.kind === 'bearers') return answerBearers(asked, route.id, { narrowed, bindings });
  requireReading(request);
  if (route.kind === 'bindings') return listBindings(asked, bindings);
  return answer(asked, route);
}

function answer(
  asked: Asked,
  route: Exclude<Route, { kind: 'proxy' | 'mcp' | 'bearers' | 'bindings' }>,
): Promise<void> {
  switch (route.kind) {
    case 'connections':
      return listConnections(asked);
    case 'connection':
      return getConnection(asked, route.id);
    case 'token':
      return getToken(asked, route.id);
    case 'ping':
      return pingConnection(asked, route.id);
    case 'connectors':
      return listConnectors(asked);
    case 'connector':
      return getConnector(asked, route.connector);
    case 'default':
      return getDefault(asked, route.connector);
    case 'connectionsOf':
      return listConnectionsOf(asked, route.connector);
    case 'folders':
      return listFolders(asked);
  }
}
