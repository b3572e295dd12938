import * as l10n from '@vscode/l10n';
import type { StateKind } from '../../model/state.ts';

/** What the tree shows of all that there is. Empty lists and an empty text let everything through. */
export interface Filter {
  states: readonly StateKind[];
  /** Keys of connectors. */
  connectors: readonly string[];
  text: string;
}

export const noFilter: Filter = { states: [], connectors: [], text: '' };

export function isFiltering(filter: Filter): boolean {
  return filter.states.length > 0 || filter.connectors.length > 0 || filter.text.trim() !== '';
}

/** What a filter looks at. */
export interface Filterable {
  state: StateKind;
  /** Absent for a file that could not be read. */
  connector?: string;
  /** Name, account, connector, folder: every one that holds the text counts. */
  words: readonly (string | undefined)[];
}

export function accepts(filter: Filter, subject: Filterable): boolean {
  if (filter.states.length > 0 && !filter.states.includes(subject.state)) return false;
  if (filter.connectors.length > 0 && !(subject.connector && filter.connectors.includes(subject.connector)))
    return false;
  const text = filter.text.trim().toLocaleLowerCase();
  return text === '' || subject.words.some((word) => word?.toLocaleLowerCase().includes(text));
}

/** What the five states are called in the filter and in its message. */
export function stateLabel(state: StateKind): string {
  switch (state) {
    case 'connected':
      return l10n.t('connected');
    case 'degraded':
      return l10n.t('provider not reachable');
    case 'needsSignIn':
      return l10n.t('needs sign-in');
    case 'appProblem':
      return l10n.t('app problem');
    case 'problem':
      return l10n.t('problem file');
  }
}

/**
 * The line above a filtered tree: “2 of 12 shown: needs sign-in, GitHub, “prod””.
 *
 * @param connectorName gives the name of a connector for its key.
 */
export function describeFilter(
  filter: Filter,
  shown: number,
  total: number,
  connectorName: (key: string) => string,
): string {
  const text = filter.text.trim();
  const words = [
    ...filter.states.map(stateLabel),
    ...filter.connectors.map(connectorName),
    ...(text ? [l10n.t('“{0}”', text)] : []),
  ];
  return l10n.t('{0} of {1} shown: {2}', shown, total, words.join(', '));
}
