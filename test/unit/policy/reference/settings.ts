/* Of the reference: one document wins, or what it leaves unsaid comes from the next level. */
import { forExisting, isExcepted, isFor, type Voice } from './people.ts';
import type { Exception, Point, Policy, World } from './world.ts';

interface Said {
  file: string;
  path: string;
  on: boolean;
  except: Exception[] | undefined;
}

export function voicesOfSettings(world: World, policies: { file: string; policy: Policy }[], point: Point): Voice[] {
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
