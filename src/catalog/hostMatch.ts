import { isLoopback } from '../model/loopback.ts';

/** How the value of a parameter is to be read. */
export type Format = 'text' | 'url' | 'host';

/**
 * Whether `value` is one of what a bound allows. A text must be equal. Of an address the host counts (with its port, in
 * punycode, so that no look-alike passes), against an exact host, `*.suffix`, or the host of an address.
 */
export function isOneOf(allowed: readonly string[], value: string, format: Format): boolean {
  if (format === 'text') return allowed.includes(value);
  const host = hostOf(value, format === 'host');
  return host !== undefined && allowed.some((entry) => matchesHost(entry, host));
}

/** The host that an address, or a bare host name, names; `undefined` for what is not safe. */
export function hostOf(value: string, bare: boolean): string | undefined {
  const url = URL.parse(bare ? `https://${value}` : value);
  if (url?.username !== '' || url.password !== '') return undefined;
  if (bare && (url.pathname !== '/' || url.search !== '' || url.hash !== '')) return undefined;
  // A host name with a star is not one, though URL parsers take it.
  if (url.hostname.includes('*')) return undefined;
  return url.protocol === 'https:' || isLoopback(url.hostname) ? url.host : undefined;
}

function matchesHost(entry: string, host: string): boolean {
  if (entry.startsWith('*.')) {
    const suffix = hostOf(entry.slice(2), true);
    return suffix !== undefined && host.endsWith(`.${suffix}`);
  }
  return hostOf(entry, !entry.includes('://')) === host;
}
