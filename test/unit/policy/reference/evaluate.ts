/*
 * The reference: policy.md once more, slow and obvious, for one point at a time. It shares no code and no constant with
 * src/policy. Where the two differ, one of them is wrong.
 */
import type { ConnectorEntry, Exception, FolderOfWorld, Guard, Point, Policy, Verdict, Words, World } from './world.ts';

const everyAction = ['view', 'use', 'create', 'reconnect', 'edit', 'move', 'share', 'delete'];
const everyType = ['oauth2', 'byoa', 'clientCredentials', 'password', 'deviceCode', 'pat', 'apiKey', 'basic'];

/** Somebody who has something to say about some actions. */
interface Voice {
  who: string;
  deny: string[];
  warn: string[];
  audit: string[];
  mark: boolean;
}

/** The verdict on every action. */
export function evaluate(world: World, point: Point): Record<string, Verdict> {
  const verdicts: Record<string, Verdict> = {};
  if (!isGoverned(world)) {
    for (const action of everyAction) verdicts[action] = { ...silence, outcome: 'allow' };
    return verdicts;
  }
  const missing = missingFacts(world, point);
  if (missing.length > 0) {
    for (const action of everyAction) {
      const blocked = action !== 'view' && action !== 'use' && action !== 'delete';
      verdicts[action] = { ...silence, outcome: 'indeterminate', blocked, missing };
    }
    return verdicts;
  }
  const voices = allVoices(world, point);
  for (const action of everyAction) verdicts[action] = verdict(voices, action);
  return verdicts;
}

const silence: Verdict = {
  outcome: 'allow',
  blocked: false,
  warned: false,
  audited: false,
  marked: false,
  reasons: [],
  missing: [],
};

function verdict(voices: Voice[], action: string): Verdict {
  const denying = voices.filter((voice) => voice.deny.includes(action));
  const marked = voices.some((voice) => voice.mark);
  if (denying.length > 0) {
    return { ...silence, outcome: 'deny', blocked: true, marked, reasons: denying.map((voice) => `deny ${voice.who}`) };
  }
  const warning = voices.filter((voice) => voice.warn.includes(action));
  const auditing = voices.filter((voice) => voice.audit.includes(action));
  return {
    ...silence,
    marked,
    warned: warning.length > 0,
    audited: auditing.length > 0,
    reasons: [
      ...warning.map((voice) => `warn ${voice.who}`),
      ...auditing.filter((voice) => !warning.includes(voice)).map((voice) => `audit ${voice.who}`),
    ],
  };
}

function isGoverned(world: World): boolean {
  const anyFile = world.sources.some((source) => source.files.length > 0 || source.expired);
  const anyRole = world.folders.some((folder) => folder.kind === 'shared' && (folder.roles || folder.unreadable));
  return anyFile || anyRole;
}

function missingFacts(world: World, point: Point): string[] {
  const missing: string[] = [];
  const folder = world.folders.find((one) => one.id === point.folder);
  if (!world.connectors.some((connector) => connector.key === point.connector)) missing.push('connector');
  if (!everyType.includes(point.authType)) missing.push('authType');
  if (!folder) missing.push('folder');
  if (point.account !== 'personal' && point.account !== 'service') missing.push('account');
  if (folder && withParents(world, folder).some((one) => one.unreadable)) missing.push('role');
  if (world.user === undefined) missing.push('user');
  if (world.groups === undefined) missing.push('group');
  return missing;
}

function withParents(world: World, folder: FolderOfWorld): FolderOfWorld[] {
  const parent = world.folders.find((one) => one.id === folder.parent);
  return parent ? [folder, ...withParents(world, parent)] : [folder];
}

function allVoices(world: World, point: Point): Voice[] {
  const voices: Voice[] = [];
  for (const kind of ['machine', 'organisation', 'user', 'workspace']) {
    const sources = world.sources.filter((source) => source.kind === kind);
    sources.sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const source of sources) voices.push(...voicesOfSource(world, source, point));
  }
  const role = voiceOfRoles(world, point);
  return role ? [...voices, role] : voices;
}

function voicesOfSource(world: World, source: World['sources'][number], point: Point): Voice[] {
  const files = [...source.files].sort((a, b) => (a.file < b.file ? -1 : 1));
  const voices: Voice[] = [];
  const unreadable = files.find((file) => file.policy === null);
  if (unreadable || source.expired) {
    const who = unreadable ? unreadable.file : source.id;
    voices.push({ who, deny: ['create', 'reconnect', 'edit', 'move', 'share'], warn: [], audit: [], mark: false });
  }
  const policies = files.filter((file) => file.policy !== null) as { file: string; policy: Policy }[];
  for (const { file, policy } of policies) {
    const reachesPerson = policy.deploy.some((entry) => entry.policy !== 'none' && isFor(world, entry));
    if (!reachesPerson) continue;
    (policy.guardrails ?? []).forEach((guard, index) => {
      const voice = voiceOfGuard(world, policy, guard, `${file}#guardrails/${index}`, point);
      if (voice) voices.push(voice);
    });
  }
  voices.push(...voicesOfSettings(world, policies, point));
  return voices;
}

