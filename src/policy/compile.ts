import { Cells } from './cells.ts';
import { type Classes, connectorClasses, connectorRows, folderClasses, folderPart, settingsRows } from './classes.ts';
import { allPairs, matchesFolder, matchesRoles, matchingPairs } from './condition.ts';
import { endOf, startOf } from './dates.ts';
import type { Condition } from './document/schema.ts';
import type { ConnectorFact, Domain, FolderFact, Principal } from './facts.ts';
import { type Ground, guardrailGrounds, roleGrounds, settingsGrounds, unknownGrounds } from './grounds.ts';
import { type FolderRights, folderRights } from './roles.ts';
import { select } from './select.ts';
import { byAuthority, type Source } from './source.ts';
import { atOnce, perStep, type Steps } from './steps.ts';
import { PolicyTable, pairBits } from './table.ts';

/** What a table is made from. */
export interface CompileInput {
  sources: readonly Source[];
  principal: Principal;
  domain: Domain;
  /** Milliseconds since 1970. */
  now: number;
}

/** Makes the table of one person. Pure: the same input gives the same answers, in whatever order sources and files come. */
export function compile(input: CompileInput): PolicyTable {
  return atOnce(compileSteps(input));
}

/** {@link compile} in steps. */
export function* compileSteps({ sources, principal, domain, now }: CompileInput): Steps<PolicyTable> {
  const selections = byAuthority(sources).map((source) => select(source, principal));
  const rights = folderRights(domain, principal);
  yield;
  const guardrails: Ground[][] = [];
  for (const selection of selections) guardrails.push(yield* guardrailGrounds(selection, principal, now));
  const conditions = guardrails
    .flat()
    .flatMap(({ when, unless }) => [when, unless].filter((part) => part !== undefined));
  yield;
  const connectors = connectorClasses(domain, selections, conditions);
  yield;
  const folders = yield* folderClasses(domain, rights, conditions);
  yield;
  const keys = connectors.examples.map(({ key }) => key);
  const grounds = [
    ...selections.flatMap((selection, index) => [
      ...unknownGrounds(selection.source),
      ...(guardrails[index] as Ground[]),
      ...settingsGrounds(selection, keys, now),
    ]),
    ...roleGrounds(rights),
  ];
  const cells = new Cells(grounds);
  yield;
  const points = yield* fill(grounds, cells, connectors, folders, rights);
  yield;
  return new PolicyTable({
    principal,
    domain,
    selections,
    rights,
    grounds,
    cells,
    connectors: connectors.of,
    folders: folders.of,
    folderCount: folders.examples.length,
    points,
    governed:
      grounds.length > 0 ||
      sources.some((source) => source.documents.length > 0) ||
      [...rights.values()].some(isGoverned),
    now,
    validUntil: nextChange(sources, now),
  });
}

function isGoverned({ at, unknown }: FolderRights): boolean {
  return unknown || at !== undefined;
}

const pairNumbers = [...Array(1 << pairBits).keys()];

/** A ground as numbers: the pairs it reaches in a class of connectors and one of folders. */
interface Reach {
  mask: number;
  rows: Map<number, number> | undefined;
  folders: Uint8Array;
  minus: number;
  minusRows: ReadonlySet<number> | undefined;
  minusFolders: Uint8Array;
}

function* fill(
  grounds: readonly Ground[],
  cells: Cells,
  connectors: Classes<ConnectorFact>,
  folders: Classes<FolderFact>,
  rights: ReadonlyMap<string, FolderRights>,
): Steps<Uint32Array> {
  const reaches = yield* reachesOf(grounds, connectors, folders, rights);
  yield;
  const rows = rowsOf(reaches, connectors.examples.length);
  const points = new Uint32Array((connectors.examples.length * folders.examples.length) << pairBits);
  let place = 0;
  for (const [connector, row] of rows.entries()) {
    yield;
    for (let folder = 0; folder < folders.examples.length; folder++) {
      const found: number[] = [];
      const masks: number[] = [];
      for (const index of row) {
        const mask = maskAt(reaches[index] as Reach, connector, folder);
        if (mask === 0) continue;
        found.push(index);
        masks.push(mask);
      }
      for (const group of alike(masks)) {
        const cell = cells.of(found.filter((_, at) => ((masks[at] as number) & group) !== 0));
        for (const pair of pairNumbers) if (group & (1 << pair)) points[place + pair] = cell;
      }
      place += 1 << pairBits;
    }
  }
  return points;
}

