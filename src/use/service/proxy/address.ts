import { isAllowed } from '../../../catalog/hosts.ts';
import { fillTemplate } from '../../../catalog/template.ts';
import type { Connector } from '../../../model/connector.ts';
import { isLoopback } from '../../../model/loopback.ts';
import { hostNotAllowed, pathRefused } from '../../../model/problems.ts';
import type { Target } from '../target.ts';

/** Another host of the connector that the caller wants, in place of that of its API. */
export const hostHeader = 'patchbay-host';

/**
 * Where a request goes: below the API's address, or from the root of another host that the connector lists.
 *
 * @param target its path as `parseTarget` let it pass, behind the id.
 * @param host what {@link hostHeader} says.
 * @throws Problem `PB405` for a host that is none of the connector's; `PB501` where a parameter is missing.
 */
export function providerUrl(
  connector: Connector,
  parameters: Record<string, string>,
  target: Target,
  host: string | undefined,
): URL {
  const own = new URL(fillTemplate(connector.api.baseUrl, parameters));
  const url = host === undefined ? own : rootOf(host, own);
  const origin = url.host;
  const base = url.pathname.replace(/\/+$/, '');
  url.pathname = `${base}${target.path}`;
  if (target.query !== '') url.search = [url.search.slice(1), target.query].filter(Boolean).join('&');
  // Neither can be by now: this is where a mistake above would end.
  if (url.host !== origin || !url.pathname.startsWith(base)) throw pathRefused('');
  if (!isAllowed(url, connector, parameters)) throw hostNotAllowed(url.host);
  return url;
}

/** Over https, as `isAllowed` wants it; an application of this computer may be without. */
function rootOf(host: string, { protocol }: URL): URL {
  const url = /^[\w.-]+(:\d{1,5})?$/.test(host) ? URL.parse(`https://${host}/`) : null;
  if (!url) throw hostNotAllowed(host.slice(0, 100));
  return isLoopback(url.hostname) ? new URL(`${protocol}//${host}/`) : url;
}
