/* Of the reference: what people may do in folders. */
import { everyAction, same, type Voice, withParents } from './people.ts';
import type { FolderOfWorld, Point, World } from './world.ts';

function knownRole(world: World, name: string): string[] | undefined {
  if (name === 'Automation User') return ['View'];
  if (name === 'Folder Administrator') return ['View', 'Edit', 'Create', 'Delete'];
  return world.ownRoles.findLast((role) => role.name === name)?.permissions;
}

function rolesGiven(world: World, folder: FolderOfWorld) {
  return withParents(world, folder).flatMap((one) =>
    one.kind === 'shared' && one.roles ? [{ folder: one, roles: one.roles }] : [],
  );
}

export function heldRoles(world: World, folder: FolderOfWorld) {
  return rolesGiven(world, folder)
    .flatMap((given) => given.roles.grants.map((grant) => ({ ...grant, folder: given.folder })))
    .filter((grant) => knownRole(world, grant.role) !== undefined)
    .filter(
      (grant) =>
        grant.everybody ||
        grant.users.some((user) => same(user, world.user)) ||
        grant.groups.some((group) => (world.groups ?? []).includes(group)),
    );
}

export function voiceOfRoles(world: World, point: Point): Voice | undefined {
  const folder = world.folders.find((one) => one.id === point.folder) as FolderOfWorld;
  const [nearest] = rolesGiven(world, folder);
  if (!nearest) return undefined;
  const held = heldRoles(world, folder);
  const permissions = held.flatMap((grant) => knownRole(world, grant.role) ?? []);
  const needed: Record<string, string> = {
    view: 'View',
    use: 'View',
    create: 'Create',
    reconnect: 'View',
    edit: 'Edit',
    move: 'Create',
    share: 'Edit',
    delete: 'Delete',
  };
  const deny = everyAction.filter((action) => !permissions.includes(needed[action] as string));
  const where = held[0] ? `${held[0].folder.id}:${held[0].line}` : `${nearest.folder.id}:${nearest.roles.line}`;
  return deny.length > 0 ? { who: where, deny, warn: [], audit: [], mark: false } : undefined;
}
