import { privateKeysIn } from '../../model/ageKey.ts';
import { type PolicyProblem, privateKeyThere } from '../document/problem.ts';
import { LineIndex } from '../document/text.ts';
import { sameUser } from '../facts.ts';
import { duplicatePeople, type Members } from '../members.ts';
import { keyTwice, personTwice, severalKeys } from './peopleFindings.ts';

/** What is well written in a `members.jsonc` and yet probably not meant, in the order of the text. */
export function lintMembers(members: Members): PolicyProblem[] {
  const twice = duplicatePeople(members).flatMap(({ user, entries }) =>
    entries.slice(1).map((entry) => {
      return { ...personTwice(user), ...members.locateValue(['people', entry, 'user']) };
    }),
  );
  const people = members.content.people ?? [];
  const several = people.flatMap(({ keys = [] }, index) => {
    const count = new Set(keys).size;
    return count > 1 ? [{ ...severalKeys(count), ...members.locate(['people', index, 'keys']) }] : [];
  });
  return [...twice, ...several, ...repeatedKeys(members)].sort((a, b) => a.offset - b.offset);
}

/**
 * Every private key that somebody pasted into a file, wherever it stands there.
 *
 * @param told what is said of the file already: a private key among the keys is a mistake of the file.
 */
export function lintSecrets(text: string, file: string, told: readonly PolicyProblem[]): PolicyProblem[] {
  const finding = privateKeyThere();
  const isTold = (offset: number) =>
    told.some((one) => one.code === finding.code && one.offset <= offset && offset < one.offset + one.length);
  const found = privateKeysIn(text).filter(({ offset }) => !isTold(offset));
  if (found.length === 0) return [];
  const lines = new LineIndex(text);
  return found.map((place) => ({ ...finding, file, ...lines.position(place.offset), ...place }));
}

/** Keys that stand twice, of one person or of two; of two entries of one person that is said already. */
function repeatedKeys(members: Members): PolicyProblem[] {
  const owners = new Map<string, string>();
  return (members.content.people ?? []).flatMap(({ user, keys = [], signingKeys = [] }, person) =>
    [
      ...keys.map((key, index) => ({ key, at: ['keys', index] })),
      ...signingKeys.map((key, index) => ({ key, at: ['signingKeys', index] })),
    ].flatMap(({ key, at }) => {
      const owner = owners.get(key);
      owners.set(key, owner ?? user);
      if (owner === undefined) return [];
      const finding = keyTwice(sameUser(owner, user) ? undefined : owner);
      return [{ ...finding, ...members.locateValue(['people', person, ...at]) }];
    }),
  );
}
