import { mcpServerOf } from '../../../connections/mcpServer.ts';
import { noMcpServer, refusedByMcpServer } from '../../../model/problems.ts';
import type { Asked } from '../asked.ts';
import { type Forwarder, passOn } from './forward.ts';

/**
 * `/patchbay_/mcp/{id}`: passes a request on to the application's MCP server. A client that is answered 401 or 403 would begin a
 * sign-in of its own with us as its resource, so that is said otherwise.
 *
 * @throws what `passOn` throws; Problem `PB803`, `PB822`, `PB823`.
 */
export async function forwardMcp(asked: Asked, forwarder: Forwarder, id: string): Promise<void> {
  const found = await (await asked.reach()).find(id);
  asked.call.isStream = true;
  await passOn(asked, forwarder, found.id, {
    path: '/mcp',
    urlFor: ({ connector, connection }) => {
      const url = mcpServerOf(connector, connection);
      if (url) return url;
      throw noMcpServer(connection.name, connector.name);
    },
    check: (status, { connector, connection }) => {
      if (status === 401 || status === 403) throw refusedByMcpServer(connection.name, connector.name);
    },
  });
}
