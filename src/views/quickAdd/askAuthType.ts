import * as vscode from 'vscode';
import { blockedType, type GovernedType } from '../../connections/governedFormTypes.ts';
import type { Parts } from '../../connections/parts.ts';
import type { Answer, Place } from '../ask/answer.ts';
import { answered } from '../ask/answer.ts';
import { askChoice, type Choice } from '../ask/askChoice.ts';
import { type Draft, withAuthType } from './draft.ts';
import { sayDenied } from './governedDraft.ts';

/** Asks how to sign in. What policies do not allow is listed, and says why when it is chosen. */
export async function askAuthType(parts: Parts, draft: Draft, place: Place): Promise<Answer<Draft>> {
  const types = draft.form?.authTypes ?? [];
  const answer = await askChoice<GovernedType>({
    ...place,
    placeholder: vscode.l10n.t('How do you sign in to {0}?', draft.form?.name ?? ''),
    choices: types.map(
      (type): Choice<GovernedType> => ({
        label: type.label,
        detail: blockedType(type)?.message ?? [type.description, type.warning].filter(Boolean).join(' '),
        ...note(type),
        value: type,
      }),
    ),
    ...active(types, draft.authType?.type ?? draft.form?.authType),
  });
  if (answer.kind !== 'answered') return answer;
  const { type: authType, accountKind } = answer.value;
  const denied = blockedType(answer.value) && draft.form;
  if (denied && (await sayDenied(parts, draft, { connector: denied.key, authType, accountKind })))
    return askAuthType(parts, draft, place);
  return answered(withAuthType(draft, answer.value));
}

function note(type: GovernedType): { description?: string; icon?: string } {
  if (blockedType(type)) return { description: vscode.l10n.t('not allowed by policy'), icon: 'lock' };
  if (type.preferred) return { description: vscode.l10n.t('by policy') };
  return type.recommended ? { description: vscode.l10n.t('recommended') } : {};
}

function active(types: readonly GovernedType[], chosen: GovernedType['type'] | undefined): { active?: GovernedType } {
  const found = types.find(({ type }) => type === chosen);
  return found ? { active: found } : {};
}
