import type { Problem } from '../../model/problem.ts';
import {
  referenceInWorkspace,
  referenceMalformed,
  referenceNotSet,
  referenceOpenToOthers,
  referenceUnreadable,
} from '../../model/problems.ts';
import type { Secret } from '../../model/secret.ts';
import { NoLocalSecret, readLocalSecret, type Surroundings } from '../../storage/localSecret.ts';
import type { Parts } from '../parts.ts';
import { parseReference, type Reference } from './reference.ts';

/**
 * Finds the secret that a connection file names, at the moment when it is needed. It is not kept.
 *
 * @param field which secret of the connection it is: `token`, `password`, `clientSecret` or `privateKey`.
 * @throws Problem `PB720` for a reference that cannot be read, `PB721`–`PB724` for a variable or a file, `PB725`–`PB738`
 *   for a store; Cancelled.
 */
export async function resolveReference(
  parts: Pick<Parts, 'stores'>,
  field: string,
  reference: string,
  context: Surroundings,
  signal?: AbortSignal,
): Promise<Secret> {
  const parsed = requireReference(field, reference);
  if (parsed.kind !== 'store') {
    return readLocalSecret(parsed, context).catch((error: unknown) => {
      throw error instanceof NoLocalSecret ? localProblem(field, parsed, error) : error;
    });
  }
  const store = await parts.stores.open(parsed.store);
  return (await store.read(parsed.place, signal)).secret;
}

/** @throws Problem `PB720`. */
export function requireReference(field: string, reference: string): Reference {
  const parsed = parseReference(reference);
  if ('problem' in parsed) throw referenceMalformed(field, parsed.problem);
  return parsed;
}

function localProblem(field: string, reference: Reference, { fault, message }: NoLocalSecret): Problem {
  switch (fault) {
    case 'notSet':
      return referenceNotSet(field, reference.kind === 'env' ? reference.name : message);
    case 'inWorkspace':
      return referenceInWorkspace(field, message);
    case 'openToOthers':
      return referenceOpenToOthers(field, message);
    case 'unreadable':
      return referenceUnreadable(field, message);
  }
}
