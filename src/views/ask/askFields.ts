import * as vscode from 'vscode';
import { type FormField, fieldHint, validateField } from '../../model/formField.ts';
import type { Answer, Place } from './answer.ts';
import { askChoice } from './askChoice.ts';
import { askText, type TextButton } from './askText.ts';

/** More than the field itself says. */
export interface FieldQuestion extends Place {
  value?: string;
  complaint?: string;
  buttons?: TextButton[];
}

/** What may be seen while it is typed; every other kind is hidden, one that comes later too. */
const plainKinds: readonly string[] = ['text', 'url', 'host', 'choice'];

/** True where a field is asked for in a password box. */
export function isHidden({ kind }: Pick<FormField, 'kind'>): boolean {
  return !plainKinds.includes(kind);
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
  const optional = required ? undefined : vscode.l10n.t('Optional: Enter goes on.');
  return askText({
    ...question,
    prompt: [`${label}.`, description, optional].filter(Boolean).join(' '),
    ...(field.placeholder ? { placeholder: field.placeholder } : {}),
    value: question.value ?? field.default ?? '',
    secret: isHidden(field),
    validate: (value) => validateField(field, value),
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
  for (let index = 0; index < fields.length; ) {
    const field = fields[index];
    if (!field) break;
    const place = fields.length > 1 ? { step: index + 1, totalSteps: fields.length, canGoBack: index > 0 } : {};
    const value = values[field.name];
    const answer = await askField(field, { title, ...place, ...(value === undefined ? {} : { value }) });
    if (answer.kind === 'left') return undefined;
    if (answer.kind === 'answered') values[field.name] = answer.value;
    index += answer.kind === 'back' ? -1 : 1;
  }
  return values;
}
