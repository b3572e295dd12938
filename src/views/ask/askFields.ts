import * as vscode from 'vscode';
import { wrongReference } from '../../connections/governedFormChecks.ts';
import { type FormField, fieldHint, fieldsInTurn, isSecretField, validateField } from '../../model/formField.ts';
import type { Answer, Place } from './answer.ts';
import { askChoice } from './askChoice.ts';
import { askText, type TextButton } from './askText.ts';
import { keyFileButton } from './keyFileButton.ts';

/** More than the field itself says. */
export interface FieldQuestion extends Place {
  value?: string;
  complaint?: string;
  buttons?: TextButton[];
  /** Closes the question as if the person had left it. */
  signal?: AbortSignal;
}

/** Asks for one field of the Add form, with the form's own words and checks; a secret one in a password box. */
export async function askField(field: FormField, question: FieldQuestion): Promise<Answer<string>> {
  const { label, description, required } = field;
  if (field.kind === 'choice') {
    return askChoice({
      ...question,
      placeholder: description ? `${label}: ${description}` : label,
      choices: (field.choices ?? []).map(({ value, label: name }) => ({ label: name, value })),
      ...((question.value ?? field.default) ? { active: question.value ?? field.default } : {}),
    });
  }
  const empty = field.or
    ? vscode.l10n.t('Enter goes on to what may be given instead.')
    : vscode.l10n.t('Optional: Enter goes on.');
  return askText({
    ...question,
    prompt: [`${label}.`, description, required ? undefined : empty].filter(Boolean).join(' '),
    ...(field.placeholder ? { placeholder: field.placeholder } : {}),
    value: question.value ?? field.default ?? '',
    secret: isSecretField(field) && field.kind !== 'reference',
    buttons: [...(question.buttons ?? []), ...(field.kind === 'privateKey' ? [keyFileButton] : [])],
    validate: (value) => validateField(field, value) ?? wrongReference(field, value),
    hint: (value) => fieldHint(field, value),
  });
}

/**
 * Asks for fields one after the other, with a way back.
 *
 * @returns the values by name; `undefined` where the person left.
 */
export async function askFields(
  title: string,
  fields: readonly FormField[],
): Promise<Record<string, string> | undefined> {
  const values: Record<string, string> = {};
  for (let index = 0; ; ) {
    const asked = fieldsInTurn(fields, values);
    const field = asked[index];
    if (!field) return Object.fromEntries(asked.map(({ name }) => [name, values[name] ?? '']));
    const place = fields.length > 1 ? { step: index + 1, totalSteps: asked.length, canGoBack: index > 0 } : {};
    const value = values[field.name];
    const answer = await askField(field, { title, ...place, ...(value === undefined ? {} : { value }) });
    if (answer.kind === 'left') return undefined;
    if (answer.kind === 'answered') values[field.name] = answer.value;
    index += answer.kind === 'back' ? -1 : 1;
  }
}
