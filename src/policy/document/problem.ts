import * as l10n from '@vscode/l10n';

/** `error`: the document is not used, the last good one stays in force. The others do not change what it means. */
export type Severity = 'error' | 'warning' | 'hint';

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

const error = (code: string, message: string, suggestion?: string): Finding => ({
  code,
  severity: 'error',
  message: suggestion === undefined ? message : `${message} ${l10n.t('Did you mean “{0}”?', suggestion)}`,
  ...(suggestion === undefined ? {} : { suggestion }),
});

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
