import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Connection } from '../model/connection.ts';
import { connectionGone } from '../model/problems.ts';
import { type SealedCredential, sealedSchema } from '../model/sharing.ts';
import { parseJsonc } from './jsoncFile.ts';

/**
 * The sealed credential in a connection's file, as it lies there now.
 *
 * @returns `undefined` where the file says no such thing, or not all that belongs to one.
 * @throws Problem `PB101`, `PB108` where the file is gone.
 */
export async function readSealed({ file, name }: Connection): Promise<SealedCredential | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? connectionGone(name) : error;
  }
  const raw = parseJsonc(text, basename(file)) as { credential?: unknown } | undefined;
  return sealedSchema.safeParse(raw?.credential).data;
}
