import { createHash } from 'node:crypto';
import type { Found } from '../../connections/access.ts';
import { bindingOf } from '../../connections/binding.ts';

/** What a consent is about: the application and the addresses, not only the id. A hash, since parameters are nobody's business. */
export function markOf({ connection, connector }: Pick<Found, 'connection' | 'connector'>): string {
  return createHash('sha256').update(bindingOf(connection, connector)).digest('base64url').slice(0, 22);
}
