import type { Connection } from '../../model/connection.ts';
import type { AppSecrets } from '../../model/credential.ts';
import type { Secret } from '../../model/secret.ts';
import type { Found } from '../access.ts';
import type { Parts } from '../parts.ts';
import { parseReference } from './reference.ts';
import { describeReferences, resolveSecrets } from './secrets.ts';
import { referenceVersion, writeReference } from './write.ts';

type Secrets = AppSecrets & { token?: Secret };

/** Whether a new secret can be written to where a reference points: into a store, and not to one version of the past. */
export function isWritable(reference: string | undefined): reference is string {
  const parsed = reference === undefined ? undefined : parseReference(reference);
  return parsed !== undefined && 'kind' in parsed && parsed.kind === 'store' && parsed.place.version === undefined;
}

/** Where on this computer the secrets lie that a repository names, in words: a person agrees before they are sent. */
export function foreignSources({ connection, folder }: Pick<Found, 'connection' | 'folder'>): string[] {
  const { kind, from = {} } = connection.credential;
  return kind === 'reference' && folder.kind === 'shared' ? describeReferences(from) : [];
}

/**
 * The secrets of a connection that names where they lie, for a reconnection: what was typed is taken in place of what lies
 * there, and written there once the application took it.
 *
 * @throws Problem `PB720`–`PB738`; Cancelled.
 */
export async function referredSecrets(
  parts: Pick<Parts, 'stores' | 'governance'>,
  { credential: { kind, from = {} } }: Pick<Connection, 'credential'>,
  typed: Secrets,
  signal: AbortSignal,
): Promise<{ found: Secrets; write(): Promise<void> }> {
  if (kind !== 'reference') return { found: {}, write: async () => {} };
  const entries = Object.entries(from);
  const isTyped = (field: string) => typed[field as keyof Secrets] instanceof Object;
  const found = await resolveSecrets(parts, Object.fromEntries(entries.filter(([field]) => !isTyped(field))), signal);
  const changes: { field: string; reference: string; version: number }[] = [];
  for (const [field, reference] of entries.filter(([name]) => isTyped(name))) {
    // The version from before the check: what somebody writes meanwhile is not overwritten.
    changes.push({ field, reference, version: await referenceVersion(parts, field, reference, signal) });
  }
  const write = async () => {
    for (const { field, reference, version } of changes) {
      await writeReference(parts, field, reference, typed[field as keyof Secrets] as Secret, signal, version);
    }
  };
  return { found, write };
}
