import { searchCatalog } from '../../../catalog/search.ts';
import { genericKeys, mostRecent } from '../galleryOrder.ts';
import type { ConnectorCard } from '../protocol.ts';
import { type PanelState, usedHere } from './state.ts';

/** What the gallery shows, each application once. */
export interface Gallery {
  /** What a search found, the best first; then the next three are empty. */
  found: ConnectorCard[];
  /** What the person signed in with last. */
  recent: ConnectorCard[];
  used: ConnectorCard[];
  others: ConnectorCard[];
  /** Policies allow them nowhere. */
  off: ConnectorCard[];
  /** Nobody can connect to them from here. */
  unavailable: ConnectorCard[];
}

/** The groups from top to bottom. */
const order = ['found', 'recent', 'used', 'others', 'off', 'unavailable'] as const;

/** The first `most` of all groups, from top to bottom. */
export function firstOf(groups: Gallery, most: number): Gallery {
  let left = most;
  const cut = order.map((name) => {
    const cards = groups[name].slice(0, left);
    left -= cards.length;
    return [name, cards];
  });
  return Object.fromEntries(cut);
}

/** How many there are in all groups. */
export function countOf(groups: Gallery): number {
  return order.reduce((sum, name) => sum + groups[name].length, 0);
}

/** The connectors that match the search and the category. */
export function gallery(state: PanelState): Gallery {
  const { category, connectors, search } = state;
  const searching = search.trim() !== '';
  const inCategory = connectors.filter(
    (card) => category === undefined || (category === usedHere ? card.used > 0 : card.categories.includes(category)),
  );
  const last = searching ? new Set<ConnectorCard>() : recentOf(inCategory);
  const groups: Gallery = { found: [], recent: [...last], used: [], others: [], off: [], unavailable: [] };
  for (const card of searchCatalog(inCategory, search)) {
    if (card.unavailable !== undefined) groups.unavailable.push(card);
    else if (card.off) groups.off.push(card);
    else if (searching) groups.found.push(card);
    else if (!last.has(card)) groups[card.used > 0 ? 'used' : 'others'].push(card);
  }
  return groups;
}

function recentOf(cards: readonly ConnectorCard[]): Set<ConnectorCard> {
  const open = cards.filter(
    ({ recent, off, unavailable }) => recent !== undefined && !off && unavailable === undefined,
  );
  return new Set(open.sort((a, b) => (a.recent ?? 0) - (b.recent ?? 0)).slice(0, mostRecent));
}

/** The first that can be chosen. */
export function firstCard({ found, recent, used, others }: Gallery): ConnectorCard | undefined {
  return found[0] ?? recent[0] ?? used[0] ?? others[0];
}

/** The connectors with which an application that has none of its own can be reached, where they are offered. */
export function generic(connectors: readonly ConnectorCard[]): ConnectorCard[] {
  const open = connectors.filter(({ off, unavailable }) => !off && unavailable === undefined);
  return genericKeys.flatMap((key) => open.find((card) => card.key === key) ?? []);
}

/** Names that an empty search gives as examples: well-known ones first, and only of applications that can be chosen. */
export function examples(connectors: readonly ConnectorCard[]): string[] {
  const open = connectors.filter(({ off, unavailable }) => !off && unavailable === undefined);
  const known = ['github', 'salesforce', 'jira', 'slack', 'google'].flatMap(
    (key) => open.find((card) => card.key === key) ?? [],
  );
  return [...new Set([...known, ...open])].slice(0, 2).map(({ name }) => name);
}

/** The categories of all connectors, the fullest first. */
export function categories(connectors: readonly ConnectorCard[]): string[] {
  const counts = new Map<string, number>();
  for (const category of connectors.flatMap((card) => card.categories))
    counts.set(category, (counts.get(category) ?? 0) + 1);
  return [...counts].sort(([a, many], [b, more]) => more - many || a.localeCompare(b)).map(([category]) => category);
}
