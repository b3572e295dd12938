import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { writeFileAtomic } from '../atomicFile.ts';
import { withLock } from '../processLock.ts';
import { type Bundle, BundleRefused, openBundle } from './bundle.ts';

const recordSchema = z.looseObject({
  version: z.literal(1),
  url: z.string(),
  etag: z.optional(z.string()),
  /** When the address last said that this is the bundle. Milliseconds since 1970, like all times here. */
  confirmedAt: z.number(),
  /** The latest time that this computer has shown. */
  latestSeen: z.number(),
  /** Of the newest bundle that was ever believed: what is older is not believed again. */
  revision: z.number(),
  digest: z.string(),
  /** The bundle as it came; it is opened anew, with its signature, whenever it is read. */
  envelope: z.string(),
});

export type CacheRecord = z.infer<typeof recordSchema>;

/** What is kept of an organisation's policies. */
export interface Kept {
  record: CacheRecord;
  bundle: Bundle;
  /** Where its files lie for people to look at; they are never read back. */
  directory: string;
}

/**
 * The last good bundle for each signing key, in one directory; the key, not the address, is what a revision belongs to, so
 * that another address cannot bring an old one back. Windows share it. Whoever can write the directory can make it forget
 * what it saw, but not make it believe anything.
 */
export class BundleCache {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /**
   * @returns `undefined` where nothing is kept.
   * @throws BundleRefused where what is kept is not what was signed.
   */
  async read(publicKey: string): Promise<Kept | undefined> {
    const record = await this.#record(publicKey);
    if (!record) return undefined;
    const bundle = openBundle(record.envelope, publicKey);
    if (bundle.revision < record.revision) throw older(bundle, record);
    return this.#kept(publicKey, record, bundle);
  }

  /**
   * Keeps what the address gave, if it is not older than what is known.
   *
   * @throws BundleRefused where it is not signed, or older, or other than the one of the same revision.
   */
  async accept(publicKey: string, answer: { url: string; text: string; etag?: string }, now: number): Promise<Kept> {
    const bundle = openBundle(answer.text, publicKey);
    const { url, text: envelope, etag } = answer;
    return this.#locked(publicKey, async () => {
      const before = await this.#record(publicKey);
      if (before && bundle.revision < before.revision) throw older(bundle, before);
      if (before && bundle.revision === before.revision && bundle.digest !== before.digest) {
        throw new BundleRefused(l10n.t('revision {0} is not what it was before', bundle.revision));
      }
      const { revision, digest } = bundle;
      const record: CacheRecord = {
        version: 1,
        url,
        ...(etag === undefined ? {} : { etag }),
        ...{ confirmedAt: now, latestSeen: now, revision, digest, envelope },
      };
      await this.#write(publicKey, record);
      const kept = this.#kept(publicKey, record, bundle);
      await show(kept).catch(() => {});
      return kept;
    });
  }

  /** Notes that the address was asked: whether it confirmed what is kept, and what the clock showed. */
  async note(publicKey: string, now: number, confirmed: boolean): Promise<void> {
    await this.#locked(publicKey, async () => {
      const record = await this.#record(publicKey);
      if (!record) return;
      const latestSeen = confirmed ? now : Math.max(record.latestSeen, now);
      await this.#write(publicKey, { ...record, latestSeen, ...(confirmed ? { confirmedAt: now } : {}) });
    });
  }

  #kept(publicKey: string, record: CacheRecord, bundle: Bundle): Kept {
    return { record, bundle, directory: join(this.#directory, stem(publicKey)) };
  }

  async #record(publicKey: string): Promise<CacheRecord | undefined> {
    const text = await readFile(this.#file(publicKey), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      return recordSchema.parse(JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  async #write(publicKey: string, record: CacheRecord): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    await writeFileAtomic(this.#file(publicKey), JSON.stringify(record), { mode: 0o600 });
  }

  #file(publicKey: string): string {
    return join(this.#directory, `${stem(publicKey)}.json`);
  }

  #locked<T>(publicKey: string, action: () => Promise<T>): Promise<T> {
    return withLock(`organisation:${this.#file(publicKey)}`, action);
  }
}

function stem(publicKey: string): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
}

function older({ revision }: Bundle, known: CacheRecord): BundleRefused {
  return new BundleRefused(
    l10n.t('its revision {0} is older than {1}, which was seen before', revision, known.revision),
  );
}

/** Lays the files of a bundle down for people to look at, read-only, and takes those of an earlier one away. */
async function show({ bundle, directory }: Kept): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const names = new Set(bundle.files.map(({ name }) => name));
  for (const name of await readdir(directory)) if (!names.has(name)) await rm(join(directory, name), { force: true });
  for (const { name, text } of bundle.files) {
    await writeFileAtomic(join(directory, name), text, { mode: 0o400, durable: false });
  }
}
