/* Random worlds, small enough to ask about every point of them, and crowded enough that rules meet. */
import fc from 'fast-check';
import type { Exception, FolderOfWorld, Guard, Policy, Words, World } from './world.ts';

export const connectors = [
  { key: 'github', categories: ['Developer tools'] },
  { key: 'slack', categories: ['Chat', 'Developer tools'] },
  { key: 'sap', categories: [] },
  { key: 'constructor', categories: ['Chat'] },
];

export const connectionIds = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];

const types = ['oauth2', 'byoa', 'clientCredentials', 'password', 'deviceCode', 'pat', 'apiKey', 'basic'];
const kinds = ['personal', 'service'];
const actions = ['view', 'use', 'create', 'reconnect', 'edit', 'move', 'share', 'delete'];
const groups = ['finance', 'it', 'ops'];
const users = ['ana@acme.example', 'Ana@Acme.Example', 'bob@acme.example'];
const roles = ['Automation User', 'Folder Administrator', 'Maker', 'Ghost'];
const days = ['2026-06-14', '2026-06-15', '2026-06-16', '2026-12-31', '2025-01-01'];

const some = <T>(items: readonly T[], most = items.length) =>
  fc.uniqueArray(fc.constantFrom(...items), { minLength: 1, maxLength: most });
const oneOrSome = (items: readonly string[]) => fc.oneof(fc.constantFrom(...items), some(items, 3));
const rarely = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 2, nil: undefined });

/** Drops keys without a value, as a file would not have them. */
const tidy = <T extends object>(record: fc.Arbitrary<T>) =>
  record.map((value) => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T);

const words: fc.Arbitrary<Words> = tidy(
  fc.record({
    connector: rarely(oneOrSome(['github', 'slack', 'sap', 'constructor', 'nothing'])),
    category: rarely(oneOrSome(['Developer tools', 'Chat', 'None'])),
    authType: rarely(oneOrSome(types)),
    folder: rarely(
      oneOrSome([
        'personal',
        'shared',
        'Finance',
        'Finance/**',
        '*/Payables',
        '**',
        'F?nance/*',
        'HR/**',
        '**/Payables/**',
      ]),
    ),
    account: rarely(oneOrSome(kinds)),
    role: rarely(oneOrSome(roles)),
    group: rarely(oneOrSome(groups)),
    user: rarely(oneOrSome(users)),
  }),
) as fc.Arbitrary<Words>;

const exceptions: fc.Arbitrary<Exception[] | undefined> = rarely(
  fc.array(
    fc
      .record({ connection: fc.constantFrom(...connectionIds), until: fc.constantFrom(...days) })
      .map((part) => ({ ...part, reason: 'r', approvedBy: 'a' })),
    { maxLength: 2 },
  ),
);

const guard: fc.Arbitrary<Omit<Guard, 'id'>> = tidy(
  fc.record({
    deny: some(actions, 4),
    when: fc.option(words, { freq: 5, nil: undefined }),
    unless: rarely(words),
    rollout: rarely(fc.constantFrom('audit' as const, 'warn' as const, 'enforce' as const)),
    from: rarely(fc.constantFrom(...days)),
    except: exceptions,
  }),
) as fc.Arbitrary<Omit<Guard, 'id'>>;

const flag = fc.option(fc.boolean(), { freq: 3, nil: undefined });

const authTypes = fc.dictionary(
  fc.constantFrom(...types, '*'),
  tidy(fc.record({ enabled: flag, except: exceptions })),
  { maxKeys: 3 },
);

const entry = tidy(
  fc.record({ enabled: flag, authTypes: fc.option(authTypes, { freq: 4, nil: undefined }), except: exceptions }),
);

const settings = tidy(
  fc.record({
    connectors: fc.option(
      fc.dictionary(fc.constantFrom('github', 'slack', 'sap', 'constructor', '*', 'nothing'), entry, { maxKeys: 4 }),
      { freq: 6, nil: undefined },
    ),
    existing: rarely(fc.constantFrom('keep' as const, 'warn' as const, 'block' as const)),
  }),
);

const none = fc.option(fc.constant('none' as const), { freq: 1, nil: undefined });

