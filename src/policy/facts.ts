import type { AuthType } from '../model/authType.ts';
import type { AccountKind } from './actions.ts';
import type { Address } from './document/text.ts';

/** Who asks. `undefined` where it could not be found out: then nothing is decided, and writes are refused. */
export interface Principal {
  /** As {@link https://en.wikipedia.org/wiki/Email_address | an address} or a system user's name; letters A to Z count as small ones. */
  user: string | undefined;
  groups: readonly string[] | undefined;
}

/** What a policy must know of a connector; an entry of the catalog has it all. */
export interface ConnectorFact {
  key: string;
  name: string;
  categories: readonly string[];
  authTypes: readonly AuthType[];
}

export type Permission = 'View' | 'Edit' | 'Create' | 'Delete';

/** A role that `members.jsonc` or `folder.jsonc` defines. The built-in ones are known and cannot be redefined. */
export interface RoleDefinition {
  name: string;
  permissions: readonly Permission[];
}

/** One line of `folder.jsonc` that gives a role to people. */
export interface RoleGrant {
  role: string;
  users?: readonly string[];
  groups?: readonly string[];
  everybody?: true;
  at: Address;
}

/** A folder as the policy sees it. */
export interface FolderFact {
  id: string;
  kind: 'personal' | 'shared';
  /** Below `.patchbay/folders`, from the outermost folder inwards, without the name of the workspace. */
  path: readonly string[];
  /** The id of the folder around it, whose grants hold here too. */
  parent?: string;
  /** Who has which role; absent where the folder's file says nothing about roles. */
  roles?: { at: Address; grants: readonly RoleGrant[] };
  /** The file that gives roles cannot be read and no good one is known: who may do what here is unknown. */
  rolesUnreadable?: Address;
}

/** Everything that can be asked about: a question about anything else is answered with `indeterminate`. */
export interface Domain {
  connectors: readonly ConnectorFact[];
  folders: readonly FolderFact[];
  roles?: readonly RoleDefinition[];
}

/** The names of facts, in the order of the bits that stand for a missing one. */
export const factNames = ['connector', 'authType', 'folder', 'account', 'role', 'user', 'group'] as const;

export type FactName = (typeof factNames)[number];

/** What is asked about, apart from the action. */
export interface Subject {
  connector: string | undefined;
  authType: AuthType | undefined;
  /** The folder's id. */
  folder: string | undefined;
  account: AccountKind | undefined;
  /** The id of an existing connection, for its exemptions. */
  connection?: string | undefined;
}

/** Compares users: letters A to Z as small ones, everything else as it is, so that no look-alike is taken for another. */
export function sameUser(a: string, b: string): boolean {
  return userKey(a) === userKey(b);
}

/** The same text for the same user, to look them up by. */
export function userKey(user: string): string {
  return user.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
