import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogEntry, Connector } from '../model/connector.ts';
import type { Disposable } from '../model/disposable.ts';
import { unknownConnector } from '../model/problems.ts';

/** What can be connected to. */
export interface Catalog {
  /** One line each, enough to list, search and draw. */
  entries(): Promise<CatalogEntry[]>;
  /** @throws Problem `PB105` where there is none with this key. */
  connector(key: string): Promise<Connector>;
  /** Fires when there are others than before. */
  onDidChange?(listener: () => void): Disposable;
}

/** What `index.json` of a compiled catalog holds. */
export interface CatalogIndex {
  entries: CatalogEntry[];
  /** Where the record of each key stands in `records.json`: its first byte and its length. */
  places: Record<string, [offset: number, length: number]>;
}

/**
 * The built-in connectors, as `scripts/buildCatalog.ts` compiled and checked them: an index, and one file with all records,
 * of which only the one that is asked for is read. Nothing is read before it is asked for, and nothing twice.
 */
export class CompiledCatalog implements Catalog {
  readonly #directory: string;
  readonly #connectors = new Map<string, Promise<Connector>>();
  #index: Promise<CatalogIndex> | undefined;

  /** @param directory with `index.json` and `records.json`; `dist/catalog` of the extension. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  async entries(): Promise<CatalogEntry[]> {
    return (await this.#indexed()).entries;
  }

  async connector(key: string): Promise<Connector> {
    const { places } = await this.#indexed();
    // A key comes from a file that anybody may have written.
    const place = Object.hasOwn(places, key) ? places[key] : undefined;
    if (!place) throw unknownConnector(key);
    const known = this.#connectors.get(key);
    if (known) return known;
    const loading = this.#read(...place);
    this.#connectors.set(key, loading);
    loading.catch(() => this.#connectors.delete(key));
    return loading;
  }

  #indexed(): Promise<CatalogIndex> {
    this.#index ??= readFile(join(this.#directory, 'index.json'), 'utf8').then(
      (text) => JSON.parse(text) as CatalogIndex,
    );
    return this.#index;
  }

  async #read(offset: number, length: number): Promise<Connector> {
    const file = await open(join(this.#directory, 'records.json'));
    try {
      const { buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
      return JSON.parse(buffer.toString('utf8')) as Connector;
    } finally {
      await file.close();
    }
  }
}
