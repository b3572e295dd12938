import * as l10n from '@vscode/l10n';
import { isOneOf } from '../catalog/hostMatch.ts';
import { outsideOf } from './governedFormFields.ts';
import type { FieldPolicy, GovernedField, Speaker } from './governedFormTypes.ts';
import { parseReference } from './references/reference.ts';

/**
 * Holds a value against the bounds of its field, as it is typed; what is sent is held against them once more.
 *
 * @returns a sentence that names the policy, or `undefined` where it may be given.
 */
export function outsideBounds(field: GovernedField, value: string): string | undefined {
  const text = value.trim();
  if (text === '' || !field.policy) return undefined;
  const format = field.kind === 'url' || field.kind === 'host' ? field.kind : 'text';
  const broken = field.policy.bounds.find(({ allowed }) => !isOneOf(allowed, text, format));
  return broken && notAllowed(text, broken);
}

/**
 * Holds where a secret lies against the forms that there are, as it is typed; it is looked for there when it is sent.
 *
 * @returns a sentence, or `undefined` where it is one of them, empty, or no reference.
 */
export function wrongReference(
  { kind, label }: Pick<GovernedField, 'kind' | 'label'>,
  value: string,
): string | undefined {
  const text = value.trim();
  if (kind !== 'reference' || text === '') return undefined;
  const parsed = parseReference(text);
  return 'problem' in parsed ? l10n.t('{0} is not found like this: {1}.', label, parsed.problem) : undefined;
}

/** Whether a reference may still become one, as far as it is typed. */
export function isUnfinishedReference(text: string): boolean {
  return ['env:', 'file:', 'vault://'].some((start) => start.startsWith(text) || text.startsWith(start));
}

/** The same as {@link outsideBounds} for one scope. */
export function scopeOutside(policy: FieldPolicy | undefined, scope: string): string | undefined {
  const by = policy && outsideOf(policy.bounds, scope);
  const broken = policy?.bounds.find((bound) => bound.by === by);
  return by && broken && notAllowed(scope, broken);
}

function notAllowed(value: string, { allowed, by }: { allowed: readonly string[]; by: Speaker }): string {
  // Of a workspace that is not trusted only the place is named.
  if (by.policy === undefined) return l10n.t('A policy of this workspace does not allow “{0}” ({1}).', value, by.at);
  return l10n.t('The policy “{0}” does not allow “{1}”. Allowed: {2}.', by.policy, value, allowed.join(', '));
}