function maskAt(
  { mask, rows, folders, minus, minusRows, minusFolders }: Reach,
  connector: number,
  folder: number,
): number {
  if (folders[folder] === 0) return 0;
  const reached = rows ? (rows.get(connector) as number) : mask;
  const spared = minusFolders[folder] === 1 && (minusRows?.has(connector) ?? true) ? minus : 0;
  return reached & ~spared;
}

/** Splits all pairs into groups that no mask tells apart. */
function alike(masks: readonly number[]): number[] {
  let groups = [allPairs];
  for (const mask of new Set(masks)) {
    groups = groups.flatMap((group) => [group & mask, group & ~mask].filter((part) => part !== 0));
  }
  return groups;
}

/** For each class of connectors the grounds that reach it, in order. */
function rowsOf(reaches: readonly Reach[], count: number): number[][] {
  const rows: number[][] = Array.from({ length: count }, () => []);
  for (const [index, { rows: own }] of reaches.entries()) {
    if (own) for (const row of own.keys()) (rows[row] as number[]).push(index);
    else for (const row of rows) row.push(index);
  }
  return rows;
}

function* reachesOf(
  grounds: readonly Ground[],
  connectors: Classes<ConnectorFact>,
  folders: Classes<FolderFact>,
  rights: ReadonlyMap<string, FolderRights>,
): Steps<Reach[]> {
  const everywhere = new Uint8Array(folders.examples.length).fill(1);
  const nowhere = new Uint8Array(folders.examples.length);
  const known = new Map<string, Uint8Array>();
  const where = (condition: Condition): Uint8Array => {
    const part = folderPart(condition);
    const found =
      known.get(part) ??
      flags(folders, (folder) => matchesFolder(condition, folder) && matchesRoles(condition, rolesIn(rights, folder)));
    known.set(part, found);
    return found;
  };
  const reachOf = (ground: Ground): Reach => {
    const { when, unless, folders: own } = ground;
    const spared = unless && connectorRows(unless, connectors);
    return {
      mask: when ? matchingPairs(when) : allPairs,
      rows:
        settingsRows(ground, connectors) ?? (when && evenRows(connectorRows(when, connectors), matchingPairs(when))),
      folders: own ? flags(folders, ({ id }) => own.has(id)) : when ? where(when) : everywhere,
      minus: unless ? matchingPairs(unless) : 0,
      minusRows: spared && new Set(spared),
      minusFolders: unless ? where(unless) : nowhere,
    };
  };
  const reaches: Reach[] = [];
  for (const ground of grounds) {
    if (reaches.length % perStep === 0) yield;
    reaches.push(reachOf(ground));
  }
  return reaches;
}

function evenRows(rows: readonly number[] | undefined, mask: number): Map<number, number> | undefined {
  return rows && new Map(rows.map((row) => [row, mask]));
}

function flags(folders: Classes<FolderFact>, matches: (folder: FolderFact) => boolean): Uint8Array {
  return Uint8Array.from(folders.examples, (folder) => (matches(folder) ? 1 : 0));
}

function rolesIn(rights: ReadonlyMap<string, FolderRights>, { id }: FolderFact): readonly string[] {
  return (rights.get(id) as FolderRights).roles;
}

/** The first moment after `now` at which a `from` begins or an `until` ends. */
function nextChange(sources: readonly Source[], now: number): number {
  let next = Number.POSITIVE_INFINITY;
  const add = (moment: number) => {
    if (moment > now) next = Math.min(next, moment);
  };
  for (const document of sources.flatMap((source) => source.documents)) {
    const { guardrails, settings } = document.content;
    const entries = Object.values(settings?.connectors ?? {});
    const exempting = [...guardrails, ...entries, ...entries.flatMap(({ authTypes = {} }) => Object.values(authTypes))];
    for (const { from } of guardrails) if (from !== undefined) add(startOf(from));
    for (const exemption of exempting.flatMap(({ except = [] }) => except)) add(endOf(exemption.until));
  }
  return next;
}
