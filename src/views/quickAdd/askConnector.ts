import * as vscode from 'vscode';
import { searchCatalog } from '../../catalog/search.ts';
import type { CatalogEntry } from '../../model/connector.ts';
import { type Answer, answered, back, left, type Place } from '../ask/answer.ts';
import type { CommandContext } from '../commands/context.ts';
import type { Draft } from './draft.ts';
import { governedDraft } from './governedDraft.ts';

type Item = vscode.QuickPickItem & { entry?: CatalogEntry };

/** Asks for the application, with the catalog's own search: synonyms and slips find it too. */
export async function askConnector({ parts }: CommandContext, draft: Draft, place: Place): Promise<Answer<Draft>> {
  const [all, { connections }] = await Promise.all([parts.catalog.entries(), parts.files.snapshot()]);
  const entries = all.filter(({ unavailable }) => unavailable === undefined);
  const used = new Set([...connections.values()].map(({ connector }) => connector));
  const answer = await pickEntry(entries, used, draft.connector?.key, place);
  if (answer.kind !== 'answered') return answer;
  const connector = await parts.catalog.connector(answer.value.key);
  return answered(await governedDraft(parts, draft, connector));
}

function pickEntry(
  entries: readonly CatalogEntry[],
  used: ReadonlySet<string>,
  activeKey: string | undefined,
  place: Place,
): Promise<Answer<CatalogEntry>> {
  const pick = vscode.window.createQuickPick<Item>();
  const all = itemsOf(entries, used);
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
    pick.onDidChangeValue((text) => {
      pick.items = text.trim() === '' ? all : searchCatalog(entries, text).map(foundItem);
    });
    pick.onDidAccept(() => {
      // A quick Enter comes before the results are on the screen.
      const entry = pick.selectedItems[0]?.entry ?? searchCatalog(entries, pick.value)[0];
      if (entry) end(answered(entry));
    });
    pick.onDidTriggerButton(() => end(back));
    pick.onDidHide(() => end(left));
    pick.show();
  });
}

/** Those that are used already come first. */
function itemsOf(entries: readonly CatalogEntry[], used: ReadonlySet<string>): Item[] {
  const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const known = entries.filter(({ key }) => used.has(key));
  const rest = entries.filter(({ key }) => !used.has(key));
  if (known.length === 0) return entries.map(itemOf);
  return [
    separator(vscode.l10n.t('Used here')),
    ...known.map(itemOf),
    separator(vscode.l10n.t('All applications')),
    ...rest.map(itemOf),
  ];
}

function itemOf(entry: CatalogEntry): Item {
  return { label: entry.name, description: entry.categories.join(', '), detail: entry.description, entry };
}

/**
 * A result of the catalog's search, which decides what is shown. Until it comes the list's own filter narrows the whole,
 * so that Enter never takes what does not match.
 */
function foundItem(entry: CatalogEntry): Item {
  return { ...itemOf(entry), alwaysShow: true };
}
