import { isOneOf } from '../catalog/hostMatch.ts';
import type { Connector, ConnectorParameter } from '../model/connector.ts';

/**
 * Whether a value that a repository gives to a parameter leaves a credential with the hosts of the connector itself: the
 * parameter cannot change the host, or the value is one that the connector's record names.
 */
export function staysWithin(connector: Connector, name: string, value: string): boolean {
  const parameter = connector.parameters.find((own) => own.name === name);
  if (!parameter || !texts(connector).some((text) => opensHost(text, name))) return true;
  const format = parameter.format === 'text' ? 'host' : parameter.format;
  return isOneOf(knownHosts(connector, parameter), value, format);
}

/** What the record itself names as a place to go to. */
function knownHosts({ api }: Connector, { hosts, choices, default: preset }: ConnectorParameter): string[] {
  const named = [hosts, api.hosts, choices?.map(({ value }) => value), preset].flat();
  return named.filter((host) => host !== undefined);
}

/** Every text in a record, wherever it stands: whoever adds a new kind of address to records cannot forget this. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Object.values(value ?? {}).flatMap(texts);
}

/**
 * Whether `{name}` decides which host a template means: it stands in the host, and is not followed there by a domain of
 * the template's own, as `{site}.example.com` is.
 */
function opensHost(template: string, name: string): boolean {
  const placeholder = `{${name}}`;
  const authority = template.replace(/^https?:\/\//, '').split(/[/?#]/, 1)[0] as string;
  if (!authority.includes(placeholder)) return false;
  const tail = authority.slice(authority.lastIndexOf('}') + 1);
  return !/^\.[^.]+\.[^.]/.test(tail);
}
