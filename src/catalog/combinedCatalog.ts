import type { CatalogEntry, Connector } from '../model/connector.ts';
import { Emitter } from '../model/event.ts';
import type { Catalog } from './catalog.ts';
import { type OwnConnectors, readOwnConnectors } from './ownConnectors.ts';

/** The built-in connectors together with those of the workspace, which are read when the first question comes. */
export class CombinedCatalog implements Catalog {
  readonly #builtIn: Catalog;
  readonly #directories: () => readonly string[];
  readonly #changed = new Emitter<void>();
  #own: Promise<OwnConnectors> | undefined;
  #entries: Promise<CatalogEntry[]> | undefined;

  readonly onDidChange = this.#changed.event;

  /** @param directories where own connectors lie now; none of a workspace that is not trusted. */
  constructor(builtIn: Catalog, directories: () => readonly string[]) {
    this.#builtIn = builtIn;
    this.#directories = directories;
  }

  /** The same array until something changes. */
  entries(): Promise<CatalogEntry[]> {
    this.#entries ??= this.#list();
    return this.#entries;
  }

  async connector(key: string): Promise<Connector> {
    const { connectors } = await this.own();
    return connectors.get(key) ?? this.#builtIn.connector(key);
  }

  /** The workspace's own, and what is wrong with their files. */
  own(): Promise<OwnConnectors> {
    this.#own ??= this.#builtIn
      .entries()
      .then((entries) => readOwnConnectors(this.#directories(), new Set(entries.map(({ key }) => key))));
    return this.#own;
  }

  /** Files came, changed or went, or the workspace is trusted now. */
  changed(): void {
    if (!this.#own) return;
    this.#own = undefined;
    this.#entries = undefined;
    this.#changed.fire();
  }

  async #list(): Promise<CatalogEntry[]> {
    const [builtIn, { connectors }] = await Promise.all([this.#builtIn.entries(), this.own()]);
    if (connectors.size === 0) return builtIn;
    return [...builtIn, ...[...connectors.values()].map(entryOf)];
  }
}

function entryOf({ key, name, description, categories, synonyms, authTypes, unavailable }: Connector): CatalogEntry {
  const entry = { key, name, description, categories, synonyms, authTypes, own: true };
  return unavailable === undefined ? entry : { ...entry, unavailable };
}
