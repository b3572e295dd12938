import { mcpServerOf } from '../../../connections/mcpServer.ts';
import { noMcpServer, refusedByMcpServer } from '../../../model/problems.ts';
import type { Asked } from '../asked.ts';
import { type Forwarder, passOn } from './forward.ts';

/** By which a client and its server know each other (Streamable HTTP, “Session Management”). */
const header = 'mcp-session-id';

/**
 * `/patchbay_/mcp/{id}`: passes a request on to the application's MCP server. A client that is answered 401 or 403 would begin a
 * sign-in of its own with us as its resource, so that is said otherwise.
 *
 * @throws what `passOn` throws; Problem `PB803`, `PB822`, `PB823`, `PB824`.
 */
export async function forwardMcp(asked: Asked, forwarder: Forwarder, id: string): Promise<void> {
  const found = await (await asked.reach()).find(id);
  asked.call.asked = id;
  asked.call.isStream = true;
  const session = asked.request.headers[header];
  if (typeof session === 'string') forwarder.sessions.require({ caller: asked.call.caller, id, session }, found);
  await passOn(asked, forwarder, found.id, {
    path: '/mcp',
    urlFor: ({ connector, connection }) => {
      const url = mcpServerOf(connector, connection);
      if (url) return url;
      throw noMcpServer(connection.name, connector.name);
    },
    check: ({ statusCode: status, headers }, { connector, connection }) => {
      if (status === 401 || status === 403) throw refusedByMcpServer(connection.name, connector.name);
      const begun = headers[header];
      if (typeof begun === 'string')
        forwarder.sessions.begin({ caller: asked.call.caller, id, session: begun }, connection);
    },
  });
}
