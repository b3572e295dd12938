import type { AuthType } from '../model/authType.ts';
import type { AccountKind } from './actions.ts';
import { matchesConnector, matchesFolder, matchesRoles, matchingPairs, pairOf } from './condition.ts';
import type { Condition } from './document/schema.ts';
import type { ConnectorFact, FolderFact, Subject } from './facts.ts';
import type { Ground } from './grounds.ts';
import type { FolderRights } from './roles.ts';
import type { PolicyTable } from './table.ts';

/** A subject of which every fact is known. */
export interface Point {
  connector: ConnectorFact;
  authType: AuthType;
  folder: FolderFact;
  account: AccountKind;
  connection: string | undefined;
  rights: FolderRights;
}

/** The facts behind a subject, or `undefined` where one is missing. */
export function pointOf({ parts: { domain, rights } }: PolicyTable, subject: Subject): Point | undefined {
  const connector = domain.connectors.find(({ key }) => key === subject.connector);
  const folder = domain.folders.find(({ id }) => id === subject.folder);
  const { authType, account, connection } = subject;
  if (!connector || !folder || !authType || !account) return undefined;
  return { connector, authType, folder, account, connection, rights: rights.get(folder.id) as FolderRights };
}

/** Whether a condition holds at a point, its part about the person apart. */
export function holdsAt(condition: Condition, { connector, authType, folder, account, rights }: Point): boolean {
  const pair = 1 << pairOf(authType, account);
  return (
    matchesConnector(condition, connector) &&
    (matchingPairs(condition) & pair) !== 0 &&
    matchesFolder(condition, folder) &&
    matchesRoles(condition, rights.roles)
  );
}

/** Whether a guardrail would hold at a point but for its `unless`. */
export function sparedBy({ when, unless }: Ground, point: Point): boolean {
  return unless !== undefined && holdsAt(when as Condition, point) && holdsAt(unless, point);
}
