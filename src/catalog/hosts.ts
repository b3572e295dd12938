import type { Connector } from '../model/connector.ts';
import { isLoopback } from '../model/loopback.ts';
import { fillPieces, fillTemplate } from './template.ts';

/**
 * Whether a credential of this connection may be sent to `url`: over https (or to this computer), to the API's own host or
 * one that the connector lists. A port counts as part of the host. What cannot be filled or parsed allows nothing.
 */
export function isAllowed(url: URL, connector: Connector, parameters: Record<string, string>): boolean {
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (!secure || url.username !== '' || url.password !== '') return false;
  if (hostOf(connector.api.baseUrl, parameters) === url.host) return true;
  return connector.api.hosts.some((pattern) =>
    pattern.startsWith('*.')
      ? isBelow(url.host, hostOf(pattern.slice(2), parameters))
      : hostOf(pattern, parameters) === url.host,
  );
}

/** `a.example.com` is below `example.com`; `example.com` itself and `badexample.com` are not. */
function isBelow(host: string, suffix: string | undefined): boolean {
  return suffix !== undefined && host.length > suffix.length + 1 && host.endsWith(`.${suffix}`);
}

/** The host that a URL template, or a bare host with placeholders, names; normalised as {@link URL} does. */
function hostOf(template: string, parameters: Record<string, string>): string | undefined {
  try {
    const isUrl = /^(https?:\/\/|\{\w+\}$|\{\w+\}\/)/.test(template) && !isBareHost(template, parameters);
    return new URL(isUrl ? fillTemplate(template, parameters) : `https://${fillPieces(template, parameters)}`).host;
  } catch {
    return undefined;
  }
}

/** `{host}` as a whole may hold a host name as well as an address. */
function isBareHost(template: string, parameters: Record<string, string>): boolean {
  const name = /^\{(\w+)\}$/.exec(template)?.[1];
  return name !== undefined && !/^\s*https?:/i.test(parameters[name] ?? '');
}
