import { readFile } from 'node:fs/promises';
import { keyOfOther, personAmbiguous } from '../../model/problems.ts';
import { sameUser } from '../../policy/facts.ts';
import { changePeopleFile } from '../../storage/peopleFiles.ts';
import { emptyMembers, putPerson, valueAt } from '../../storage/peopleText.ts';
import { memberPublicKey, type OwnKeys, ownKeys } from '../memberKey.ts';
import type { Parts } from '../parts.ts';

/** What joining did. */
export type Joined = 'joined' | 'addedKey' | 'already';

interface Entry {
  user?: unknown;
  keys?: unknown;
  signingKeys?: unknown;
}

/**
 * Puts the public half of this person's key into a `members.jsonc`, where others seal to it; the key is made where there is
 * none. The file is theirs to commit.
 *
 * @param file `.patchbay/members.jsonc` of a workspace folder.
 * @param user who they are there, an address or a user name.
 * @param addKey they agreed that this is one more computer of theirs, beside the one whose key is named there already.
 * @throws Problem `PB711` where the file names another key of theirs, `PB710` where it names them twice; `PB101`, `PB106`,
 *   `PB302`, `PB306`, `PB659`.
 */
export async function joinWorkspace(
  parts: Pick<Parts, 'vault' | 'states'>,
  file: string,
  user: string,
  { addKey = false } = {},
): Promise<Joined> {
  await memberPublicKey(parts.vault);
  const keys = (await ownKeys(parts)) as OwnKeys;
  const person = { user, keys: [keys.publicKey], signingKeys: [keys.signingKey] };
  let done: Joined = 'joined';
  const changed = await changePeopleFile(file, emptyMembers, (text) => {
    const people = entries(text);
    const own = people.flatMap((entry, index) => (isOf(entry, user) ? [index] : []));
    if (own.length > 1) throw personAmbiguous(user);
    const [index] = own;
    if (index === undefined) return putPerson(text, person);
    const named = list(people[index]?.keys);
    if (named.includes(keys.publicKey) || named.length === 0) return putPerson(text, person, index);
    if (!addKey) throw keyOfOther(user);
    done = 'addedKey';
    return putPerson(text, person, index);
  });
  return changed ? done : 'already';
}

/** Whether a `members.jsonc` names this person's keys. */
export async function hasJoined(parts: Pick<Parts, 'vault' | 'states'>, file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const keys = await ownKeys(parts);
  if (!keys) return false;
  return entries(text).some(
    (entry) => list(entry.keys).includes(keys.publicKey) && list(entry.signingKeys).includes(keys.signingKey),
  );
}

function entries(text: string): Entry[] {
  const people = valueAt(text, ['people']);
  return Array.isArray(people)
    ? people.map((entry: unknown) => (entry !== null && typeof entry === 'object' ? entry : {}))
    : [];
}

function isOf({ user: other }: Entry, user: string): boolean {
  return typeof other === 'string' && sameUser(other, user);
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
