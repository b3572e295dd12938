import * as vscode from 'vscode';
import { asksSharing } from '../../connections/governedFormAsked.ts';
import type { GovernedField } from '../../connections/governedFormTypes.ts';
import { isSecretField } from '../../model/formField.ts';
import { type Answer, answered } from '../ask/answer.ts';
import { askField } from '../ask/askFields.ts';
import type { TextButton } from '../ask/askText.ts';
import type { CommandContext } from '../commands/context.ts';
import { createButtons } from './createHelp.ts';
import { answerIn, type Draft, fieldsToAsk } from './draft.ts';
import type { Step } from './walk.ts';

/** Why a question is asked again. */
export interface Complaint {
  field: string;
  sentence: string;
}

/** The key of the question about a field of the form. */
export function stepKey(field: string): string {
  return ['folder', 'connector', 'authType', 'name', 'scopes', 'sharing'].includes(field) ? field : `field ${field}`;
}

/** The question about one field of the form. */
export function fieldStep(
  context: Pick<CommandContext, 'parts'>,
  field: GovernedField,
  complaint?: Complaint,
): Step<Draft> {
  return {
    key: stepKey(field.name),
    ask: async (current, place) => {
      const value = answerIn(current, field);
      const turned = new AbortController();
      const help = isSecretField(field) || field.name === 'clientId' ? createButtons(context.parts, current) : [];
      const answer = await askField(field, {
        ...place,
        ...(value === undefined ? {} : { value }),
        ...(complaint?.field === field.name ? { complaint: complaint.sentence } : {}),
        buttons: [...turnButton(current, field, turned), ...help],
        signal: turned.signal,
      });
      if (turned.signal.aborted) return askTurned(context, turn(current, field), field, place);
      const kept = field.kind === 'reference' ? 'references' : 'values';
      return into(answer, (text) => ({ ...current, [kept]: { ...current[kept], [field.name]: text } }));
    },
  };
}

/** In the Personal Workspace nobody is asked whether a secret lies elsewhere: a button says it. */
function turnButton({ authType }: Draft, field: GovernedField, turned: AbortController): TextButton[] {
  const option = authType?.sharing.find(({ kind }) => kind === 'reference');
  if (!authType || !option || asksSharing(authType) || !isSecretField(field)) return [];
  const press = () => {
    turned.abort();
    return undefined;
  };
  return field.kind === 'reference'
    ? [{ icon: 'edit', tooltip: vscode.l10n.t('Type the secret itself'), press }]
    : [{ icon: 'references', tooltip: option.label, press }];
}

function turn({ sharing: _, ...draft }: Draft, { kind }: GovernedField): Draft {
  return kind === 'reference' ? draft : { ...draft, sharing: 'reference' };
}

function askTurned(
  context: Pick<CommandContext, 'parts'>,
  draft: Draft,
  { name }: GovernedField,
  place: Parameters<Step<Draft>['ask']>[1],
): Promise<Answer<Draft>> {
  const field = fieldsToAsk(draft).find((one) => one.name === name);
  if (!field) throw new Error(`There is no field ${name} to ask for`);
  return fieldStep(context, field).ask(draft, place);
}

/** Puts an answer into the draft. */
function into<T>(answer: Answer<T>, put: (value: T) => Draft): Answer<Draft> {
  return answer.kind === 'answered' ? answered(put(answer.value)) : answer;
}
