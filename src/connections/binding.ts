import type { Connection } from '../model/connection.ts';
import type { Credential } from '../model/credential.ts';

/**
 * What a credential is bound to when it is obtained: the connector and its parameters, which decide where it is sent. A
 * connection's file may lie in a repository, and a pull that changes an address must not carry the credential along.
 */
export function bindingOf({ connector, parameters }: Pick<Connection, 'connector' | 'parameters'>): string {
  return JSON.stringify([connector, Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/** True where the connection's file still says what it said when the credential was obtained. */
export function isBound(credential: Credential, connection: Pick<Connection, 'connector' | 'parameters'>): boolean {
  return credential.boundTo === bindingOf(connection);
}
