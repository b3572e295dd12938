import { dirname } from 'node:path';
import type { Connection } from '../../model/connection.ts';
import type { Connector } from '../../model/connector.ts';
import type { Secret } from '../../model/secret.ts';
import { bindingOf } from '../binding.ts';
import type { Parts } from '../parts.ts';
import { describeReference } from './reference.ts';
import { requireReference, resolveReference } from './resolve.ts';

type SecretField = 'token' | 'password' | 'clientSecret' | 'privateKey';

/** Field of the form → where its secret lies. */
export type References = Readonly<Record<string, string>>;

/**
 * Finds all secrets that a connection's file only names.
 *
 * @throws Problem `PB720`–`PB738`; Cancelled.
 */
export async function resolveSecrets(
  parts: Pick<Parts, 'stores' | 'governance'>,
  references: References,
  signal?: AbortSignal,
): Promise<Partial<Record<SecretField, Secret>>> {
  const { sources } = await parts.governance.status();
  // A workspace's source is its `.patchbay/policies`.
  const workspaces = sources.filter(({ kind }) => kind === 'workspace').map(({ id }) => dirname(dirname(id)));
  const found: [string, Secret][] = [];
  for (const [field, reference] of Object.entries(references)) {
    found.push([field, await resolveReference(parts, field, reference, { workspaces }, signal)]);
  }
  return Object.fromEntries(found);
}

/** Where the secrets of a connection lie, for a person. */
export function describeReferences(references: References): string[] {
  return Object.entries(references).map(([field, reference]) => describeReference(requireReference(field, reference)));
}

/**
 * What a person agrees to: that these secrets of their computer go to these addresses. A pull that changes either must not
 * send one anywhere.
 */
export function referenceBinding(
  connection: Pick<Connection, 'connector' | 'parameters' | 'credential'>,
  connector: Connector,
): string {
  const from = Object.entries(connection.credential.from ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([bindingOf(connection, connector), from]);
}
