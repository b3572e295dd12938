import { type AuthType, authTypes } from '../model/authType.ts';
import { type AccountKind, type Action, accountKinds, actions } from './actions.ts';
import { wordParts } from './cells.ts';
import { pairOf } from './condition.ts';
import { type Decision, decideCell } from './decide.ts';
import type { Subject } from './facts.ts';
import { atOnce, perStep, type Steps } from './steps.ts';
import { type PolicyTable, pairBits } from './table.ts';

/** A combination for which one action became possible, or impossible. */
export interface Change {
  connector: string;
  authType: AuthType;
  folder: string;
  account: AccountKind;
  action: Action;
}

/** The difference between two policy sets over the whole domain. */
export interface Difference {
  newlyAllowed: Change[];
  newlyDenied: Change[];
  /** Allowed before and after, but warned about only now. */
  newlyWarned: Change[];
}

/**
 * Compares two tables of one person over every connector, authentication type that it offers, folder and account kind that
 * both know.
 */
export function diff(before: PolicyTable, after: PolicyTable): Difference {
  return atOnce(diffSteps(before, after));
}

/** {@link diff} in steps. */
export function* diffSteps(before: PolicyTable, after: PolicyTable): Steps<Difference> {
  const result: Difference = { newlyAllowed: [], newlyDenied: [], newlyWarned: [] };
  for (const { key: connector, authTypes: offered } of after.parts.domain.connectors) {
    yield;
    const pairs = pairsOf(offered);
    for (const { id: folder } of after.parts.domain.folders) {
      const old = rowOf(before, connector, folder);
      const now = rowOf(after, connector, folder);
      if (!old || !now) continue;
      for (const { authType, account, pair } of pairs) {
        const words = { old: old(pair), now: now(pair) };
        if (words.old !== words.now) record(result, { connector, authType, folder, account }, words);
      }
    }
  }
  return result;
}

function pairsOf(offered: readonly AuthType[]) {
  return authTypes
    .filter((type) => offered.includes(type))
    .flatMap((authType) => accountKinds.map((account) => ({ authType, account, pair: pairOf(authType, account) })));
}

/** Reads the words of one connector in one folder; `undefined` where the table does not know one of them. */
function rowOf(table: PolicyTable, connector: string, folder: string): ((pair: number) => number) | undefined {
  const { connectors, folders, folderCount, points } = table.parts;
  const row = connectors.get(connector);
  const column = folders.get(folder);
  if (row === undefined || column === undefined) return undefined;
  const start = (row * folderCount + column) << pairBits;
  return (pair) => table.words[points[start + pair] as number] as number;
}

function record(result: Difference, place: Omit<Change, 'action'>, { old, now }: { old: number; now: number }): void {
  for (const [index, action] of actions.entries()) {
    const was = (old >>> index) & 1;
    const is = (now >>> index) & 1;
    const change = { ...place, action };
    if (was < is) result.newlyAllowed.push(change);
    else if (was > is) result.newlyDenied.push(change);
    else if (is && warned(now, index) > warned(old, index)) result.newlyWarned.push(change);
  }
}

function warned(word: number, index: number): number {
  return (word >>> (wordParts.warn + index)) & 1;
}

/** What an edit does to one connection. */
export interface Impact<C> {
  connection: C;
  /** Whether it is marked as one that could not be created any more. */
  marked: { before: boolean; after: boolean };
  changes: { action: Action; before: Decision; after: Decision }[];
}

/** Those of today's connections for which an action is decided otherwise, with the decisions and their reasons. */
export function impact<C extends Subject>(
  before: PolicyTable,
  after: PolicyTable,
  connections: readonly C[],
): Impact<C>[] {
  return atOnce(impactSteps(before, after, connections));
}

/** {@link impact} in steps. */
export function* impactSteps<C extends Subject>(
  before: PolicyTable,
  after: PolicyTable,
  connections: readonly C[],
): Steps<Impact<C>[]> {
  const found: Impact<C>[] = [];
  for (const [index, connection] of connections.entries()) {
    if (index % perStep === 0) yield;
    const old = before.intern(connection);
    const now = after.intern(connection);
    if (before.words[old] === after.words[now]) continue;
    const changes = actions
      .map((action) => ({ action, before: decideCell(before, old, action), after: decideCell(after, now, action) }))
      .filter((change) => differs(change.before, change.after));
    const isMarked = (word: number) => (word & wordParts.mark) !== 0;
    const marked = { before: isMarked(before.words[old] as number), after: isMarked(after.words[now] as number) };
    found.push({ connection, marked, changes });
  }
  return found;
}

function differs(before: Decision, after: Decision): boolean {
  return before.outcome !== after.outcome || before.warned !== after.warned || before.audited !== after.audited;
}
