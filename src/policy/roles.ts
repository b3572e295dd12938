import { type Action, actions, bitOf } from './actions.ts';
import type { Address } from './document/text.ts';
import { type Domain, type FolderFact, type Permission, type Principal, type RoleGrant, sameUser } from './facts.ts';

/**
 * What each permission opens. Seeing a connection is using it, as in Orchestrator, and so is signing in to it as oneself; a
 * reconnection that changes what others use is an edit too. Moving one into a folder is creating it there.
 */
const opens: Record<Permission, readonly Action[]> = {
  View: ['view', 'use', 'reconnect'],
  Edit: ['edit', 'share'],
  Create: ['create', 'move'],
  Delete: ['delete'],
};

const allPermissions = Object.keys(opens) as Permission[];

/** The permission that an action needs. */
export function permissionFor(action: Action): Permission {
  const [permission] = Object.entries(opens).find(([, opened]) => opened.includes(action)) as [Permission, unknown];
  return permission;
}

/** The roles that are always there. */
export const builtInRoles: Readonly<Record<string, readonly Permission[]>> = {
  'Automation User': ['View'],
  'Folder Administrator': ['View', 'Edit', 'Create', 'Delete'],
};

/** What somebody may do in one folder by the roles they have there. */
export interface FolderRights {
  /** The names of the roles. */
  roles: readonly string[];
  /** What they permit; everything where nobody gave any role, nothing where they cannot be known. */
  permissions: readonly Permission[];
  /** The bits of the actions that no role opens; 0 where nobody gave any role. */
  refused: number;
  /** The line that gives most of it, or the place where roles are given. */
  at?: Address;
  /** The roles cannot be known. */
  unknown: boolean;
}

/**
 * The rights of `principal` in each folder. Roles of a folder hold in the folders inside it as well. Where neither a
 * folder nor one around it gives any role, everybody may do everything; what is personal is one's own.
 */
export function folderRights(domain: Domain, principal: Principal): ReadonlyMap<string, FolderRights> {
  const folders = byId(domain);
  const permissions = permissionsOf(domain);
  return new Map(domain.folders.map((folder) => [folder.id, rights(lineage(folder, folders), principal, permissions)]));
}

/**
 * The rights of each of several people in one folder.
 *
 * @returns `undefined` where there is no such folder.
 */
export function rightsInFolder(
  domain: Pick<Domain, 'folders' | 'roles'>,
  folderId: string,
): ((principal: Principal) => FolderRights) | undefined {
  const folders = byId(domain);
  const folder = folders.get(folderId);
  if (!folder) return undefined;
  const chain = lineage(folder, folders);
  const permissions = permissionsOf(domain);
  return (principal) => rights(chain, principal, permissions);
}

function byId({ folders }: Pick<Domain, 'folders'>): ReadonlyMap<string, FolderFact> {
  return new Map(folders.map((folder) => [folder.id, folder]));
}

function permissionsOf({ roles = [] }: Pick<Domain, 'roles'>): ReadonlyMap<string, readonly Permission[]> {
  return new Map([...roles.map((role) => [role.name, role.permissions] as const), ...Object.entries(builtInRoles)]);
}

/** A folder and those around it, from the inside outwards. A parent that leads back ends it. */
export function lineage(folder: FolderFact, folders: ReadonlyMap<string, FolderFact>): FolderFact[] {
  const found = new Set<FolderFact>();
  let next: FolderFact | undefined = folder;
  while (next && !found.has(next)) {
    found.add(next);
    next = folders.get(next.parent ?? '');
  }
  return [...found];
}

function rights(
  chain: readonly FolderFact[],
  principal: Principal,
  permissions: ReadonlyMap<string, readonly Permission[]>,
): FolderRights {
  if (chain.some((folder) => folder.rolesUnreadable)) return { roles: [], permissions: [], refused: 0, unknown: true };
  const given = chain.flatMap((folder) => (folder.kind === 'shared' && folder.roles ? [folder.roles] : []));
  if (!given[0]) return { roles: [], permissions: allPermissions, refused: 0, unknown: false };
  const held = given.flatMap(({ grants }) =>
    grants.filter((grant) => permissions.has(grant.role) && isFor(grant, principal)),
  );
  const permitted = [...new Set(held.flatMap((grant) => permissions.get(grant.role) as Permission[]))];
  const opened = permitted.flatMap((permission) => opens[permission]);
  return {
    roles: [...new Set(held.map((grant) => grant.role))],
    permissions: permitted,
    refused: bitOf(...actions.filter((action) => !opened.includes(action))),
    at: held[0]?.at ?? given[0].at,
    unknown: false,
  };
}

function isFor({ users, groups, everybody }: RoleGrant, { user, groups: own }: Principal): boolean {
  const named = everybody ?? users?.some((name) => user !== undefined && sameUser(name, user));
  return named || (groups?.some((group) => own?.includes(group)) ?? false);
}
