import type * as z from 'zod/mini';
import type { connectionSchema } from './connectionSchema.ts';
import type { CredentialFacts } from './sharing.ts';

/** What a connection file says. */
export type ConnectionRecord = z.infer<typeof connectionSchema>;

/** Who a connection acts as: as the provider names them, else as the form was filled in. */
export function actsAs({
  account,
  authType,
  parameters,
}: Pick<ConnectionRecord, 'account' | 'authType' | 'parameters'>): string | undefined {
  if (account !== undefined) return account;
  // RFC 6749 section 4.4: the client acts on its own behalf.
  if (authType === 'clientCredentials') return parameters['clientId'];
  return authType === 'basic' || authType === 'password' ? parameters['username'] : undefined;
}

/** The keys of a type that have names. */
type Named<T> = { [K in keyof T as string extends K ? never : K]: T[K] };

/** A connection as it was found: its file's content, and where it lies. */
export interface Connection extends Omit<Named<ConnectionRecord>, 'credential'> {
  credential: CredentialFacts;
  /** The folder's id. */
  folder: string;
  /** The path of the file. */
  file: string;
  /** True where the file must not be written (a newer version, a read-only folder). */
  readOnly: boolean;
}
