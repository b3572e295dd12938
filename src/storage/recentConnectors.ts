import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from './atomicFile.ts';
import { withLock } from './processLock.ts';

/** So many are remembered. */
const most = 12;

/** Which connectors this person signed in with last, in whatever workspace: keys only, for all windows of one browser. */
export class RecentConnectors {
  readonly #directory: string;
  readonly #domain: () => Promise<string>;

  /** @param domain the vault's: who works in another browser is somebody else. */
  constructor(root: string, domain: () => Promise<string>) {
    this.#directory = join(root, 'recent');
    this.#domain = domain;
  }

  /** The keys, the last first. What cannot be read counts as nothing. */
  async keys(): Promise<string[]> {
    try {
      const kept: unknown = JSON.parse(await readFile(await this.#file(), 'utf8'));
      return Array.isArray(kept) ? kept.filter((key) => typeof key === 'string') : [];
    } catch {
      return [];
    }
  }

  /** Puts `key` before the others. */
  async remember(key: string): Promise<void> {
    const file = await this.#file();
    await withLock(`recent:${file}`, async () => {
      const others = (await this.keys()).filter((other) => other !== key);
      await mkdir(this.#directory, { recursive: true, mode: 0o700 });
      await writeFileAtomic(file, JSON.stringify([key, ...others].slice(0, most)), { durable: false });
    });
  }

  async clear(): Promise<void> {
    await rm(await this.#file(), { force: true });
  }

  async #file(): Promise<string> {
    return join(this.#directory, `${await this.#domain()}.json`);
  }
}
