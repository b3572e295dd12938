import type { Action, Domain, Rule } from '../../../policy/index.ts';
import { type Combination, type Direction, ruleKey } from './difference.ts';

/** Combinations that are told in one line: each of one list with each of the others. */
export interface Row {
  direction: Direction;
  connectors: string[];
  /** Empty: every one that the connector offers. */
  authTypes: string[];
  folders: string[];
  accounts: string[];
  actions: readonly Action[];
  rule: Rule | undefined;
  /** How many combinations these are. */
  count: number;
}

const dimensions = ['accounts', 'authTypes', 'folders', 'connectors'] as const;

/** Puts combinations together as far as that says the same. */
export function rowsOf(combinations: readonly Combination[], { connectors }: Domain): Row[] {
  const offered = new Map(connectors.map(({ key, authTypes }) => [key, authTypes.length]));
  let rows = combinations.map(({ direction, connector, authType, folder, account, actions, rule }): Row => {
    const lists = { connectors: [connector], authTypes: [authType], folders: [folder], accounts: [account] };
    return { direction, ...lists, actions, rule, count: 1 };
  });
  for (const dimension of dimensions) {
    rows = merged(rows, dimension);
    if (dimension !== 'authTypes') continue;
    // So that connectors which offer different ones can be told together.
    for (const row of rows) if (row.authTypes.length === offered.get(row.connectors[0] as string)) row.authTypes = [];
  }
  return rows;
}

function merged(rows: readonly Row[], dimension: (typeof dimensions)[number]): Row[] {
  const found = new Map<string, Row>();
  for (const row of rows) {
    const { rule, count: _, ...lists } = row;
    const key = JSON.stringify([{ ...lists, [dimension]: [] }, ruleKey(rule)]);
    const known = found.get(key);
    if (known) {
      known[dimension].push(...row[dimension]);
      known.count += row.count;
    } else found.set(key, { ...row, [dimension]: [...row[dimension]] });
  }
  return [...found.values()];
}
