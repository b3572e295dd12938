import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection } from '../model/connection.ts';
import { writeFileAtomic } from './atomicFile.ts';

/** A deleted connection, kept for a while so that it can come back and so that its id still has a name. */
export interface Tombstone {
  connection: Connection;
  /** The deleted file, comments and all. */
  text: string;
  /** ISO 8601. */
  deletedAt: string;
  /** True once the grant was given back and the credential purged: then Undo brings back all but the sign-in. */
  purged: boolean;
  /** The vault's domain: whose credential it is to be purged. Another browser's is not ours to find, nor to call purged. */
  domain?: string;
}

const keptForMs = 7 * 24 * 3_600_000;

/** Tombstones, a file each. */
export class Tombstones {
  readonly #directory: string;

  constructor(root: string) {
    this.#directory = join(root, 'tombstones');
  }

  async put(tombstone: Tombstone): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    await writeFileAtomic(this.#file(tombstone.connection.id), JSON.stringify(tombstone));
  }

  async get(id: string): Promise<Tombstone | undefined> {
    try {
      return JSON.parse(await readFile(this.#file(id), 'utf8')) as Tombstone;
    } catch {
      return undefined;
    }
  }

  async remove(id: string): Promise<void> {
    await rm(this.#file(id), { force: true });
  }

  /** Drops those of one vault's domain, and those that name none. */
  async clear(domain: string): Promise<void> {
    const mine = (await this.list()).filter((one) => (one.domain ?? domain) === domain);
    for (const { connection } of mine) await this.remove(connection.id);
  }

  /** All that are kept; those past seven days are dropped on the way. */
  async list(now = Date.now()): Promise<Tombstone[]> {
    const ids = (await readdir(this.#directory).catch(() => [])).flatMap(
      (name) => name.match(/^(.+)\.json$/)?.[1] ?? [],
    );
    const all = (await Promise.all(ids.map((id) => this.get(id)))).filter((one) => one !== undefined);
    const old = all.filter((one) => one.purged && now - Date.parse(one.deletedAt) > keptForMs);
    await Promise.all(old.map((one) => this.remove(one.connection.id)));
    return all.filter((one) => !old.includes(one));
  }

  #file(id: string): string {
    return join(this.#directory, `${id}.json`);
  }
}
