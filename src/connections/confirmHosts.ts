import { hostsOf } from '../catalog/addresses.ts';
import type { Connector } from '../model/connector.ts';
import { hostsNotConfirmed } from '../model/problems.ts';
import type { Parts } from './parts.ts';

/**
 * Before a first secret goes to the addresses of a connector that a repository brings, a person sees and confirms them.
 *
 * @param chosen the repository brings the connection, and chose a host.
 * @param sources the repository says where on this computer the secrets lie.
 * @throws Problem `PB409` where they do not.
 */
export async function requireConfirmedHosts(
  parts: Pick<Parts, 'confirmHosts'>,
  connector: Connector,
  parameters: Record<string, string>,
  chosen = false,
  sources: readonly string[] = [],
): Promise<void> {
  if (connector.origin === undefined && !chosen && sources.length === 0) return;
  const fill = (host: string) => host.replace(/\{(\w+)\}/g, (whole, name: string) => parameters[name] ?? whole);
  const hosts = [...new Set(hostsOf(connector).map(fill))];
  if (!(await parts.confirmHosts(connector, hosts, ...(sources.length > 0 ? [sources] : []))))
    throw hostsNotConfirmed(connector.name, hosts.join(', '));
}
