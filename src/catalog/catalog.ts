import { readFile } from 'node:fs/promises';
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

/**
 * The built-in connectors, as `scripts/buildCatalog.ts` compiled and checked them: an index, and a file for each record.
 * Nothing is read before it is asked for, and nothing twice.
 */
export class CompiledCatalog implements Catalog {
  readonly #directory: string;
  readonly #connectors = new Map<string, Promise<Connector>>();
  #entries: Promise<CatalogEntry[]> | undefined;

  /** @param directory with `index.json` and `<key>.json`; `dist/catalog` of the extension. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  entries(): Promise<CatalogEntry[]> {
    this.#entries ??= this.#read<CatalogEntry[]>('index');
    return this.#entries;
  }

  async connector(key: string): Promise<Connector> {
    // A key comes from a file that anybody may have written; it must not name a path.
    if (!(await this.entries()).some((entry) => entry.key === key)) throw unknownConnector(key);
    const known = this.#connectors.get(key);
    if (known) return known;
    const loading = this.#read<Connector>(key);
    this.#connectors.set(key, loading);
    loading.catch(() => this.#connectors.delete(key));
    return loading;
  }

  async #read<T>(name: string): Promise<T> {
    return JSON.parse(await readFile(join(this.#directory, `${name}.json`), 'utf8')) as T;
  }
}
