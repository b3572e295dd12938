import * as l10n from '@vscode/l10n';
import { words } from '../../../policy/condition.ts';
import type { Principal } from '../../../policy/index.ts';
import type { Scene } from '../places/scene.ts';

/** People whom no rule tells apart, before and after. */
export interface Audience {
  label: string;
  before: Principal;
  after: Principal;
}

/** No address has it, so that no rule is about it. */
const nobody = '\u0000';

/** No label names more people. */
const mostNames = 3;

/**
 * Everybody for whom the answers may be different: whoever is in no group, each group, and each person of whom a rule speaks
 * or whose groups are not those of somebody else.
 */
export function audiencesOf(before: Scene, after: Scene): Audience[] {
  const scenes = [before, after];
  const named = new Set(scenes.flatMap(namedUsers).map(lower));
  const found = new Map<string, { users: string[]; groups?: string; before: Principal; after: Principal }>();
  const add = (user: string, groups: { before: Principal['groups']; after: Principal['groups'] }, label?: string) => {
    const key = JSON.stringify([
      named.has(lower(user)) ? lower(user) : '',
      groups.before?.toSorted(),
      groups.after?.toSorted(),
    ]);
    const known = found.get(key) ?? {
      users: [],
      ...(label === undefined ? {} : { groups: label }),
      before: { user, groups: groups.before },
      after: { user, groups: groups.after },
    };
    found.set(key, known);
    if (user !== nobody && !known.users.some((one) => lower(one) === lower(user))) known.users.push(user);
  };
  const inGroups = (groups: string[], label: string) => add(nobody, { before: groups, after: groups }, label);
  inGroups([], l10n.t('Everybody else'));
  for (const group of new Set(scenes.flatMap(groupsIn))) inGroups([group], l10n.t('Group {0}', group));
  for (const user of new Set([...scenes.flatMap(namedUsers), ...scenes.flatMap(({ people }) => people.known.users)])) {
    const [old, now] = scenes.map(({ people }) => people.principal(user));
    add(user, { before: old?.groups, after: now?.groups });
  }
  return [...found.values()].map(({ users, groups, ...principals }) => ({
    label: groups ?? namesOf(users),
    ...principals,
  }));
}

function namesOf(users: readonly string[]): string {
  const names = users.slice(0, mostNames).join(', ');
  return users.length > mostNames ? l10n.t('{0} and {1} more', names, users.length - mostNames) : names;
}

/** The people of whom policies and roles speak by name. */
function namedUsers({ source, domain }: Scene): string[] {
  const { deployed, conditions } = spoken(source);
  return [
    ...deployed.flatMap(({ user }) => user ?? []),
    ...conditions.flatMap(({ user }) => words(user) ?? []),
    ...domain.folders.flatMap(({ roles }) => roles?.grants ?? []).flatMap(({ users }) => users ?? []),
  ];
}

function groupsIn({ source, domain, people }: Scene): string[] {
  const { deployed, conditions } = spoken(source);
  return [
    ...deployed.flatMap(({ group }) => group ?? []),
    ...conditions.flatMap(({ group }) => words(group) ?? []),
    ...domain.folders.flatMap(({ roles }) => roles?.grants ?? []).flatMap(({ groups }) => groups ?? []),
    ...people.known.groups.keys(),
  ];
}

function spoken({ documents }: Scene['source']) {
  const contents = documents.map(({ content }) => content);
  const guardrails = contents.flatMap((content) => content.guardrails);
  return {
    deployed: contents.flatMap(({ deploy }) => deploy),
    conditions: guardrails.flatMap(({ when, unless }) => [when, unless].filter((one) => one !== undefined)),
  };
}

/** As policies compare users. */
function lower(user: string): string {
  return user.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
