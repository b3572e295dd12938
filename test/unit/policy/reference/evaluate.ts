/*
 * The reference: policy.md once more, slow and obvious, for one point at a time. It shares no code and no constant with
 * src/policy. Where the two differ, one of them is wrong.
 */
import { everyAction, forExisting, isExcepted, isFor, same, type Voice, withParents } from './people.ts';
import { heldRoles, voiceOfRoles } from './roles.ts';
import { voicesOfSettings } from './settings.ts';
import type { Guard, Point, Policy, Verdict, Words, World } from './world.ts';

const everyType = ['oauth2', 'byoa', 'clientCredentials', 'password', 'deviceCode', 'pat', 'apiKey', 'basic'];

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
