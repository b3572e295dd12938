import { type AuthType, authTypes } from '../model/authType.ts';
import { type AccountKind, accountKinds } from './actions.ts';
import type { Condition } from './document/schema.ts';
import { type ConnectorFact, type FolderFact, type Principal, sameUser } from './facts.ts';
import { matchesPath } from './glob.ts';

/** All authentication types with all account kinds, one bit for each pair. */
export const allPairs = (1 << (authTypes.length * accountKinds.length)) - 1;

/** The bit of a pair of authentication type and account kind. */
export function pairOf(type: AuthType, account: AccountKind): number {
  return authTypes.indexOf(type) * accountKinds.length + accountKinds.indexOf(account);
}

/** The pairs of all given types with all given kinds; `undefined` stands for all. */
export function pairs(types: readonly AuthType[] | undefined, accounts: readonly AccountKind[] | undefined): number {
  let mask = 0;
  for (const type of types ?? authTypes)
    for (const account of accounts ?? accountKinds) mask |= 1 << pairOf(type, account);
  return mask;
}

/** The words of a condition: one or several. */
export function words<T extends string>(value: T | T[] | undefined): readonly T[] | undefined {
  return typeof value === 'string' ? [value] : value;
}

/** The part of a condition about the person. */
export function matchesPrincipal(condition: Condition, { user, groups }: Principal): boolean {
  const users = words(condition.user);
  const wanted = words(condition.group);
  if (users && !users.some((name) => user !== undefined && sameUser(name, user))) return false;
  return !wanted || wanted.some((group) => groups?.includes(group));
}

/** The part about the connector. */
export function matchesConnector(condition: Condition, { key, categories }: ConnectorFact): boolean {
  const keys = words(condition.connector);
  if (keys && !keys.includes(key)) return false;
  return words(condition.category)?.some((category) => categories.includes(category)) ?? true;
}

/** The part about authentication type and account kind. */
export function matchingPairs({ authType, account }: Condition): number {
  return pairs(words(authType), words(account));
}

/** The part about the folder. */
export function matchesFolder(condition: Condition, folder: FolderFact): boolean {
  return words(condition.folder)?.some((word) => isFolder(word, folder)) ?? true;
}

/** The part about the roles that the person has in the folder. */
export function matchesRoles(condition: Condition, roles: readonly string[]): boolean {
  return words(condition.role)?.some((role) => roles.includes(role)) ?? true;
}

/** Whether a rule with this condition is about the person, not about the connection. */
export function isPersonal({ role, group, user }: Condition): boolean {
  return role !== undefined || group !== undefined || user !== undefined;
}

function isFolder(word: string, { kind, path }: FolderFact): boolean {
  if (word === 'personal' || word === 'shared') return word === kind;
  return kind === 'shared' && matchesPath(word, path);
}
