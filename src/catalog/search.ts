import type { CatalogEntry } from '../model/connector.ts';
import { isTypo } from './typo.ts';
import { entryWords, wordsOf } from './words.ts';

/** How good a match is, by where and how a word was found; the best of an entry counts. */
const rank = {
  name: 100,
  nameWord: 80,
  synonym: 60,
  category: 40,
  inName: 30,
  nameTypo: 25,
  typo: 20,
  description: 10,
};

/**
 * Finds connectors as a person types: by name, synonym, category and description, with a small typo forgiven. Every word
 * must be found somewhere. Best first, equally good ones in the order of `entries`; an empty text gives all.
 */
export function searchCatalog<Entry extends CatalogEntry>(entries: readonly Entry[], text: string): Entry[] {
  const words = wordsOf(text);
  if (words.length === 0) return [...entries];
  const joined = words.join('');
  return entries
    .map((entry) => ({ entry, score: scoreEntry(entry, words, joined) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}

function scoreEntry(entry: CatalogEntry, words: readonly string[], joined: string): number {
  const { joined: name, name: nameWords, synonyms, categories, description } = entryWords(entry);
  // “git hub” finds GitHub.
  const whole = name === joined ? rank.name * 2 : name.startsWith(joined) ? rank.name : 0;
  let sum = 0;
  for (const word of words) {
    const score = scoreWord(word);
    if (score === 0) return whole;
    sum += score;
  }
  return whole + sum / words.length;

  function scoreWord(word: string): number {
    if (name.startsWith(word)) return rank.name;
    if (startsOne(nameWords, word)) return rank.nameWord;
    if (startsOne(synonyms, word)) return rank.synonym;
    if (startsOne(categories, word)) return rank.category;
    if (word.length > 1 && name.includes(word)) return rank.inName;
    if (isTypo(word, name) || nameWords.some((other) => isTypo(word, other))) return rank.nameTypo;
    if (synonyms.some((other) => isTypo(word, other))) return rank.typo;
    return startsOne(description, word) ? rank.description : 0;
  }
}

function startsOne(words: readonly string[], start: string): boolean {
  return words.some((word) => word.startsWith(start));
}
