import type { CatalogEntry } from '../model/connector.ts';

/** The words of an entry as a search compares them: lower case, without accents. */
export interface EntryWords {
  /** All of the name in one, so that “git hub” finds GitHub. */
  joined: string;
  name: readonly string[];
  synonyms: readonly string[];
  categories: readonly string[];
  description: readonly string[];
}

const known = new WeakMap<CatalogEntry, EntryWords>();

/** The words of `entry`, taken apart once as long as it lives. */
export function entryWords(entry: CatalogEntry): EntryWords {
  let words = known.get(entry);
  if (!words) {
    const name = wordsOf(entry.name);
    words = {
      joined: name.join(''),
      name,
      synonyms: entry.synonyms.flatMap(wordsOf),
      categories: entry.categories.flatMap(wordsOf),
      description: wordsOf(entry.description),
    };
    known.set(entry, words);
  }
  return words;
}

/** Lower case, without accents. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
