import { type Action, actions } from './actions.ts';
import { strength, wordParts } from './cells.ts';
import type { FactName, Subject } from './facts.ts';
import type { Ground } from './grounds.ts';
import type { Rule } from './rule.ts';
import type { PolicyTable } from './table.ts';

/** `indeterminate`: a fact that the answer hangs on is missing or unknown. */
export type Outcome = 'allow' | 'deny' | 'indeterminate';

/** A rule that matters for a decision, and what it does. */
export interface Reason {
  effect: 'deny' | 'warn' | 'audit';
  rule: Rule;
}

/** The answer to a question. The same question has the same answer, as long as the table lives. */
export interface Decision {
  action: Action;
  outcome: Outcome;
  /** Whether it must not be done: denied, or a write of which nobody knows whether it is allowed. */
  blocked: boolean;
  /** Allowed, but the person is warned; the first reason says why. */
  warned: boolean;
  /** Allowed, but written down as what would be denied later. */
  audited: boolean;
  /** Today's policy would not let anybody create this connection. */
  marked: boolean;
  /** The rules, the one that decides first. Empty where nothing forbids. */
  reasons: readonly Reason[];
  /** The facts that are missing or unknown. */
  missing: readonly FactName[];
}

/** What is asked: may the table's person do this? For `move` the folder is the one to move to. */
export interface Request extends Subject {
  action: Action;
}

/** The fast path: whether nothing stops an action on what lies in a cell. */
export function isAllowed(table: PolicyTable, cell: number, action: Action): boolean {
  return (((table.words[cell] as number) >>> actions.indexOf(action)) & 1) === 1;
}

/** The rule that decides on an action in a cell: of a denial, else of a warning, else of an audit. */
export function decidingRule(table: PolicyTable, cell: number, action: Action): Rule | undefined {
  const { cells, grounds } = table.parts;
  return grounds[cells.deciding[cell * actions.length + actions.indexOf(action)] as number]?.rule;
}

const answers = new WeakMap<PolicyTable, (Decision | undefined)[]>();

/** Decides. Answers are kept, so that asking again costs an array read. */
export function decide(table: PolicyTable, request: Request): Decision {
  return decideCell(table, table.intern(request), request.action);
}

/** {@link decide} for what was interned before. */
export function decideCell(table: PolicyTable, cell: number, action: Action): Decision {
  let known = answers.get(table);
  if (!known) {
    known = [];
    answers.set(table, known);
  }
  const place = cell * actions.length + actions.indexOf(action);
  const found = known[place];
  if (found) return found;
  const decision = answer(table, cell, action);
  known[place] = decision;
  return decision;
}

/**
 * Decides on moving a connection: it must be allowed where it goes to, and may be deleted where it is, since moving it away
 * takes it from those who see it there.
 *
 * @param subject the connection as it is.
 * @param to the id of the folder that it goes to.
 * @returns what stops it, or the answer for the folder that it goes to.
 */
export function decideMove(table: PolicyTable, subject: Subject, to: string): Decision {
  const away = decide(table, { ...subject, action: 'delete' });
  return away.blocked ? { ...away, action: 'move' } : decide(table, { ...subject, action: 'move', folder: to });
}

function answer(table: PolicyTable, cell: number, action: Action): Decision {
  const word = table.words[cell] as number;
  const index = actions.indexOf(action);
  const bit = 1 << index;
  const indeterminate = (word & wordParts.indeterminate) !== 0;
  const allowed = (word & bit) !== 0;
  return {
    action,
    outcome: indeterminate ? 'indeterminate' : allowed ? 'allow' : 'deny',
    blocked: !allowed,
    warned: ((word >>> wordParts.warn) & bit) !== 0,
    audited: ((word >>> wordParts.audit) & bit) !== 0,
    marked: (word & wordParts.mark) !== 0,
    reasons: reasonsOf(table, cell, index, allowed),
    missing: table.missingIn(cell),
  };
}

const effects = ['audit', 'warn', 'deny'] as const;

/** Denials alone where there are any; else warnings, then audits. Each in the order of authority. */
function reasonsOf(table: PolicyTable, cell: number, action: number, allowed: boolean): Reason[] {
  const { cells, grounds } = table.parts;
  const strong = cells
    .listOf(cell)
    .map((index) => ({ ground: grounds[index] as Ground, power: strength(grounds[index] as Ground, action) }))
    .filter(({ power }) => (allowed ? power > 0 : power === 3));
  return strong
    .toSorted((a, b) => b.power - a.power)
    .map(({ ground, power }) => ({ effect: effects[power - 1] as Reason['effect'], rule: ground.rule }));
}
