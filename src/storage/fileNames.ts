import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

/** Windows keeps these names for devices, whatever comes after a dot. */
export function isReserved(name: string): boolean {
  return /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(\.|$)/i.test(name);
}

/** Whether a name is taken on any of the three file systems: two of them do not tell cases apart. */
export async function exists(path: string): Promise<boolean> {
  const plain = (name: string) => name.normalize('NFC').toLowerCase();
  return readdir(dirname(path)).then(
    (names) => names.map(plain).includes(plain(basename(path))),
    () => false,
  );
}
