import * as vscode from 'vscode';
import { searchCatalog } from '../../catalog/search.ts';
import type { CatalogEntry } from '../../model/connector.ts';
import { turnedOffEntries } from '../addConnection/gallery.ts';
import { type Answer, answered, back, left, type Place } from '../ask/answer.ts';
import type { CommandContext } from '../commands/context.ts';
import type { Draft } from './draft.ts';
import { governedDraft, sayDenied } from './governedDraft.ts';

/** What is used already, and what policies allow nowhere, with the sentence that says so. */
interface Marks {
  used: ReadonlySet<string>;
  off: ReadonlyMap<string, string>;
}

const usual = 'personal' as const;

type Item = vscode.QuickPickItem & { entry?: CatalogEntry };

/** Asks for the application, with the catalog's own search: synonyms and slips find it too. */
export async function askConnector(context: CommandContext, draft: Draft, place: Place): Promise<Answer<Draft>> {
  const { parts } = context;
  const [all, { connections }] = await Promise.all([parts.catalog.entries(), parts.files.snapshot()]);
  const entries = all.filter(({ unavailable }) => unavailable === undefined);
  const used = new Set([...connections.values()].map(({ connector }) => connector));
  const off = await turnedOffEntries(parts, entries);
  const answer = await pickEntry(entries, { used, off }, draft.connector?.key, place);
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
  const pick = vscode.window.createQuickPick<Item>();
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
      found = drawn ? entries : searchCatalog(entries, text);
      pick.items = drawn ? all : found.map((entry) => foundItem(entry, marks.off));
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

/** Those that are used already come first. */
function itemsOf(entries: readonly CatalogEntry[], { used, off }: Marks): Item[] {
  const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const item = (entry: CatalogEntry) => itemOf(entry, off);
  const open = entries.filter(({ key }) => !off.has(key));
  const known = open.filter(({ key }) => used.has(key));
  const rest = open.filter(({ key }) => !used.has(key));
  const refused = entries.filter(({ key }) => off.has(key)).map(item);
  const apart = refused.length > 0 ? [separator(vscode.l10n.t('Turned off by policy')), ...refused] : [];
  if (known.length === 0) return [...rest.map(item), ...apart];
  return [
    separator(vscode.l10n.t('Used here')),
    ...known.map(item),
    separator(vscode.l10n.t('All applications')),
    ...rest.map(item),
    ...apart,
  ];
}

/** What is turned off can be found as well; choosing it says why. */
function itemOf(entry: CatalogEntry, off: Marks['off']): Item {
  const sentence = off.get(entry.key);
  return {
    label: entry.name,
    description: sentence === undefined ? entry.categories.join(', ') : vscode.l10n.t('not allowed by policy'),
    detail: sentence ?? entry.description,
    ...(sentence === undefined ? {} : { iconPath: new vscode.ThemeIcon('lock') }),
    entry,
  };
}

/**
 * A result of the catalog's search, which decides what is shown. Until it comes the list's own filter narrows the whole,
 * so that Enter never takes what does not match.
 */
function foundItem(entry: CatalogEntry, off: Marks['off']): Item {
  return { ...itemOf(entry, off), alwaysShow: true };
}
