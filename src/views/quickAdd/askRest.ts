import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { type Answer, answered, type Place } from '../ask/answer.ts';
import { askChoice } from '../ask/askChoice.ts';
import { askText } from '../ask/askText.ts';
import { freeName, judgeName, takenNames } from '../names.ts';
import { accountKindOf, type Draft } from './draft.ts';
import type { Complaint } from './fieldStep.ts';
import { sayDenied } from './governedDraft.ts';

/** Asks who the account belongs to. */
export async function askAccountKind(parts: Parts, draft: Draft, place: Place): Promise<Answer<Draft>> {
  const answer = await askChoice<'personal' | 'service'>({
    ...place,
    placeholder: vscode.l10n.t('Who does the account belong to?'),
    active: accountKindOf(draft),
    choices: [
      {
        label: vscode.l10n.t('A person'),
        icon: 'account',
        detail: vscode.l10n.t('The connection acts as a human.'),
        value: 'personal',
      },
      {
        label: vscode.l10n.t('A service account'),
        icon: 'server',
        detail: vscode.l10n.t('Suits a shared folder.'),
        value: 'service',
      },
    ],
  });
  if (answer.kind !== 'answered') return answer;
  const { form, authType } = draft;
  const chosen = form && authType && { connector: form.key, authType: authType.type, accountKind: answer.value };
  if (chosen && (await sayDenied(parts, draft, chosen))) return askAccountKind(parts, draft, place);
  return answered({ ...draft, accountKind: answer.value });
}

/** Asks for a name; an empty one is made from the account. */
export async function askName(
  parts: Pick<Parts, 'files'>,
  draft: Draft,
  place: Place,
  complaint?: Complaint,
): Promise<Answer<Draft>> {
  const target = { folder: draft.folder?.id ?? '', connector: draft.connector?.key ?? '' };
  const taken = takenNames(await parts.files.snapshot(), target);
  const answer = await askText({
    ...place,
    prompt: vscode.l10n.t('Name of the connection. Leave it empty to name it after the account. Enter connects.'),
    value: draft.name,
    validate: (name) => (name.trim() === '' ? undefined : judgeName(taken, name)),
    buttons: [
      {
        icon: 'lightbulb',
        tooltip: vscode.l10n.t('Use a name that is free'),
        press: (name) => freeName(taken, name.trim() || (draft.form?.name ?? '')),
      },
    ],
    ...(complaint?.field === 'name' ? { complaint: complaint.sentence } : {}),
  });
  return answer.kind === 'answered' ? answered({ ...draft, name: answer.value.trim() }) : answer;
}
