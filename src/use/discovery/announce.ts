import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Disposable } from '../../model/disposable.ts';
import type { Secret } from '../../model/secret.ts';
import { writeFileAtomic } from '../../storage/atomicFile.ts';
import { windowsDirectory } from './directory.ts';

/** What a window says of itself. */
export interface Announcement {
  /** Where its local service answers: `http://127.0.0.1:1234`. */
  url: string;
  /** A bearer of the service, valid as long as the window; never a token of a provider. */
  bearer: Secret;
  /** The workspace folders that are open in it. */
  folders: readonly string[];
  /** True where it is to be found from outside of them, too. */
  anywhere?: boolean;
}

/** What lies in the file. */
export interface AnnouncedWindow {
  version: 1;
  pid: number;
  url: string;
  bearer: string;
  folders: string[];
  anywhere?: boolean;
  since: string;
}

/**
 * Leaves a file, which only this user can read, so that `patchbay` finds the window in any terminal. What a window that
 * crashed left is told apart by its process, and by connecting.
 *
 * @returns takes the file away.
 * @throws Problem `PB307`; what the file system says.
 */
export async function announce(
  { url, bearer, folders, anywhere = false }: Announcement,
  parent?: string,
): Promise<Disposable> {
  const file = join(await windowsDirectory(parent), `${process.pid}-${randomBytes(6).toString('hex')}.json`);
  const since = new Date().toISOString();
  const content: AnnouncedWindow = {
    ...{ version: 1, pid: process.pid, url, bearer: bearer.reveal() },
    ...{ folders: [...folders], anywhere, since },
  };
  await writeFileAtomic(file, JSON.stringify(content), { mode: 0o600, durable: false });
  // At once, since the process may be about to end.
  return { dispose: () => rmSync(file, { force: true }) };
}
