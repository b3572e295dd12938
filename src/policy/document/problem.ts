import * as l10n from '@vscode/l10n';
import { type KeyFault, privateKeysIn, withoutPrivateKeys } from '../../model/ageKey.ts';

/**
 * `error`: the document is not used, the last good one stays in force, or a secret lies open in it. The others do not change
 * what it means.
 */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Something to say about a place in a policy file. The code is stable; the message is for people. */
export interface PolicyProblem {
  code: string;
  severity: Severity;
  message: string;
  file: string;
  line: number;
  column: number;
  offset: number;
  length: number;
  /** What to put in its place, for a quick fix: the bare word. */
  suggestion?: string;
}

/** A problem before it has a place. */
export type Finding = Pick<PolicyProblem, 'code' | 'severity' | 'message' | 'suggestion'>;

const error = (code: string, message: string, suggestion?: string): Finding =>
  findingOf(code, 'error', message, suggestion);

/** No finding repeats a private key, wherever somebody pasted it. */
export function findingOf(code: string, severity: Severity, message: string, suggestion?: string): Finding {
  const meant = suggestion === undefined || privateKeysIn(suggestion).length > 0 ? {} : { suggestion };
  const asked = 'suggestion' in meant ? `${message} ${l10n.t('Did you mean “{0}”?', meant.suggestion)}` : message;
  return { code, severity, message: withoutPrivateKeys(asked), ...meant };
}

export const notJson = (detail: string) => error('PB601', l10n.t('This is not valid JSON: {0}.', detail));

export const tooLarge = (limit: number) =>
  error('PB602', l10n.t('A policy file has at most {0} characters. Split it in several.', limit));

export const tooDeep = (limit: number) => error('PB603', l10n.t('Values are nested at most {0} deep.', limit));

export const duplicateKey = (key: string) =>
  error('PB604', l10n.t('“{0}” is there twice; which of the two holds would be a guess.', key));

export const unknownKey = (key: string, suggestion?: string) =>
  error('PB605', l10n.t('“{0}” is not known here.', key), suggestion);

export const wrongType = (expected: string) => error('PB606', l10n.t('Expected {0}.', expected));

export const notOneOf = (value: string, allowed: readonly string[], suggestion?: string) =>
  error('PB607', l10n.t('“{0}” is not one of {1}.', value, allowed.join(', ')), suggestion);

export const missingKey = (key: string) => error('PB608', l10n.t('“{0}” is missing.', key));

export const valueInvalid = (expected: string) => error('PB609', l10n.t('Expected {0}.', expected));

export const readableSecret = (key: string) =>
  error(
    'PB610',
    l10n.t(
      '“{0}” is a secret and must not be readable in a policy file. Use "sealed" (or "from", where the policy is not a workspace’s), and renew the secret: it may have been seen.',
      key,
    ),
  );

export const deploymentUnclear = () =>
  error(
    'PB611',
    l10n.t('Say exactly one of "tenant", "group" and "user"; "priority" goes with "group" and only there.'),
  );

export const duplicateId = (id: string) =>
  error('PB612', l10n.t('There is already a guardrail “{0}” in this file.', id));

export const valueTwice = () => error('PB613', l10n.t('Say only one of "value", "sealed" and "from".'));

export const newerVersion = () =>
  error('PB614', l10n.t('This file was written for a newer Patchbay. Update the extension to use it.'));

export const twoVersions = (ours: string, theirs: string) =>
  error(
    'PB740',
    l10n.t(
      'This file holds two versions between which git could not decide: “{0}” and “{1}”. Keep what holds, and take git’s marks out; until then its last good text stays in force.',
      ours,
      theirs,
    ),
  );

export const privateKeyThere = () =>
  error(
    'PB743',
    l10n.t(
      'This is a private key: with it everybody who reads this file opens what was sealed to its owner. Take it out, make a new one, and replace the secrets that it opens; what was committed stays in git.',
    ),
  );

export const notAgeKey = (fault: Exclude<KeyFault, 'private'>, suggestion?: string) => {
  const message = {
    other: l10n.t('This is no age public key: one begins with “age1” and has 62 characters.'),
    short: l10n.t('This age public key is cut off: one has 62 characters.'),
    long: l10n.t('This age public key is too long: one has 62 characters.'),
    letters: l10n.t('This age public key has a character that no key has.'),
    checksum: l10n.t('A letter of this age public key is wrong: its checksum does not agree.'),
  }[fault];
  return error('PB744', message, suggestion);
};

export const notSigningKey = () =>
  error('PB744', l10n.t('This is no signing key: one is “ed25519:” and 43 characters of base64url.'));
