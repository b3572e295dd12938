import {
  type Action,
  type Change,
  compile,
  decidingRule,
  diff,
  impact,
  type PolicyTable,
  type Rule,
} from '../../../policy/index.ts';
import type { Scene, SceneConnection } from '../places/scene.ts';
import { audiencesOf } from './audiences.ts';

export const directions = ['allowed', 'denied', 'warned'] as const;

/** What becomes of something: newly allowed, newly denied, or newly warned about. */
export type Direction = (typeof directions)[number];

/** A connector with an authentication type, a folder and a kind of account, and what changes for it. */
export interface Combination extends Omit<Change, 'action'> {
  direction: Direction;
  actions: Action[];
  /** What newly denies or warns; of what is newly allowed, what denied it before. */
  rule?: Rule;
}

/** A connection of today for which something changes. */
export interface Affected {
  connection: SceneConnection;
  allowed: Action[];
  denied: Action[];
  warned: Action[];
  /** Could not be made any more, or again: marked in the tree from now on, or no more. */
  marked?: boolean;
  rule?: Rule;
}

/** What changes for some people, all in the same way. */
export interface Effect {
  people: string[];
  combinations: Combination[];
  connections: Affected[];
}

/** The whole difference. */
export interface Comparison {
  effects: Effect[];
  /** How many combinations change for somebody. */
  counts: Record<Direction, number>;
}

/** Compares what two states of a folder let everybody do, in the folders that both have. */
export function compare(before: Scene, after: Scene, now: number): Comparison {
  const effects = new Map<string, Effect>();
  const seen: Record<Direction, Set<string>> = { allowed: new Set(), denied: new Set(), warned: new Set() };
  for (const audience of audiencesOf(before, after)) {
    const tables = {
      before: compile({ sources: [before.source], principal: audience.before, domain: before.domain, now }),
      after: compile({ sources: [after.source], principal: audience.after, domain: after.domain, now }),
    };
    const combinations = combinationsOf(tables);
    const connections = affectedBy(tables, after.connections);
    if (combinations.length + connections.length === 0) continue;
    for (const one of combinations) seen[one.direction].add(placeOf(one));
    const key = JSON.stringify([combinations, connections], (name, value) =>
      name === 'rule' ? ruleKey(value) : value,
    );
    const known = effects.get(key);
    if (known) known.people.push(audience.label);
    else effects.set(key, { people: [audience.label], combinations, connections });
  }
  const counts = { allowed: seen.allowed.size, denied: seen.denied.size, warned: seen.warned.size };
  return { effects: [...effects.values()], counts };
}

interface Tables {
  before: PolicyTable;
  after: PolicyTable;
}

function combinationsOf({ before, after }: Tables): Combination[] {
  const { newlyAllowed, newlyDenied, newlyWarned } = diff(before, after);
  return [
    ...gathered('allowed', newlyAllowed, before),
    ...gathered('denied', newlyDenied, after),
    ...gathered('warned', newlyWarned, after),
  ];
}

/** Changes of one place by one rule together. */
function gathered(direction: Direction, changes: readonly Change[], table: PolicyTable): Combination[] {
  const found = new Map<string, Combination>();
  for (const { action, ...place } of changes) {
    const rule = decidingRule(table, table.intern(place), action);
    const key = `${placeOf(place)}\n${ruleKey(rule)}`;
    const known = found.get(key);
    if (known) known.actions.push(action);
    else found.set(key, { ...place, direction, actions: [action], ...(rule ? { rule } : {}) });
  }
  return [...found.values()];
}

function placeOf({ connector, authType, folder, account }: Omit<Change, 'action'>): string {
  return [connector, authType, folder, account].join('\n');
}

/** Tells rules apart by where they stand. */
export function ruleKey(rule: Rule | undefined): string {
  return rule ? `${rule.address.file}:${rule.address.offset}` : '';
}

function affectedBy({ before, after }: Tables, connections: readonly SceneConnection[]): Affected[] {
  const known = connections.filter(({ folder }) => before.parts.folders.has(folder));
  return impact(before, after, known).flatMap(({ connection, changes, marked }) => {
    const of = (wanted: (change: (typeof changes)[number]) => boolean) =>
      changes.filter(wanted).map(({ action }) => action);
    const denied = of((change) => change.after.blocked && !change.before.blocked);
    const allowed = of((change) => !change.after.blocked && change.before.blocked);
    const warned = of((change) => change.after.warned && !change.before.warned && !change.before.blocked);
    const changed = marked.before !== marked.after;
    if (denied.length + allowed.length + warned.length === 0 && !changed) return [];
    const [first] = changes.filter(({ action }) => [...denied, ...warned, ...allowed].includes(action));
    const rule = (first?.after.reasons[0] ?? first?.before.reasons[0])?.rule;
    return [
      { connection, allowed, denied, warned, ...(changed ? { marked: marked.after } : {}), ...(rule ? { rule } : {}) },
    ];
  });
}
