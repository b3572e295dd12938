import { isOneOf } from '../catalog/hostMatch.ts';
import type { Connector, ConnectorParameter } from '../model/connector.ts';
import type { Presets } from '../policy/index.ts';
import { staysWithin } from '../policy/ownHosts.ts';

/**
 * Whether parameters lead to a host that neither the connector's record nor a policy from outside of the workspace names. A
 * connection's file may lie in a repository, which must not choose where a policy's secret goes.
 */
export function strays(connector: Connector, parameters: Record<string, string>, { fields }: Presets): boolean {
  return connector.parameters.some((parameter) => {
    const value = parameters[parameter.name];
    if (value === undefined || staysWithin(connector, parameter.name, value)) return false;
    return !isOneOf(namedFor(parameter, fields), value, parameter.format === 'text' ? 'host' : parameter.format);
  });
}

/** What policies give a parameter, or bound it to, without those of the workspace. */
function namedFor({ name }: ConnectorParameter, fields: Presets['fields']): string[] {
  const { value, origin, bounds = [] } = fields.get(name) ?? {};
  const given = origin && origin.source !== 'workspace' ? [value ?? []].flat() : [];
  return [...given, ...bounds.filter((bound) => bound.origin.source !== 'workspace').flatMap(({ allowed }) => allowed)];
}
