import { type Action, accountKinds } from '../actions.ts';
import { isPersonal, matchesConnector, matchesFolder, matchingPairs, pairs } from '../condition.ts';
import { stageAt } from '../dates.ts';
import type { PolicyDocument } from '../document/document.ts';
import type { PolicyProblem } from '../document/problem.ts';
import type { Condition, Guardrail } from '../document/schema.ts';
import type { Domain } from '../facts.ts';
import type { Source } from '../source.ts';
import { neverHolds, place, shadowed } from './findings.ts';

/** Where a condition holds: for each connector the pairs of type and account that it offers, and the folders. */
interface Box {
  pairs: Uint16Array;
  folders: Uint8Array;
}

interface Entry {
  document: PolicyDocument;
  index: number;
  guardrail: Guardrail;
  when: Box;
  /** The parts about the person, to be compared as they are written. */
  person: string;
  unless: string;
}

/** Guardrails that can never hold, and those that another one makes superfluous. Exact over the domain. */
export function lintGuardrails(sources: readonly Source[], domain: Domain, now: number): PolicyProblem[] {
  const entries = sources.flatMap(({ documents }) => documents.flatMap((document) => entriesOf(document, domain)));
  return entries.flatMap((entry) => {
    const path = ['guardrails', entry.index];
    if (isDead(entry, domain)) return [place(entry.document, path, neverHolds())];
    const larger = entries.find((other) => makesSuperfluous(other, entry, entries, now));
    if (!larger) return [];
    const { file, line } = larger.document.locate(['guardrails', larger.index]);
    return [place(entry.document, path, shadowed(larger.guardrail.id, file, line))];
  });
}

function entriesOf(document: PolicyDocument, domain: Domain): Entry[] {
  return document.content.guardrails.map((guardrail, index) => {
    const { when = {}, unless } = guardrail;
    const { user, group, role } = when;
    return {
      document,
      index,
      guardrail,
      when: boxOf(when, domain),
      person: JSON.stringify([user, group, role]),
      unless: JSON.stringify(unless ?? null),
    };
  });
}

/** Roles differ by person: a condition about one counts as if somebody had it in every folder. */
function boxOf(condition: Condition, { connectors, folders }: Domain): Box {
  const { role: _, ...rest } = condition;
  const reached = matchingPairs(rest);
  return {
    pairs: Uint16Array.from(connectors, (connector) =>
      matchesConnector(rest, connector) ? reached & pairs(connector.authTypes, accountKinds) : 0,
    ),
    folders: Uint8Array.from(folders, (folder) => (matchesFolder(rest, folder, []) ? 1 : 0)),
  };
}

function isDead({ when, guardrail: { unless } }: Entry, domain: Domain): boolean {
  const nothing = when.pairs.every((mask) => mask === 0) || when.folders.every((flag) => flag === 0);
  return nothing || (unless !== undefined && !isPersonal(unless) && contains(boxOf(unless, domain), when));
}

function contains(large: Box, small: Box): boolean {
  return (
    small.pairs.every((mask, index) => (mask & ~(large.pairs[index] as number)) === 0) &&
    small.folders.every((flag, index) => flag <= (large.folders[index] as number))
  );
}

const strengths = { off: 0, audit: 1, warn: 2, enforce: 3 } as const;

/** Whether everything that `small` denies is denied by `large` for the same people; of two equals the later is superfluous. */
function makesSuperfluous(large: Entry, small: Entry, order: readonly Entry[], now: number): boolean {
  if (large === small || !coversPeople(large, small) || !coversActions(large.guardrail, small.guardrail, now))
    return false;
  if (large.guardrail.except || (large.unless !== 'null' && large.unless !== small.unless)) return false;
  if (!contains(large.when, small.when)) return false;
  const equal = contains(small.when, large.when) && coversActions(small.guardrail, large.guardrail, now);
  return !equal || !coversPeople(small, large) || order.indexOf(large) < order.indexOf(small);
}

function coversPeople(large: Entry, small: Entry): boolean {
  const everybody = large.document.content.deploy.some(({ tenant, policy }) => tenant && policy !== 'none');
  const nobodyElse =
    large.person === JSON.stringify([undefined, undefined, undefined]) || large.person === small.person;
  return nobodyElse && (everybody || large.document === small.document);
}

function coversActions(large: Guardrail, small: Guardrail, now: number): boolean {
  const stronger = strengths[stageAt(large, now)] >= strengths[stageAt(small, now)];
  return stronger && small.deny.every((action: Action) => large.deny.includes(action));
}
