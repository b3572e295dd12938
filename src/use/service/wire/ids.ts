import { createHash } from 'node:crypto';
import { personalFolderId } from '../../../model/folder.ts';

/**
 * The number of a connection where that service numbers its element instances: the first 52 bits of a hash of its id, so that
 * it is the same in every window, and exact in JSON. Never 0.
 */
export function elementInstanceId(id: string): number {
  return Number.parseInt(hash(`instance:${id.toLowerCase()}`).slice(0, 13), 16) || 1;
}

/** The GUID by which that service names a folder; of the folder's id, which holds a path of this computer and is not told. */
export function folderKey(id: string): string {
  const hex = hash(`folder:${id}`);
  // RFC 9562 section 5.8: version 8, whose content is up to whoever makes it.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The path by which that service names a folder: `Finance/Payables`. */
export function folderPath({ id, path, name }: { id: string; path: readonly string[]; name: string }): string {
  return id === personalFolderId ? name : path.join('/');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
