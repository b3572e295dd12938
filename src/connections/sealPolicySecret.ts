import { noMemberKeys } from '../model/problems.ts';
import { seal } from '../storage/seal.ts';
import type { Parts } from './parts.ts';
import { type PolicySecretPlace, purposeOf } from './policySecret.ts';

/**
 * Seals a secret for a policy file, to all members whose public key `members.jsonc` names.
 *
 * @returns the armored age text for `"sealed"`.
 * @throws Problem `PB658` where no member has a key.
 */
export async function sealPolicySecret(
  { governance }: Pick<Parts, 'governance'>,
  { text, ...place }: PolicySecretPlace & { text: string },
): Promise<string> {
  const { people } = await governance.status();
  if (people.keys.length === 0) throw noMemberKeys();
  return seal(text, purposeOf(place), people.keys);
}
