import type { CatalogEntry } from '../model/connector.ts';

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
export function searchCatalog(entries: readonly CatalogEntry[], text: string): CatalogEntry[] {
  const words = wordsOf(text);
  if (words.length === 0) return [...entries];
  const joined = words.join('');
  return entries
    .map((entry) => ({ entry, score: scoreEntry(entry, words, joined) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}

function scoreEntry(entry: CatalogEntry, words: string[], joined: string): number {
  const nameWords = wordsOf(entry.name);
  const name = nameWords.join('');
  // “git hub” finds GitHub.
  const whole = name === joined ? rank.name * 2 : name.startsWith(joined) ? rank.name : 0;
  const synonyms = entry.synonyms.flatMap(wordsOf);
  const scores = words.map((word) => {
    if (name.startsWith(word)) return rank.name;
    if (startsOne(nameWords, word)) return rank.nameWord;
    if (startsOne(synonyms, word)) return rank.synonym;
    if (startsOne(entry.categories.flatMap(wordsOf), word)) return rank.category;
    if (word.length > 1 && name.includes(word)) return rank.inName;
    if ([name, ...nameWords].some((other) => isTypo(word, other))) return rank.nameTypo;
    if (synonyms.some((other) => isTypo(word, other))) return rank.typo;
    return startsOne(wordsOf(entry.description), word) ? rank.description : 0;
  });
  if (scores.includes(0)) return whole;
  return whole + scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

function startsOne(words: string[], start: string): boolean {
  return words.some((word) => word.startsWith(start));
}

/** Lower case, without accents. */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * Whether `typed` is `word`, or its beginning, with a slip or two: a letter too many, too few, wrong, or two swapped
 * (optimal string alignment). Short words get no such help, since too much is near to them.
 */
function isTypo(typed: string, word: string): boolean {
  const allowed = typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2;
  if (allowed === 0 || word.length + allowed < typed.length) return false;
  let before: number[] = [];
  let last = Array.from({ length: word.length + 1 }, (_, column) => column);
  for (let row = 1; row <= typed.length; row++) {
    const current = [row];
    for (let column = 1; column <= word.length; column++) {
      const same = typed[row - 1] === word[column - 1];
      const swapped =
        row > 1 && column > 1 && typed[row - 1] === word[column - 2] && typed[row - 2] === word[column - 1];
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(before, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = last;
    last = current;
  }
  // The smallest of the last row: what is left of the word is still to be typed.
  return Math.min(...last) <= allowed;
}

function at(row: number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
