import { addressesOf } from '../catalog/addresses.ts';
import type { Connection } from '../model/connection.ts';
import type { Connector } from '../model/connector.ts';
import type { Credential } from '../model/credential.ts';

/**
 * What a credential is bound to when it is obtained: the connector and its parameters, which decide where it is sent. A
 * connection's file may lie in a repository, and a pull that changes an address must not carry the credential along. Nor
 * must one that changes the record of a connector which the repository brings: so of those the addresses count too.
 */
export function bindingOf(
  { connector: key, parameters }: Pick<Connection, 'connector' | 'parameters'>,
  connector: Connector,
): string {
  const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([key, sorted, ...(connector.origin === undefined ? [] : [addressesOf(connector)])]);
}

/**
 * What a secret that is one for all is bound to: {@link bindingOf}, and how it is used. Who can change the file must not
 * widen what members ask for with it.
 */
export function sharedBindingOf(
  connection: Pick<Connection, 'connector' | 'parameters' | 'authType' | 'scopes'>,
  connector: Connector,
): string {
  const { authType, scopes = [] } = connection;
  return JSON.stringify([bindingOf(connection, connector), authType, [...scopes].sort()]);
}

/** True where connection and connector say what they said when the credential was obtained. */
export function isBound(
  credential: Credential,
  connection: Pick<Connection, 'connector' | 'parameters'>,
  connector: Connector,
): boolean {
  return credential.boundTo === bindingOf(connection, connector);
}