function isFor(world: World, entry: Policy['deploy'][number]): boolean {
  if (entry.tenant) return true;
  if (entry.group !== undefined) return (world.groups ?? []).includes(entry.group);
  return entry.user !== undefined && same(entry.user, world.user);
}

function same(a: string, b: string | undefined): boolean {
  return a.toLowerCase() === b?.toLowerCase();
}

// Guardrails

function voiceOfGuard(world: World, policy: Policy, guard: Guard, who: string, point: Point): Voice | undefined {
  if (isExcepted(world, guard.except, point)) return undefined;
  if (!isTrue(world, guard.when ?? {}, point)) return undefined;
  if (guard.unless && isTrue(world, guard.unless, point)) return undefined;
  const steps = ['off', 'audit', 'warn', 'enforce'];
  let step = steps.indexOf(guard.rollout ?? 'enforce');
  if (guard.from !== undefined && world.today < guard.from) step = step - 1;
  const voice: Voice = { who, deny: [], warn: [], audit: [], mark: false };
  if (steps[step] === 'off') return undefined;
  if (steps[step] === 'audit') return { ...voice, audit: guard.deny };
  if (steps[step] === 'warn') return { ...voice, warn: guard.deny };
  const personal = [guard.when, guard.unless].some(
    (words) => words && ('role' in words || 'group' in words || 'user' in words),
  );
  if (!guard.deny.includes('create') || personal) return { ...voice, deny: guard.deny };
  return forExisting({ ...voice, deny: guard.deny, mark: true }, policy.settings?.existing);
}

function forExisting(voice: Voice, attitude: string | undefined): Voice {
  if (attitude === 'block') return { ...voice, deny: [...voice.deny, 'use'] };
  if (attitude === 'warn' && !voice.deny.includes('use')) return { ...voice, warn: ['use'] };
  return voice;
}

function isExcepted(world: World, exceptions: Exception[] | undefined, point: Point): boolean {
  return (exceptions ?? []).some((one) => one.connection === point.connection && world.today <= one.until);
}

function isTrue(world: World, words: Words, point: Point): boolean {
  return Object.entries(words).every(([key, value]) => {
    const wanted = Array.isArray(value) ? value : [value];
    return wanted.some((word) => isWordTrue(world, key, word, point));
  });
}

function isWordTrue(world: World, key: string, word: string, point: Point): boolean {
  const connector = world.connectors.find((one) => one.key === point.connector);
  const folder = world.folders.find((one) => one.id === point.folder);
  if (!connector || !folder) throw new Error('asked about nothing');
  if (key === 'connector') return connector.key === word;
  if (key === 'category') return connector.categories.includes(word);
  if (key === 'authType') return point.authType === word;
  if (key === 'account') return point.account === word;
  if (key === 'user') return same(word, world.user);
  if (key === 'group') return (world.groups ?? []).includes(word);
  if (key === 'role') return heldRoles(world, folder).some((grant) => grant.role === word);
  if (key !== 'folder') throw new Error(key);
  if (word === 'personal') return folder.kind === 'personal';
  if (word === 'shared') return folder.kind === 'shared';
  return folder.kind === 'shared' && isBelow(word.split('/'), folder.path);
}

/** Tries every way in which the stars can be read. */
function isBelow(pattern: string[], path: string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return path.length === 0;
  if (first === '**') return path.some((_, index) => isBelow(rest, path.slice(index))) || isBelow(rest, []);
  const [name, ...inner] = path;
  if (name === undefined) return false;
  const expression = [...first]
    .map((letter) => (letter === '*' ? '.*' : letter === '?' ? '.' : `[${letter}]`))
    .join('');
  return new RegExp(`^${expression}$`, 'u').test(name) && isBelow(rest, inner);
}

// Settings: one document wins, or what it leaves unsaid comes from the next level

interface Said {
  file: string;
  path: string;
  on: boolean;
  except: Exception[] | undefined;
}

