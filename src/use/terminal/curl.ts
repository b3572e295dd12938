import { healthUrl } from '../../auth/health.ts';
import { fillTemplate } from '../../catalog/template.ts';
import type { Connection } from '../../model/connection.ts';
import type { Connector } from '../../model/connector.ts';
import type { Address } from '../variables.ts';

/**
 * A line for a shell that asks an application through the service, as the connection. What is asked is what a check asks,
 * where the application has something to ask with.
 *
 * @param platform whose shell it is for: what of a quoted text a shell reads differs.
 */
export function curlLine(
  { url, bearer }: Address,
  connection: Connection,
  connector: Connector,
  platform: NodeJS.Platform = process.platform,
): string {
  const quote = platform === 'win32' ? quoteWindows : quotePosix;
  const program = platform === 'win32' ? 'curl.exe' : 'curl';
  const address = `${url}/elements_/v3/element/instances/${connection.id}${pathOf(connector, connection)}`;
  return `${program} -sS -H ${quote(`Authorization: Bearer ${bearer.reveal()}`)} ${quote(address)}`;
}

/** From the API's address on, beginning with a slash. */
function pathOf(connector: Connector, { parameters }: Connection): string {
  const { api } = connector;
  if (api.health?.method !== 'GET') return '/';
  try {
    const health = healthUrl(connector, parameters);
    const base = new URL(fillTemplate(api.baseUrl, parameters));
    const below = base.pathname.replace(/\/+$/, '');
    if (!health || health.origin !== base.origin || !health.pathname.startsWith(`${below}/`)) return '/';
    return health.pathname.slice(below.length) + health.search;
  } catch {
    return '/';
  }
}

function quotePosix(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** For PowerShell and for cmd.exe: what either would read inside of quotes is percent-encoded. */
function quoteWindows(text: string): string {
  return `"${text.replace(/["`$!^]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)}"`;
}
