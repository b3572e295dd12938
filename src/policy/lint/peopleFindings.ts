import * as l10n from '@vscode/l10n';
import { findingOf } from '../document/problem.ts';

/* What is well written in `members.jsonc` and `folder.jsonc` and yet probably not meant, or good to know. */

export const personTwice = (user: string) =>
  findingOf(
    'PB741',
    'warning',
    l10n.t(
      '“{0}” is there twice. Nobody knows which keys are theirs: nothing is sealed until one entry is left.',
      user,
    ),
  );

/** @param owner whose key it is as well; nobody else's where it is `undefined`. */
export const keyTwice = (owner: string | undefined) =>
  findingOf(
    'PB742',
    'warning',
    owner === undefined
      ? l10n.t('This key is there twice.')
      : l10n.t('This is also a key of “{0}”: what is for one of the two, the other has as well.', owner),
  );

export const severalKeys = (count: number) =>
  findingOf(
    'PB745',
    'information',
    l10n.t('{0} keys: whoever holds one of them opens everything that is sealed to this person from then on.', count),
  );

export const unknownHolder = (kind: 'person' | 'group' | 'role', word: string, suggestion?: string) => {
  const message = {
    person: l10n.t('members.jsonc does not name “{0}”, so nothing can be sealed to them.', word),
    group: l10n.t('members.jsonc has no group “{0}”, so nobody is in it.', word),
    role: l10n.t('There is no role “{0}”, so it permits nothing.', word),
  }[kind];
  return findingOf('PB746', 'warning', message, suggestion);
};

export const nobodyEdits = () =>
  findingOf(
    'PB747',
    'warning',
    l10n.t('Nobody has a role here that permits Edit: nobody can change, share or look after these connections.'),
  );

export const noRoles = () =>
  findingOf(
    'PB748',
    'information',
    l10n.t('Neither this folder nor one around it gives a role, so everybody may do everything here.'),
  );

export const noKeyYet = (names: string, count: number) =>
  findingOf(
    'PB633',
    'information',
    count === 1
      ? l10n.t(
          '{0} has not joined (“Join This Workspace”) and has no key yet: what is sealed here does not open for them.',
          names,
        )
      : l10n.t(
          '{0} have not joined (“Join This Workspace”) and have no keys yet: what is sealed here does not open for them.',
          names,
        ),
  );
