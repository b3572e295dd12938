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
  userKey,
} from '../../policy/index.ts';

/** A file of members or roles that is not in force as it stands. */
export interface BrokenPeople {
  file: string;
  unreadable?: string;
  problems: readonly PolicyProblem[];
  /** Whether its last good text stays in force. */
  kept: boolean;
}

/** A person whom a `members.jsonc` names. */
export interface Person {
  user: string;
  /** The age public keys of their computers. */
  keys: readonly string[];
  /** The keys with which they sign what they seal. */
  signingKeys: readonly string[];
}

/** Who works in one workspace folder, by its own `members.jsonc` and those of a higher authority. */
export interface Membership {
  people: readonly Person[];
  /** People whom one file names twice: nobody knows which keys are theirs. */
  ambiguous: readonly string[];
  /** The groups of a user. */
  groupsOf(user: string): readonly string[];
  /** The members of all groups. */
  inGroups: readonly string[];
  /** False where a file cannot be read and no good one is known. */
  known: boolean;
}

/** Who is in which group, and what own roles permit, by all `members.jsonc` together. */
export interface People {
  /** `groups` is undefined where a file that may say it cannot be read. */
  principal(user: string | undefined): Principal;
  roles: readonly RoleDefinition[];
  /** Everybody whom a file names. */
  known: KnownPeople;
  /** Those of one workspace folder alone, by the path of its `members.jsonc`. */
  membership(file: string): Membership;
  /** Changes with what the files say of people. */
  mark: string;
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
  file: string;
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
        voices.push({ file, from, members });
      }
      if (!document) {
        const why = unreadable === undefined ? {} : { unreadable };
        broken.push({ file, problems, kept: members !== undefined, ...why });
      }
    }
    this.#forget(inputs);
    const unknown = broken.some(({ kept }) => !kept);
    const memberships = new Map<string, Membership>();
    return {
      principal: (user) => ({ user, groups: unknown || user === undefined ? undefined : groups(voices, user) }),
      roles: roles(voices),
      known: everybody(voices),
      membership: (file) => {
        const isKnown = !broken.some((one) => !one.kept && (one.file === file || isAbove(inputs, one.file)));
        const heard = voices.filter((voice) => voice.from !== 'workspace' || voice.file === file);
        // Asked for each of many folders, and the same for all of a workspace folder.
        const found = memberships.get(file) ?? membership(heard, isKnown);
        memberships.set(file, found);
        return found;
      },
      mark: JSON.stringify(
        voices.map(({ file, from, members: { content } }) => [file, from, content.people, content.groups]),
      ),
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

function isAbove(inputs: readonly MembersInput[], file: string): boolean {
  return inputs.some((input) => input.file === file && input.from !== 'workspace');
}

/** A person of a higher authority's file has the keys that it names, and no others. */
function membership(voices: readonly Voice[], known: boolean): Membership {
  const people = new Map<string, Person>();
  const ambiguous: string[] = [];
  const ranked = [...voices].sort((a, b) => authority.indexOf(a.from) - authority.indexOf(b.from));
  for (const { members } of ranked) {
    const named = members.content.people ?? [];
    const entries = new Map<string, number>();
    for (const { user } of named) entries.set(userKey(user), (entries.get(userKey(user)) ?? 0) + 1);
    for (const { user, keys = [], signingKeys = [] } of named) {
      const key = userKey(user);
      if ((entries.get(key) ?? 0) > 1) ambiguous.push(user);
      else if (!people.get(key)?.keys.length) people.set(key, { user, keys, signingKeys });
    }
  }
  const groupsOfUsers = new Map<string, readonly string[]>();
  const groupsOfUser = (user: string) => {
    const key = userKey(user);
    const known = groupsOfUsers.get(key) ?? groups(voices, user);
    groupsOfUsers.set(key, known);
    return known;
  };
  return {
    people: [...people.values()],
    ambiguous: [...new Set(ambiguous)],
    groupsOf: groupsOfUser,
    inGroups: [...new Set(voices.flatMap(({ members }) => Object.values(members.content.groups).flat()))],
    known,
  };
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
