import { referenceNotWritable } from '../../model/problems.ts';
import type { Secret } from '../../model/secret.ts';
import type { Parts } from '../parts.ts';
import { describeReference, type Reference } from './reference.ts';
import { requireReference } from './resolve.ts';

/**
 * The version that a later {@link writeReference} may say that it expects, so that what others write from now on is not
 * overwritten; 0 where nothing was ever there.
 *
 * @throws as {@link writeReference}.
 */
export async function referenceVersion(
  parts: Pick<Parts, 'stores'>,
  field: string,
  reference: string,
  signal?: AbortSignal,
): Promise<number> {
  const { store, place } = requireWritable(field, requireReference(field, reference));
  return (await parts.stores.open(store)).version(place, signal);
}

/**
 * Writes a secret to the store where the reference says that it lies. The other fields at the same path stay.
 *
 * @param expectedVersion what {@link referenceVersion} said earlier; the version of now, unless told.
 * @throws Problem `PB734` where somebody changed it meanwhile, in which case nothing was overwritten; `PB736` for a
 *   variable, a file or a pinned version, where Patchbay does not write; `PB720`, `PB725`–`PB738`; Cancelled.
 */
export async function writeReference(
  parts: Pick<Parts, 'stores'>,
  field: string,
  reference: string,
  secret: Secret,
  signal?: AbortSignal,
  expectedVersion?: number,
): Promise<void> {
  const { store: name, place } = requireWritable(field, requireReference(field, reference));
  const store = await parts.stores.open(name);
  const expected = expectedVersion ?? (await store.version(place, signal));
  await store.write(place, secret, expected, signal);
}

function requireWritable(field: string, reference: Reference): Extract<Reference, { kind: 'store' }> {
  if (reference.kind !== 'store' || reference.place.version !== undefined)
    throw referenceNotWritable(field, describeReference(reference));
  return reference;
}
