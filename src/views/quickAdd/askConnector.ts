import * as vscode from 'vscode';
import { searchCatalog } from '../../catalog/search.ts';
import type { CatalogEntry } from '../../model/connector.ts';
import { turnedOffEntries } from '../addConnection/gallery.ts';
import { type Answer, answered, back, left, type Place } from '../ask/answer.ts';
import type { CommandContext } from '../commands/context.ts';
import { type ConnectorItem, foundItem, genericEntries, itemsOf, type Marks } from './connectorItems.ts';
import type { Draft } from './draft.ts';
import { governedDraft, sayDenied } from './governedDraft.ts';

const usual = 'personal' as const;

/** Asks for the application, with the catalog's own search: synonyms and slips find it too. */
export async function askConnector(context: CommandContext, draft: Draft, place: Place): Promise<Answer<Draft>> {
  const { parts } = context;
  const [all, { connections }, recent] = await Promise.all([
    parts.catalog.entries(),
    parts.files.snapshot(),
    parts.recent.keys(),
  ]);
  const entries = all.filter(({ unavailable }) => unavailable === undefined);
  const used = new Set([...connections.values()].map(({ connector }) => connector));
  const off = await turnedOffEntries(parts, entries);
  const answer = await pickEntry(entries, { recent, used, off }, draft.connector?.key, place);
  if (answer.kind !== 'answered') return answer;
  const { key, authTypes } = answer.value;
  const chosen = off.has(key) && authTypes[0] && { connector: key, authType: authTypes[0], accountKind: usual };
  if (chosen && (await sayDenied(parts, draft, chosen))) return askConnector(context, draft, place);
  const connector = await parts.catalog.connector(answer.value.key);
  return answered(await governedDraft(parts, draft, connector));
}

function pickEntry(
  entries: readonly CatalogEntry[],
  marks: Marks,
  activeKey: string | undefined,
  place: Place,
): Promise<Answer<CatalogEntry>> {
  const pick = vscode.window.createQuickPick<ConnectorItem>();
  const all = itemsOf(entries, marks);
  const active = all.find(({ entry }) => entry && entry.key === activeKey);
  Object.assign(pick, {
    title: place.title,
    step: place.step,
    totalSteps: place.totalSteps,
    placeholder: vscode.l10n.t('Search for the application, by name or by what it is for'),
    buttons: place.canGoBack ? [vscode.QuickInputButtons.Back] : [],
    items: all,
    activeItems: active ? [active] : [],
    ignoreFocusOut: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return new Promise((resolve) => {
    const end = (answer: Answer<CatalogEntry>) => {
      resolve(answer);
      pick.dispose();
    };
    // Where the results are drawn their first is active. Until then the list names lines by the places that they had before.
    let drawn = true;
    let found: readonly CatalogEntry[] = entries;
    pick.onDidChangeValue((text) => {
      drawn = text.trim() === '';
      const matches = drawn ? entries : searchCatalog(entries, text);
      // What is not in the list can be connected to as well.
      found = matches.length > 0 ? matches : genericEntries(entries, marks);
      pick.items = drawn ? all : found.map((entry) => foundItem(entry, marks));
    });
    pick.onDidChangeActive(([first]) => {
      drawn ||= first !== undefined && first.entry === found[0];
    });
    pick.onDidAccept(() => {
      // A quick Enter comes before the results are on the screen.
      const entry = drawn ? pick.selectedItems[0]?.entry : found[0];
      if (entry) end(answered(entry));
    });
    pick.onDidTriggerButton(() => end(back));
    pick.onDidHide(() => end(left));
    pick.show();
  });
}
