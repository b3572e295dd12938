import { isAllowed } from '../catalog/hosts.ts';
import { fillTemplate } from '../catalog/template.ts';
import type { Connection } from '../model/connection.ts';
import type { Connector } from '../model/connector.ts';

/**
 * The application's MCP server, where this connection's credential opens it.
 *
 * @returns `undefined` where the application has none, or it does not take credentials of this type.
 */
export function mcpServerOf(
  connector: Connector,
  { authType, parameters }: Pick<Connection, 'authType' | 'parameters'>,
): URL | undefined {
  const { mcp } = connector;
  if (!mcp || mcp.authTypes?.includes(authType) === false) return undefined;
  try {
    const url = new URL(fillTemplate(mcp.url, parameters));
    return isAllowed(url, connector, parameters) ? url : undefined;
  } catch {
    // A parameter that is missing is said where the connection is used.
    return undefined;
  }
}
