import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { GovernanceStatus } from '../../connections/governance.ts';
import type { Principal } from '../../policy/index.ts';
import type { Choice } from './protocol.ts';

/** The person at the editor. */
export const self = 'self';

/** Nobody has this name: what is said of single people says nothing of them. */
const somebody = '(somebody)';

/** Whom one can ask about: oneself, each group, everybody whom `members.jsonc` names. */
export function peopleChoices({ people }: GovernanceStatus, own: Principal): Choice[] {
  return [
    { id: self, label: own.user === undefined ? l10n.t('You') : l10n.t('You ({0})', own.user) },
    ...[...people.groups.keys()]
      .sort()
      .map((group) => ({ id: `group:${group}`, label: l10n.t('Somebody in “{0}”', group) })),
    ...people.users.toSorted().map((user) => ({ id: `user:${user}`, label: user })),
  ];
}

/** Who is meant by a choice; `undefined` for oneself. Groups that cannot be read are not known. */
export function principalFor(id: string, { people, broken }: GovernanceStatus): Principal | undefined {
  if (id.startsWith('group:')) return { user: somebody, groups: [id.slice('group:'.length)] };
  if (!id.startsWith('user:')) return undefined;
  const user = id.slice('user:'.length);
  if (broken.some(({ file, kept }) => basename(file) === 'members.jsonc' && !kept)) return { user, groups: undefined };
  const groups = [...people.groups].filter(([, members]) => members.some((one) => lower(one) === lower(user)));
  return { user, groups: groups.map(([group]) => group) };
}

function lower(user: string): string {
  return user.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
