import { accountKinds, bitOf } from '../actions.ts';
import { isPersonal, matchesConnector, matchesFolder, matchingPairs, pairs, words } from '../condition.ts';
import { stageAt } from '../dates.ts';
import type { PolicyDocument } from '../document/document.ts';
import type { PolicyProblem } from '../document/problem.ts';
import type { Condition, Guardrail } from '../document/schema.ts';
import type { Domain } from '../facts.ts';
import type { Source } from '../source.ts';
import { perStep, type Steps } from '../steps.ts';
import { neverHolds, place, shadowed } from './findings.ts';

/** Where a condition holds: for each connector the pairs of type and account that it offers, and the folders. */
interface Box {
  /** Connector key → pairs; only those that are reached. */
  pairs: Map<string, number>;
  folders: Uint8Array;
}

interface Entry {
  order: number;
  document: PolicyDocument;
  index: number;
  guardrail: Guardrail;
  actions: number;
  strength: number;
  when: Box;
  /** Deployed to everybody. */
  everybody: boolean;
  /** The parts about the person, to be compared as they are written. */
  person: string;
  unless: string;
}

/** Guardrails that can never hold, and those that another one makes superfluous. Exact over the domain. */
export function* lintGuardrails(sources: readonly Source[], domain: Domain, now: number): Steps<PolicyProblem[]> {
  const guardrails = sources.flatMap(({ documents }) =>
    documents.flatMap((document) =>
      document.content.guardrails.map((guardrail, index) => ({ document, guardrail, index })),
    ),
  );
  const entries: Entry[] = [];
  const box = boxes(domain);
  for (const [order, one] of guardrails.entries()) {
    if (order % perStep === 0) yield;
    entries.push(entryOf(one, order, box, now));
  }
  yield;
  const candidates = candidatesOf(entries);
  const found: PolicyProblem[] = [];
  for (const entry of entries) {
    if (entry.order % perEntries === 0) yield;
    const path = ['guardrails', entry.index];
    if (isDead(entry, box)) {
      found.push(place(entry.document, path, neverHolds()));
      continue;
    }
    const larger = candidates(entry).find((other) => makesSuperfluous(other, entry));
    if (!larger) continue;
    const { file, line } = larger.document.locate(['guardrails', larger.index]);
    found.push(place(entry.document, path, shadowed(larger.guardrail.id, file, line)));
  }
  return found;
}

/** Of those that are compared with others, so many are a step. */
const perEntries = 50;

const strengths = { off: 0, audit: 1, warn: 2, enforce: 3 } as const;

function entryOf(
  { document, guardrail, index }: Pick<Entry, 'document' | 'guardrail' | 'index'>,
  order: number,
  box: (condition: Condition) => Box,
  now: number,
): Entry {
  const { when = {}, unless, deny } = guardrail;
  return {
    order,
    document,
    index,
    guardrail,
    actions: bitOf(...deny),
    strength: strengths[stageAt(guardrail, now)],
    when: box(when),
    everybody: document.content.deploy.some(({ tenant, policy }) => tenant && policy !== 'none'),
    person: personOf(when),
    unless: JSON.stringify(unless ?? null),
  };
}

function personOf({ user, group, role }: Condition): string {
  return JSON.stringify([user, group, role]);
}

const anybody = personOf({});

/**
 * Makes boxes over a domain; those of one part are made once. Roles differ by person: a condition about one counts as if
 * somebody had it in every folder.
 */
function boxes({ connectors, folders }: Domain): (condition: Condition) => Box {
  const byKey = new Map(connectors.map((connector) => [connector.key, connector]));
  const known = new Map<string, Uint8Array>();
  const where = (condition: Condition): Uint8Array => {
    const mark = JSON.stringify(condition.folder ?? null);
    const flags = known.get(mark) ?? Uint8Array.from(folders, (folder) => (matchesFolder(condition, folder) ? 1 : 0));
    known.set(mark, flags);
    return flags;
  };
  return (condition) => {
    const reached = matchingPairs(condition);
    const box: Box = { pairs: new Map(), folders: where(condition) };
    const named = words(condition.connector)?.flatMap((key) => byKey.get(key) ?? []);
    for (const connector of named ?? connectors) {
      const mask = matchesConnector(condition, connector) ? reached & pairs(connector.authTypes, accountKinds) : 0;
      if (mask !== 0) box.pairs.set(connector.key, mask);
    }
    return box;
  };
}

/** Those that could be larger than an entry: they reach the first connector that it reaches. Large files name thousands. */
function candidatesOf(entries: readonly Entry[]): (entry: Entry) => Entry[] {
  const wide: Entry[] = [];
  const naming = new Map<string, Entry[]>();
  for (const entry of entries) {
    const keys = words(entry.guardrail.when?.connector);
    if (!keys) wide.push(entry);
    for (const key of new Set(keys)) {
      const list = naming.get(key) ?? [];
      list.push(entry);
      naming.set(key, list);
    }
  }
  return ({ when }) => {
    const [first] = when.pairs.keys();
    return [...wide, ...(naming.get(first as string) ?? [])];
  };
}

function isDead({ when, guardrail: { unless } }: Entry, box: (condition: Condition) => Box): boolean {
  const nothing = when.pairs.size === 0 || when.folders.every((flag) => flag === 0);
  return nothing || (unless !== undefined && !isPersonal(unless) && contains(box(unless), when));
}

function contains(large: Box, small: Box): boolean {
  return (
    small.folders.every((flag, index) => flag <= (large.folders[index] as number)) &&
    [...small.pairs].every(([key, mask]) => (mask & ~(large.pairs.get(key) ?? 0)) === 0)
  );
}

/** Whether everything that `small` denies is denied by `large` for the same people; of two equals the later is superfluous. */
function makesSuperfluous(large: Entry, small: Entry): boolean {
  return covers(large, small) && (!covers(small, large) || large.order < small.order);
}

function covers(large: Entry, small: Entry): boolean {
  return (
    (small.actions & ~large.actions) === 0 &&
    large.strength >= small.strength &&
    !large.guardrail.except &&
    (large.unless === 'null' || large.unless === small.unless) &&
    (large.everybody || large.document === small.document) &&
    (large.person === anybody || large.person === small.person) &&
    contains(large.when, small.when)
  );
}