function voicesOfSettings(world: World, policies: { file: string; policy: Policy }[], point: Point): Voice[] {
  const levels = winningLevels(world, policies);
  const attitudes = lookUp(levels, (settings) => settings.existing);
  const attitude = ['block', 'warn'].find((one) => attitudes.some(({ value }) => value === one));
  const offs = [...sayConnector(levels, point.connector), ...sayType(levels, point.connector, point.authType)];
  return offs
    .filter((said) => !said.on && !isExcepted(world, said.except, point))
    .map((said) => {
      const voice = {
        who: `${said.file}#${said.path}`,
        deny: ['create', 'reconnect'],
        warn: [],
        audit: [],
        mark: true,
      };
      return forExisting(voice, attitude);
    });
}

type Level = { file: string; policy: Policy }[];

/** The documents that win, with the levels below them that they could inherit from. */
function winningLevels(world: World, policies: Level): Level[] {
  const entries = policies.flatMap(({ file, policy }) =>
    policy.deploy
      .filter((entry) => isFor(world, entry) && (entry.policy === 'none' || policy.settings !== undefined))
      .map((entry) => ({ file, policy, entry })),
  );
  const user = entries.filter(({ entry }) => entry.user !== undefined);
  const groups = entries.filter(({ entry }) => entry.group !== undefined);
  const lowest = Math.min(...groups.map(({ entry }) => entry.priority ?? 0));
  const group = groups.filter(({ entry }) => entry.priority === lowest);
  const tenant = entries.filter(({ entry }) => entry.tenant);
  const levels: Level[] = [];
  for (const level of [user, group, tenant]) {
    const holding = level.filter(({ entry }) => entry.policy !== 'none');
    if (holding.length > 0) levels.push(holding);
    else if (level.length > 0) return levels;
  }
  return levels;
}

function lookUp<T>(
  levels: Level[],
  look: (settings: NonNullable<Policy['settings']>) => T | undefined,
): { file: string; value: T }[] {
  const [level, ...below] = levels;
  const found = new Map<string, T>();
  for (const { file, policy } of level ?? []) {
    const own = look(policy.settings ?? {});
    if (own !== undefined) found.set(file, own);
    else if (policy.inherits) for (const inherited of lookUp(below, look)) found.set(inherited.file, inherited.value);
  }
  return [...found].map(([file, value]) => ({ file, value })).sort((a, b) => (a.file < b.file ? -1 : 1));
}

function sayConnector(levels: Level[], connector: string): Said[] {
  const found = lookUp(levels, ({ connectors = {} }) => {
    for (const key of [connector, '*']) {
      const entry = entryOf(connectors, key);
      if (entry?.enabled !== undefined)
        return { path: `settings/connectors/${key}/enabled`, on: entry.enabled, except: entry.except };
    }
    return undefined;
  });
  return found.map(({ file, value }) => ({ file, ...value }));
}

function sayType(levels: Level[], connector: string, type: string): Said[] {
  const found = lookUp(levels, ({ connectors = {} }) => {
    for (const key of [connector, '*']) {
      for (const name of [type, '*']) {
        const entry = entryOf(entryOf(connectors, key)?.authTypes ?? {}, name);
        const path = `settings/connectors/${key}/authTypes/${name}/enabled`;
        if (entry?.enabled !== undefined) return { path, on: entry.enabled, except: entry.except };
      }
    }
    return undefined;
  });
  return found.map(({ file, value }) => ({ file, ...value }));
}

function entryOf<T>(entries: Record<string, T>, key: string): T | undefined {
  return Object.keys(entries).includes(key) ? entries[key] : undefined;
}

export type { ConnectorEntry };

// Roles

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

function heldRoles(world: World, folder: FolderOfWorld) {
  return rolesGiven(world, folder)
    .flatMap((given) => given.roles.grants.map((grant) => ({ ...grant, folder: given.folder })))
    .filter((grant) => knownRole(world, grant.role) !== undefined)
    .filter(
      (grant) =>
        grant.users.some((user) => same(user, world.user)) ||
        grant.groups.some((group) => (world.groups ?? []).includes(group)),
    );
}

function voiceOfRoles(world: World, point: Point): Voice | undefined {
  const folder = world.folders.find((one) => one.id === point.folder) as FolderOfWorld;
  const [nearest] = rolesGiven(world, folder);
  if (!nearest) return undefined;
  const held = heldRoles(world, folder);
  const permissions = held.flatMap((grant) => knownRole(world, grant.role) ?? []);
  const needed: Record<string, string> = {
    view: 'View',
    use: 'View',
    create: 'Create',
    reconnect: 'Edit',
    edit: 'Edit',
    move: 'Create',
    share: 'Edit',
    delete: 'Delete',
  };
  const deny = everyAction.filter((action) => !permissions.includes(needed[action] as string));
  const where = held[0] ? `${held[0].folder.id}:${held[0].line}` : `${nearest.folder.id}:${nearest.roles.line}`;
  return deny.length > 0 ? { who: where, deny, warn: [], audit: [], mark: false } : undefined;
}
