import type { PeopleFacts } from '../../policy/lint/folder.ts';
import type { KnownPeople, Membership } from './people.ts';

/** What is said of people where the roles of a folder are looked at. */
export function peopleFacts({ groups }: Pick<KnownPeople, 'groups'>, membership: Membership): PeopleFacts {
  const { people, ambiguous, inGroups, known } = membership;
  return {
    users: [...people.map(({ user }) => user), ...ambiguous, ...inGroups],
    groups,
    joined: people.filter(({ keys }) => keys.length > 0).map(({ user }) => user),
    known,
  };
}
