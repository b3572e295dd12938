import { publicKeyFault } from '../../model/ageKey.ts';
import { type Finding, notAgeKey, notSigningKey, privateKeyThere } from './problem.ts';
import type { Path } from './text.ts';

/** What is wrong with a key of a person in `members.jsonc`; `undefined` for any other value, and for what is no text. */
export function keyFinding([, , list, index]: Path, value: unknown): Finding | undefined {
  if ((list !== 'keys' && list !== 'signingKeys') || typeof index !== 'number' || typeof value !== 'string')
    return undefined;
  const fault = publicKeyFault(value);
  if (fault === 'private') return privateKeyThere();
  if (list === 'signingKeys') return notSigningKey();
  return fault && notAgeKey(fault, meantKey(value));
}

/** The key with what a copy from elsewhere brings along: spaces, line breaks, capital letters, quotes. */
function meantKey(value: string): string | undefined {
  const bare = value.replace(/[\s"'`<>,;]/g, '').toLowerCase();
  return publicKeyFault(bare) === undefined ? bare : undefined;
}
