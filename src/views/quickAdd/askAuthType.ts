import * as vscode from 'vscode';
import type { AuthTypeForm } from '../../connections/form.ts';
import type { Answer, Place } from '../ask/answer.ts';
import { answered } from '../ask/answer.ts';
import { askChoice, type Choice } from '../ask/askChoice.ts';
import { type Draft, withAuthType } from './draft.ts';

/** Asks how to sign in. */
export async function askAuthType(draft: Draft, place: Place): Promise<Answer<Draft>> {
  const types = draft.form?.authTypes ?? [];
  const answer = await askChoice<AuthTypeForm>({
    ...place,
    placeholder: vscode.l10n.t('How do you sign in to {0}?', draft.form?.name ?? ''),
    choices: types.map(
      (type): Choice<AuthTypeForm> => ({
        label: type.label,
        detail: [type.description, type.warning].filter(Boolean).join(' '),
        ...(type.recommended ? { description: vscode.l10n.t('recommended') } : {}),
        value: type,
      }),
    ),
    ...(draft.authType ? { active: types.find(({ type }) => type === draft.authType?.type) ?? draft.authType } : {}),
  });
  return answer.kind === 'answered' ? answered(withAuthType(draft, answer.value)) : answer;
}
