import * as vscode from 'vscode';
import type { CatalogEntry } from '../../model/connector.ts';
import { genericKeys, mostRecent } from '../addConnection/galleryOrder.ts';

/** What orders the list: the keys that were signed in with last, what is used, and what policies allow nowhere, with why. */
export interface Marks {
  recent: readonly string[];
  used: ReadonlySet<string>;
  off: ReadonlyMap<string, string>;
}

export type ConnectorItem = vscode.QuickPickItem & { entry?: CatalogEntry };

/** What was used last comes first, then what is used here; what policies turn off comes last. */
export function itemsOf(entries: readonly CatalogEntry[], marks: Marks): ConnectorItem[] {
  const { recent, used, off } = marks;
  const open = entries.filter(({ key }) => !off.has(key));
  const last = recent.flatMap((key) => open.find((entry) => entry.key === key) ?? []).slice(0, mostRecent);
  const known = open.filter((entry) => used.has(entry.key) && !last.includes(entry));
  const rest = open.filter((entry) => !known.includes(entry) && !last.includes(entry));
  const group = (label: string, some: readonly CatalogEntry[]): ConnectorItem[] =>
    some.length === 0
      ? []
      : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...some.map((entry) => itemOf(entry, marks))];
  return [
    ...group(vscode.l10n.t('Recent'), last),
    ...group(vscode.l10n.t('Used here'), known),
    ...(last.length + known.length === 0
      ? rest.map((entry) => itemOf(entry, marks))
      : group(vscode.l10n.t('Other applications'), rest)),
    ...group(
      vscode.l10n.t('Turned off by policy'),
      entries.filter(({ key }) => off.has(key)),
    ),
  ];
}

/** With what an application that has no connector of its own can be reached. */
export function genericEntries(entries: readonly CatalogEntry[], { off }: Marks): CatalogEntry[] {
  return genericKeys.flatMap((key) => entries.find((entry) => entry.key === key && !off.has(key)) ?? []);
}

/** What is turned off can be found as well; choosing it says why. */
function itemOf(entry: CatalogEntry, { off }: Marks): ConnectorItem {
  const sentence = off.get(entry.key);
  return {
    label: entry.name,
    description: sentence === undefined ? notesOf(entry) : vscode.l10n.t('not allowed by policy'),
    detail: sentence ?? entry.description,
    ...(sentence === undefined ? {} : { iconPath: new vscode.ThemeIcon('lock') }),
    entry,
  };
}

function notesOf({ categories, own, assurance }: CatalogEntry): string {
  const ours = own ? [vscode.l10n.t('this workspace')] : [];
  const unsure = assurance === 'notVerified' ? [vscode.l10n.t('facts not verified')] : [];
  return [...ours, categories.join(', '), ...unsure].filter(Boolean).join(' · ');
}

/**
 * A result of the catalog's search, which decides what is shown. Until it comes the list's own filter narrows the whole,
 * so that Enter never takes what does not match.
 */
export function foundItem(entry: CatalogEntry, marks: Marks): ConnectorItem {
  return { ...itemOf(entry, marks), alwaysShow: true };
}
