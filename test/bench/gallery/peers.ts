import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { searchCatalog } from '../../../src/catalog/search.ts';
import type { CatalogEntry } from '../../../src/model/connector.ts';

/** Finds the keys of entries, the best first. */
export type Search = (text: string) => string[];

/** Ours and two libraries that people use for this, with their own indexes, made beforehand, and the same fields. */
export function searches(entries: readonly CatalogEntry[]): Record<string, Search> {
  const fuse = new Fuse(entries, {
    keys: [
      { name: 'name', weight: 5 },
      { name: 'synonyms', weight: 3 },
      { name: 'categories', weight: 2 },
      { name: 'description', weight: 1 },
    ],
    threshold: 0.3,
    ignoreLocation: true,
  });
  const mini = new MiniSearch<CatalogEntry>({
    idField: 'key',
    fields: ['name', 'synonyms', 'categories', 'description'],
    extractField: (entry, field) => {
      const value = entry[field as keyof CatalogEntry];
      return Array.isArray(value) ? value.join(' ') : String(value ?? '');
    },
    searchOptions: {
      prefix: true,
      fuzzy: 0.2,
      combineWith: 'AND',
      boost: { name: 5, synonyms: 3, categories: 2 },
    },
  });
  mini.addAll(entries);
  return {
    ours: (text) => searchCatalog(entries, text).map(({ key }) => key),
    'fuse.js': (text) => fuse.search(text).map(({ item }) => item.key),
    minisearch: (text) => mini.search(text).map(({ id }) => id as string),
  };
}
