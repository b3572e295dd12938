import * as l10n from '@vscode/l10n';
import type { PolicyDocument } from '../document/document.ts';
import { findingOf, type PolicyProblem, type Severity } from '../document/problem.ts';
import type { Path } from '../document/text.ts';

/** Something that is well written and yet probably not meant. */
export type Hint = Pick<PolicyProblem, 'code' | 'severity' | 'message' | 'suggestion'>;

const hint = (code: string, severity: Severity, message: string, suggestion?: string): Hint =>
  findingOf(code, severity, message, suggestion);

export const notDeployed = () => hint('PB620', 'hint', l10n.t('This policy is deployed to nobody.'));

export const alsoDeployed = (other: string) =>
  hint(
    'PB621',
    'warning',
    l10n.t(
      '“{0}” has settings for the same people at the same level. Both hold together, and the stricter decides.',
      other,
    ),
  );

export const unknownWord = (kind: 'connector' | 'category' | 'role' | 'folder', word: string, suggestion?: string) => {
  const message = {
    connector: l10n.t('There is no connector “{0}”.', word),
    category: l10n.t('No connector is in the category “{0}”.', word),
    role: l10n.t('There is no role “{0}”.', word),
    folder: l10n.t('No folder matches “{0}” today.', word),
  }[kind];
  return hint('PB622', kind === 'folder' ? 'hint' : 'warning', message, suggestion);
};

export const typeNotOffered = (connector: string, type: string) =>
  hint('PB623', 'hint', l10n.t('“{0}” does not offer the authentication type “{1}”.', connector, type));

export const neverHolds = () =>
  hint(
    'PB624',
    'warning',
    l10n.t('This guardrail never holds: nothing matches its “when”, or its “unless” always holds.'),
  );

export const shadowed = (id: string, file: string, line: number) =>
  hint('PB625', 'hint', l10n.t('The guardrail “{0}” ({1}:{2}) denies all of this already.', id, file, line));

export const exemptionEnded = (until: string) =>
  hint('PB626', 'hint', l10n.t('This exemption ended with {0} and can be removed.', until));

export const lockedWithoutValue = (name: string) =>
  hint('PB627', 'warning', l10n.t('“{0}” is locked or hidden, but nothing gives it a value.', name));

export const valueOutOfBound = (name: string, value: string) =>
  hint('PB628', 'warning', l10n.t('“{0}” is filled with “{1}”, which “allowed” does not allow.', name, value));

export const defaultTwice = (other: string) => hint('PB629', 'warning', l10n.t('“{0}” is the default already.', other));

export const defaultOff = (type: string) =>
  hint('PB630', 'warning', l10n.t('“{0}” is the default, but is turned off.', type));

export const referenceUnused = () =>
  hint(
    'PB631',
    'warning',
    l10n.t('A policy of a workspace cannot name where a secret of the person lies; “from” is not used here.'),
  );

export const behindOff = (connector: string) =>
  hint('PB632', 'hint', l10n.t('“{0}” is turned off, so this has no effect on new connections.', connector));

/** Puts a hint on the value at a path of a document. */
export function place(document: PolicyDocument, path: Path, found: Hint): PolicyProblem {
  return { ...found, ...document.locate(path) };
}

/** The same, without the value's key. */
export function placeValue(document: PolicyDocument, path: Path, found: Hint): PolicyProblem {
  return { ...found, ...document.locateValue(path) };
}
