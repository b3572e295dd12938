import type { Connector } from '../model/connector.ts';

/** Every address of a record to which something goes, as its templates say it; sorted, each once. */
export function addressesOf({ oauth, api }: Connector): string[] {
  const { issuer, authorizeUrl, tokenUrl, refreshUrl, revokeUrl, parUrl, deviceUrl, registrationUrl } = oauth ?? {};
  const own = [issuer, authorizeUrl, tokenUrl, refreshUrl, revokeUrl, parUrl, deviceUrl, registrationUrl];
  const health = api.health && /^(https?:|\{)/.test(api.health.path) ? api.health.path : undefined;
  const all = [...own, api.baseUrl, health, ...api.hosts].filter((address) => address !== undefined);
  return [...new Set(all)].sort();
}

/** The hosts of these addresses, for a person to read; one that a parameter decides is named by its placeholder. */
export function hostsOf(connector: Connector): string[] {
  const hosts = addressesOf(connector).map((address) => address.replace(/^https?:\/\//, '').split(/[/?#]/, 1)[0] ?? '');
  return [...new Set(hosts)].sort();
}
