/* Policies in the language of Cedar, as far as both mean the same: guardrails that are enforced, deployments, folders, roles. */
import cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { FolderOfWorld, Guard, Point, Policy, Words, World } from './reference/world.ts';

const text = (value: string) => JSON.stringify(value);
const list = (value: string | string[]) => `[${[value].flat().map(text).join(', ')}]`;
const any = (parts: string[]) => (parts.length === 0 ? 'false' : `(${parts.join(' || ')})`);
const user = (name: string) => `context.user == ${text(name.toLowerCase())}`;
const group = (name: string) => `principal in Group::${text(name)}`;

function word(key: string, value: string | string[], world: World): string {
  const values = [value].flat();
  if (key === 'connector' || key === 'authType' || key === 'account') return `${list(value)}.contains(resource.${key})`;
  if (key === 'category') return `resource.categories.containsAny(${list(value)})`;
  if (key === 'role') return `context.roles.containsAny(${list(value)})`;
  if (key === 'user') return any(values.map(user));
  if (key === 'group') return any(values.map(group));
  return any(values.map((pattern) => folder(pattern, world)));
}

/** `personal`, `shared`, an exact path, or everything below a path: what Cedar's hierarchy can say. */
function folder(pattern: string, world: World): string {
  if (pattern === 'personal' || pattern === 'shared') return `resource.folderKind == ${text(pattern)}`;
  const found = world.folders.find(({ path }) => path.join('/') === pattern.replace(/\/\*\*$/, ''));
  if (!found) return 'false';
  return pattern.endsWith('/**')
    ? `resource in Folder::${text(found.id)}`
    : `resource.folder == Folder::${text(found.id)}`;
}

export function isExpressible(words: Words | undefined): boolean {
  const patterns = [words?.['folder'] ?? []].flat();
  return patterns.every((pattern) => !/[*?]/.test(pattern.replace(/\/\*\*$/, '')));
}

function condition(words: Words, world: World): string {
  const parts = Object.entries(words).map(([key, value]) => word(key, value, world));
  return parts.length === 0 ? 'true' : parts.join(' && ');
}

function forbid(policy: Policy, guard: Guard, world: World): string {
  const deployed = policy.deploy
    .filter((entry) => entry.policy !== 'none')
    .map((entry) => (entry.tenant ? 'true' : entry.group === undefined ? user(entry.user ?? '') : group(entry.group)));
  const actions = guard.deny.map((action) => `Action::${text(action)}`).join(', ');
  const unless = guard.unless ? ` unless { ${condition(guard.unless, world)} }` : '';
  return `forbid(principal, action in [${actions}], resource) when { ${any(deployed)} && ${condition(guard.when ?? {}, world)} }${unless};`;
}

const permissions: Record<string, string[]> = {
  View: ['view', 'use', 'reconnect'],
  Edit: ['edit', 'share'],
  Create: ['create', 'move'],
  Delete: ['delete'],
};

function forbidWithoutPermission([permission, actions]: [string, string[]]): string {
  const named = actions.map((action) => `Action::${text(action)}`).join(', ');
  return `forbid(principal, action in [${named}], resource) when { context.governed && !context.permissions.contains(${text(permission)}) };`;
}

/** Gives Cedar the policies of a world; the names of policies are those of the reference's reasons. */
export function prepare(world: World): void {
  const staticPolicies: Record<string, string> = { permit: 'permit(principal, action, resource);' };
  for (const { files } of world.sources) {
    for (const { file, policy } of files) {
      for (const [index, guard] of (policy?.guardrails ?? []).entries()) {
        staticPolicies[`${file}#guardrails/${index}`] = forbid(policy as Policy, guard, world);
      }
    }
  }
  for (const one of Object.entries(permissions)) staticPolicies[`role ${one[0]}`] = forbidWithoutPermission(one);
  const answer = cedar.preparsePolicySet('world', { staticPolicies });
  if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors));
}

/** What the person holds in a folder, as facts: Cedar is asked about rules, not about how roles are inherited. */
export interface Held {
  governed: boolean;
  roles: string[];
  permissions: string[];
}

/** The ids of the policies that forbid. */
export function forbiddenBy(world: World, point: Point, action: string, held: Held): string[] {
  const of = (type: string, id: string) => ({ type, id });
  const { categories } = world.connectors.find(({ key }) => key === point.connector) ?? { categories: [] };
  const { kind } = world.folders.find(({ id }) => id === point.folder) as FolderOfWorld;
  const answer = cedar.statefulIsAuthorized({
    principal: of('User', 'me'),
    action: of('Action', action),
    resource: of('Connection', 'it'),
    context: { user: world.user?.toLowerCase() ?? '', ...held },
    preparsedPolicySetId: 'world',
    entities: [
      { uid: of('User', 'me'), attrs: {}, parents: (world.groups ?? []).map((name) => of('Group', name)) },
      {
        uid: of('Connection', 'it'),
        attrs: {
          connector: point.connector,
          categories,
          authType: point.authType,
          account: point.account,
          folderKind: kind,
          folder: { __entity: of('Folder', point.folder) },
        },
        parents: [of('Folder', point.folder)],
      },
      ...world.folders.map(({ id, parent }) => ({
        uid: of('Folder', id),
        attrs: {},
        parents: parent === undefined ? [] : [of('Folder', parent)],
      })),
    ],
  });
  if (answer.type === 'failure' || answer.response.diagnostics.errors.length > 0)
    throw new Error(JSON.stringify(answer));
  const { decision, diagnostics } = answer.response;
  return decision === 'allow' ? [] : diagnostics.reason;
}
