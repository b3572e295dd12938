import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { readConnector } from '../../src/catalog/readConnector.ts';
import type { CatalogEntry, Connector } from '../../src/model/connector.ts';
import { unknownConnector } from '../../src/model/problems.ts';

const directory = join(import.meta.dirname, '../../src/catalog/connectors');

/** The records as they are in the source, not compiled; each is read once. */
class FileCatalog implements Catalog {
  readonly #read = new Map<string, Promise<Connector>>();
  #entries: Promise<CatalogEntry[]> | undefined;

  entries(): Promise<CatalogEntry[]> {
    this.#entries ??= this.#readAll();
    return this.#entries;
  }

  connector(key: string): Promise<Connector> {
    const reading = this.#read.get(key) ?? readRecord(key);
    this.#read.set(key, reading);
    return reading;
  }

  async #readAll(): Promise<CatalogEntry[]> {
    const keys = (await readdir(directory)).filter((name) => name.endsWith('.jsonc')).map((name) => name.slice(0, -6));
    const records = await Promise.all(keys.map((key) => this.connector(key)));
    return records.map(({ key, name, description, categories, synonyms, authTypes }) => {
      return { key, name, description, categories, synonyms, authTypes };
    });
  }
}

export const fileCatalog: Catalog = new FileCatalog();

async function readRecord(key: string): Promise<Connector> {
  const file = join(directory, `${key}.jsonc`);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const connector = text === undefined ? undefined : readConnector(text, file).connector;
  if (!connector) throw unknownConnector(key);
  return connector;
}
