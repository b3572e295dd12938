import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from './atomicFile.ts';
import { withLock } from './processLock.ts';

/** What is kept for one file of bindings. */
interface Kept {
  version: 1;
  /** The file that it is about, for whoever looks. */
  file: string;
  /** The id of the connection that this person chose, by the binding's name. */
  connections: Record<string, string>;
}

/**
 * Which connections this person chose for themselves in the place of those that a file of bindings says. Kept outside the
 * workspace, a small file each, so that nobody else gets it by a pull. No secrets.
 */
export class BindingOverrides {
  readonly directory: string;

  constructor(root: string) {
    this.directory = join(root, 'bindings');
  }

  /** By name. What cannot be read counts as nothing chosen. */
  async of(file: string): Promise<ReadonlyMap<string, string>> {
    return new Map(Object.entries((await this.#read(file)).connections));
  }

  /** @param connection `undefined`: what the file says counts again. */
  async set(file: string, name: string, connection: string | undefined): Promise<void> {
    const path = this.#path(file);
    await withLock(`bindings:${path}`, async () => {
      const { connections } = await this.#read(file);
      const others = Object.entries(connections).filter(([other]) => other !== name);
      const all = connection === undefined ? others : [...others, [name, connection] as const];
      if (all.length === 0) return rm(path, { force: true });
      const kept: Kept = { version: 1, file, connections: Object.fromEntries(all) };
      await mkdir(this.directory, { recursive: true, mode: 0o700 });
      await writeFileAtomic(path, JSON.stringify(kept));
    });
  }

  async #read(file: string): Promise<Pick<Kept, 'connections'>> {
    try {
      const kept = JSON.parse(await readFile(this.#path(file), 'utf8')) as Partial<Kept> | null;
      const entries = Object.entries(kept?.version === 1 ? (kept.connections ?? {}) : {});
      return { connections: Object.fromEntries(entries.filter(([, id]) => typeof id === 'string')) };
    } catch {
      return { connections: {} };
    }
  }

  #path(file: string): string {
    return join(this.directory, `${createHash('sha256').update(file).digest('hex').slice(0, 32)}.json`);
  }
}
