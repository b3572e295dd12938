import * as l10n from '@vscode/l10n';
import type { GovernedType, Speaker } from '../../connections/governedFormTypes.ts';
import { isSecretField } from '../../model/formField.ts';

/** Something that a policy gives, and that is not asked for. */
export interface Given {
  label: string;
  /** Absent where it is not shown. */
  value?: string;
  by: Speaker;
}

/** What the policies of a repository give without asking: named before it is first used, as the panel does. */
export function givenBy({ fields, unseen, scopes, scopesPolicy }: GovernedType): Given[] {
  const seen = fields.flatMap((field): Given[] => {
    const { label, policy } = field;
    const by = policy?.secret ?? policy?.filled;
    if (!by) return [];
    return [{ label, by, ...(policy?.secret || isSecretField(field) ? {} : { value: field.default ?? '' }) }];
  });
  const asked = (scopes ?? []).filter(({ preselected }) => preselected).map(({ name }) => name);
  const filled = scopesPolicy?.filled;
  const given = filled ? [{ label: l10n.t('Scopes'), value: asked.join(' '), by: filled }] : [];
  return [...seen, ...given, ...unseen].filter(({ by }) => by.fromWorkspace);
}
