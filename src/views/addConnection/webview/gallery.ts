import { searchCatalog } from '../../../catalog/search.ts';
import type { ConnectorCard } from '../protocol.ts';
import { type PanelState, usedHere } from './state.ts';

/** What the gallery shows: the connectors that were used here first, then the rest. */
export interface Gallery {
  used: ConnectorCard[];
  others: ConnectorCard[];
  /** Policies allow them nowhere. */
  off: ConnectorCard[];
  /** Nobody can connect to them from here. */
  unavailable: ConnectorCard[];
}

/** The connectors that match the search and the category; a search is ordered by how well they match. */
export function gallery(state: PanelState): Gallery {
  const { category } = state;
  const inCategory = state.connectors.filter(
    (card) => category === undefined || (category === usedHere ? card.used > 0 : card.categories.includes(category)),
  );
  const byKey = new Map(inCategory.map((card) => [card.key, card]));
  const found =
    state.search.trim() === ''
      ? inCategory
      : searchCatalog(inCategory, state.search).flatMap(({ key }) => byKey.get(key) ?? []);
  const groups: Gallery = { used: [], others: [], off: [], unavailable: [] };
  for (const card of found) groups[groupOf(card)].push(card);
  return groups;
}

function groupOf({ used, off, unavailable }: ConnectorCard): keyof Gallery {
  if (unavailable !== undefined) return 'unavailable';
  if (off) return 'off';
  return used > 0 ? 'used' : 'others';
}

/** The categories of all connectors, the fullest first. */
export function categories(connectors: readonly ConnectorCard[]): string[] {
  const counts = new Map<string, number>();
  for (const category of connectors.flatMap((card) => card.categories))
    counts.set(category, (counts.get(category) ?? 0) + 1);
  return [...counts].sort(([a, many], [b, more]) => more - many || a.localeCompare(b)).map(([category]) => category);
}
