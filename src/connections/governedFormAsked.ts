import * as l10n from '@vscode/l10n';
import { isSecretField } from '../model/formField.ts';
import type { Sharing } from '../model/sharing.ts';
import type { GovernedField, GovernedType } from './governedFormTypes.ts';

/**
 * What is asked once it is known how the credential is shared: of a secret that lies elsewhere, where; of one that is sealed
 * the same, with a word about where else it goes.
 */
export function askedFields({ fields }: Pick<GovernedType, 'fields'>, sharing: Sharing | undefined): GovernedField[] {
  if (sharing === 'reference')
    return fields.map((field, index) => (isTyped(field) ? referenceField(field, turnOf(field, fields, index)) : field));
  if (sharing === 'sealed') return fields.map((field) => (isTyped(field) ? sealedField(field) : field));
  return fields;
}

/** Whether it is asked how others get the credential. */
export function asksSharing({ sharing }: Pick<GovernedType, 'sharing'>): boolean {
  return sharing.some(({ kind }) => kind !== 'reference');
}

/** Whether a secret is asked for that might lie elsewhere. */
export function hasSecretElsewhere({ fields }: Pick<GovernedType, 'fields'>): boolean {
  return fields.some(isTyped);
}

/** A secret that the person gives, and no policy. */
function isTyped(field: GovernedField): boolean {
  return isSecretField(field) && !field.policy?.secret && !field.policy?.locked;
}

/** Whether it is the first or the second of two of which one is needed. */
function turnOf(
  { or }: GovernedField,
  fields: readonly GovernedField[],
  index: number,
): 'first' | 'second' | undefined {
  const other = fields.findIndex(({ name }) => name === or);
  return other < 0 ? undefined : other > index ? 'first' : 'second';
}

function referenceField(
  { name, label, required, or, policy }: GovernedField,
  turn: 'first' | 'second' | undefined,
): GovernedField {
  const forms = ['env:NAME', 'file:/path', 'vault://store/mount/path#field'] as const;
  const where = l10n.t('Where it lies: {0}, {1} or {2}.', ...forms);
  const known = l10n.t('Who uses the connection needs it there; it is read at each use, and not kept.');
  const either = l10n.t('Or leave it empty, and say below where the other lies.');
  const instead = l10n.t('Or where this lies, said in the same way.');
  return {
    name,
    label,
    kind: 'reference',
    required,
    description: turn === 'second' ? instead : [where, known, ...(turn === 'first' ? [either] : [])].join(' '),
    placeholder: name === 'privateKey' ? 'file:/path' : 'env:NAME',
    ...(or === undefined ? {} : { or }),
    ...(policy?.required ? { policy: { required: policy.required, bounds: [], refused: [] } } : {}),
  };
}

function sealedField(field: GovernedField): GovernedField {
  const sealed = l10n.t('The others get it sealed, in the connection’s file.');
  return { ...field, description: field.description === undefined ? sealed : `${field.description} ${sealed}` };
}