const deployment = tidy(
  fc.oneof(
    fc.record({ tenant: fc.constant(true as const), policy: none }),
    fc.record({ group: fc.constantFrom(...groups), priority: fc.integer({ min: 0, max: 3 }), policy: none }),
    fc.record({ user: fc.constantFrom(...users), policy: none }),
  ),
) as fc.Arbitrary<Policy['deploy'][number]>;

/** A policy that says something to somebody. */
export const policy: fc.Arbitrary<Policy> = tidy(
  fc.record({
    name: fc.constantFrom('Baseline', 'Finance', 'Other'),
    deploy: fc.array(deployment, { maxLength: 3 }),
    inherits: rarely(fc.boolean()),
    settings: fc.option(settings, { freq: 4, nil: undefined }),
    guardrails: fc.array(guard, { maxLength: 4 }).map((all) => all.map((one, index) => ({ id: `g${index}`, ...one }))),
  }),
) as fc.Arbitrary<Policy>;

const source = fc.record({
  kind: fc.constantFrom('machine' as const, 'organisation' as const, 'user' as const, 'workspace' as const),
  policies: fc.array(fc.option(policy, { freq: 25 }), { maxLength: 4 }),
  expired: fc.constantFrom(...Array<boolean>(14).fill(false), true),
});

const rolesOfFolder = fc.option(
  fc.array(
    fc.record({
      role: fc.constantFrom(...roles),
      users: fc.subarray(['ana@acme.example', 'bob@acme.example']),
      groups: fc.subarray(groups),
      everybody: fc.constantFrom(false, false, false, true),
    }),
    { maxLength: 3 },
  ),
  { nil: undefined },
);

/** Whole worlds. Files are named so that their order differs from the order in which they come. */
export const world: fc.Arbitrary<World> = fc
  .record({
    sources: fc.array(source, { maxLength: 4 }),
    user: fc.oneof(
      { weight: 19, arbitrary: fc.constantFrom('ana@acme.example', 'ANA@acme.example', 'bob@acme.example') },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    groups: fc.oneof({ weight: 19, arbitrary: fc.subarray(groups) }, { weight: 1, arbitrary: fc.constant(undefined) }),
    finance: rolesOfFolder,
    payables: rolesOfFolder,
    unreadable: fc.constantFrom(...Array<boolean>(9).fill(false), true),
    maker: fc.option(fc.subarray(['View', 'Create', 'Edit', 'Delete']), { nil: undefined }),
  })
  .map(({ sources, user, groups: own, finance, payables, unreadable, maker }) => ({
    sources: sources.map(({ kind, policies, expired }, at) => ({
      kind,
      id: `/${kind}/${9 - at}`,
      expired,
      files: policies.map((content, index) => ({
        file: `/${kind}/${9 - at}/${'cab'.charAt(index) || 'd'}.policy.jsonc`,
        policy: content,
      })),
    })),
    user,
    groups: own,
    connectors,
    folders: folders(finance, payables, unreadable),
    ownRoles: maker ? [{ name: 'Maker', permissions: maker }] : [],
    today: '2026-06-15',
  }));

type Grants = { role: string; users: string[]; groups: string[]; everybody: boolean }[] | undefined;

function folders(finance: Grants, payables: Grants, unreadable: boolean): FolderOfWorld[] {
  const roles = (grants: Grants) =>
    grants ? { roles: { line: 2, grants: grants.map((grant, index) => ({ ...grant, line: index + 3 })) } } : {};
  return [
    { id: 'personal', kind: 'personal', path: [] },
    { id: 'f', kind: 'shared', path: ['Finance'], ...roles(finance) },
    { id: 'fp', kind: 'shared', path: ['Finance', 'Payables'], parent: 'f', ...roles(payables) },
    { id: 'fpx', kind: 'shared', path: ['Finance', 'Payables', 'x'], parent: 'fp' },
    { id: 'hr', kind: 'shared', path: ['HR'], ...(unreadable ? { unreadable } : {}) },
    { id: 'it', kind: 'shared', path: ['IT', 'Payables'] },
  ];
}
