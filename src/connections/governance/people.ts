import {
  groupsOf,
  type Members,
  type MembersInput,
  type PolicyProblem,
  type Principal,
  type RoleDefinition,
  readMembers,
  rolesOf,
  type SourceKind,
} from '../../policy/index.ts';

/** A file of members or roles that is not in force as it stands. */
export interface BrokenPeople {
  file: string;
  unreadable?: string;
  problems: readonly PolicyProblem[];
  /** Whether its last good text stays in force. */
  kept: boolean;
}

/** Who is in which group, and what own roles permit, by all `members.jsonc` together. */
export interface People {
  /** `groups` is undefined where a file that may say it cannot be read. */
  principal(user: string | undefined): Principal;
  roles: readonly RoleDefinition[];
  /** Everybody whom a file names. */
  known: KnownPeople;
  broken: readonly BrokenPeople[];
}

/** The people whom `members.jsonc` files name. */
export interface KnownPeople {
  users: readonly string[];
  /** The members of each group. */
  groups: ReadonlyMap<string, readonly string[]>;
  /** The public keys of all, to which secrets are sealed. */
  keys: readonly string[];
}

interface Voice {
  from: SourceKind;
  members: Members;
}

/** Reads `members.jsonc` files, and keeps the last good text of each. */
export class PeopleKeeper {
  readonly #lastGood = new Map<string, Members>();

  read(inputs: readonly MembersInput[]): People {
    const voices: Voice[] = [];
    const broken: BrokenPeople[] = [];
    for (const { file, text, unreadable, from } of inputs) {
      const { document, problems } = this.#readOne(file, text);
      const members = document ?? this.#lastGood.get(file);
      if (members) {
        this.#lastGood.set(file, members);
        voices.push({ from, members });
      }
      if (!document) {
        const why = unreadable === undefined ? {} : { unreadable };
        broken.push({ file, problems, kept: members !== undefined, ...why });
      }
    }
    this.#forget(inputs);
    const unknown = broken.some(({ kept }) => !kept);
    return {
      principal: (user) => ({ user, groups: unknown || user === undefined ? undefined : groups(voices, user) }),
      roles: roles(voices),
      known: everybody(voices),
      broken,
    };
  }

  #readOne(file: string, text: string | undefined): ReturnType<typeof readMembers> {
    const known = this.#lastGood.get(file);
    if (text === undefined) return { problems: [] };
    return known?.text === text ? { document: known, problems: [] } : readMembers(text, file);
  }

  /** A file that is gone is gone. */
  #forget(inputs: readonly MembersInput[]): void {
    for (const file of this.#lastGood.keys())
      if (!inputs.some((input) => input.file === file)) this.#lastGood.delete(file);
  }
}

/**
 * The groups of a user. A group that the computer or the organisation defines is theirs alone: a repository that could add
 * people to it could spare them their rules.
 */
function groups(voices: readonly Voice[], user: string): string[] {
  const found = voices.flatMap(({ from, members }) =>
    groupsOf(members, user).filter((name) => isOwn(voices, from, ({ content }) => Object.hasOwn(content.groups, name))),
  );
  return [...new Set(found)];
}

function everybody(voices: readonly Voice[]): KnownPeople {
  const groupsOfAll = new Map<string, readonly string[]>();
  const users = new Set<string>();
  const keys = new Set<string>();
  for (const { from, members } of voices) {
    for (const { user, keys: own = [] } of members.content.people ?? []) {
      users.add(user);
      for (const key of own) keys.add(key);
    }
    for (const [name, people] of Object.entries(members.content.groups)) {
      for (const user of people) users.add(user);
      if (!isOwn(voices, from, ({ content }) => Object.hasOwn(content.groups, name))) continue;
      groupsOfAll.set(name, [...new Set([...(groupsOfAll.get(name) ?? []), ...people])]);
    }
  }
  return { users: [...users], groups: groupsOfAll, keys: [...keys] };
}

/** Own roles. One that two files of equal rank define permits what both permit. */
function roles(voices: readonly Voice[]): RoleDefinition[] {
  const found = new Map<string, RoleDefinition>();
  for (const { from, members } of voices) {
    for (const role of rolesOf(members)) {
      if (!isOwn(voices, from, ({ content }) => Object.hasOwn(content.roles, role.name))) continue;
      const other = found.get(role.name)?.permissions ?? role.permissions;
      found.set(role.name, { ...role, permissions: role.permissions.filter((one) => other.includes(one)) });
    }
  }
  return [...found.values()];
}

const authority: readonly SourceKind[] = ['machine', 'organisation', 'user', 'workspace'];

/** Whether nobody of a higher authority speaks of it. */
function isOwn(voices: readonly Voice[], from: SourceKind, speaks: (members: Members) => boolean): boolean {
  return !voices.some((voice) => authority.indexOf(voice.from) < authority.indexOf(from) && speaks(voice.members));
}
