import * as l10n from '@vscode/l10n';
import { type AuthType, describeAuthType } from '../model/authType.ts';
import { type AccountKind, type Action, accountKinds } from './actions.ts';
import { decide, type Request } from './decide.ts';
import type { FolderFact } from './facts.ts';
import { type Point, pointOf } from './point.ts';
import type { PolicyTable } from './table.ts';
import { folderName } from './words.ts';

/** What is different in an alternative; what is absent stays as it was asked. */
export interface Change {
  authType?: AuthType;
  /** A folder's id. */
  folder?: string;
  account?: AccountKind;
}

/** Something near to what was asked, that is allowed. */
export interface Alternative {
  change: Change;
  request: Request;
  /** `with “BYOA”, in your Personal Workspace`. */
  label: string;
  /** Allowed, but with a warning. */
  warned: boolean;
}

/** How much each change asks of a person: another kind of account is little, another shared folder is somebody else's. */
const cost = { account: 2, authType: 3, personal: 4, shared: 6 };

/** What may vary: a connection that exists keeps its authentication type and account. */
const varying: Partial<Record<Action, readonly (keyof Change)[]>> = {
  create: ['account', 'authType', 'folder'],
  move: ['folder'],
};

/**
 * The nearest allowed alternatives to something that is denied, nearest first. Each was decided like a question of its own,
 * and none changes more than it must. Empty for what is allowed, or of which a fact is unknown.
 */
export function alternatives(table: PolicyTable, request: Request, limit = 4): Alternative[] {
  const point = pointOf(table, request);
  const may = varying[request.action];
  if (!point || !may || decide(table, request).outcome !== 'deny') return [];
  const found: (Alternative & { distance: number })[] = [];
  // A change comes after every smaller one that it includes.
  for (const { change, distance } of changes(table, point, may)) {
    if (found.some((nearer) => includes(change, nearer.change))) continue;
    const asked = { ...request, ...change };
    const { outcome, warned } = decide(table, asked);
    if (outcome === 'allow') found.push({ change, request: asked, warned, distance, label: labelOf(table, change) });
  }
  return found
    .toSorted((a, b) => a.distance - b.distance || Number(a.warned) - Number(b.warned))
    .slice(0, limit)
    .map(({ distance: _, ...alternative }) => alternative);
}

function changes({ parts: { domain } }: PolicyTable, { connector }: Point, may: readonly (keyof Change)[]) {
  const steps = <T>(kind: keyof Change, items: readonly T[], make: (item: T) => Change, price: (item: T) => number) => [
    { change: {}, distance: 0 },
    ...items.filter(() => may.includes(kind)).map((item) => ({ change: make(item), distance: price(item) })),
  ];
  const byType = steps(
    'authType',
    connector.authTypes,
    (authType) => ({ authType }),
    () => cost.authType,
  );
  const byKind = steps(
    'account',
    accountKinds,
    (account) => ({ account }),
    () => cost.account,
  );
  const byFolder = steps(
    'folder',
    domain.folders,
    ({ id }) => ({ folder: id }),
    ({ kind }) => cost[kind],
  );
  return byFolder.flatMap((inFolder) =>
    byType.flatMap((withType) =>
      byKind.map((as) => ({
        change: { ...inFolder.change, ...withType.change, ...as.change },
        distance: inFolder.distance + withType.distance + as.distance,
      })),
    ),
  );
}

/** Whether `larger` makes every change that `smaller` makes. */
function includes(larger: Change, smaller: Change): boolean {
  return Object.entries(smaller).every(([key, value]) => larger[key as keyof Change] === value);
}

function labelOf({ parts: { domain } }: PolicyTable, { authType, folder, account }: Change): string {
  const parts: string[] = [];
  if (account === 'personal') parts.push(l10n.t('with a personal account'));
  if (account === 'service') parts.push(l10n.t('with a service account'));
  if (authType) parts.push(l10n.t('with “{0}”', describeAuthType(authType).label));
  if (folder) parts.push(l10n.t('in {0}', folderName(domain.folders.find(({ id }) => id === folder) as FolderFact)));
  return parts.join(', ');
}
