import * as l10n from '@vscode/l10n';
import { isLoopback } from './loopback.ts';

/** One input of the Add form, the same in the panel and in the keyboard twin. */
export interface FormField {
  name: string;
  label: string;
  description?: string;
  /** An example, greyed in the empty field. */
  placeholder?: string;
  /**
   * `password` is a secret in which spaces count, `privateKey` one of several lines, `reference` says where a secret lies:
   * it may be read by who types it, but somebody may type the secret itself.
   */
  kind: 'text' | 'url' | 'host' | 'secret' | 'password' | 'privateKey' | 'choice' | 'reference';
  required: boolean;
  /** The name of another field of the form: one of the two is needed, and not both. */
  or?: string;
  default?: string;
  choices?: { value: string; label: string }[];
  /** What a real value begins with; something else is a hint, not an error. */
  startsWith?: string[];
}

/**
 * Checks one value as it is typed, in the webview and once more in the extension.
 *
 * @returns a sentence that says what to do, or `undefined` where the value is good.
 */
export function validateField(field: FormField, value: string): string | undefined {
  const text = value.trim();
  if (text === '') return field.required ? l10n.t('{0} is needed.', field.label) : undefined;
  if (field.kind === 'privateKey') {
    const looksRight = text.startsWith('{') || text.includes('-----BEGIN');
    return looksRight ? undefined : l10n.t('{0} must be a PEM block or a JSON Web Key.', field.label);
  }
  if (/[\r\n\0]/.test(text)) return l10n.t('{0} must be a single line.', field.label);
  if (field.kind === 'url') return validateUrl(field.label, text);
  if (field.kind === 'host' && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i.test(text)) {
    return l10n.t(
      '{0} must be a host name such as {1}, without “https://”.',
      field.label,
      field.placeholder ?? 'acme.example',
    );
  }
  if (field.kind === 'choice' && !field.choices?.some((choice) => choice.value === text)) {
    return l10n.t('Choose one of the values of {0}.', field.label);
  }
  if (field.kind === 'secret' && /\s/.test(text)) return l10n.t('{0} has a space in it. Copy it again.', field.label);
  return undefined;
}

/** What may be seen, saved and put into an address; every other kind is secret, one that comes later too. */
const plainKinds: readonly string[] = ['text', 'url', 'host', 'choice'];

/** True for what is never shown, saved, or put into an address. */
export function isSecretField({ kind }: Pick<FormField, 'kind'>): boolean {
  return !plainKinds.includes(kind);
}

/**
 * Checks a whole form: each value, and that of two fields of which one is needed there is one.
 *
 * @returns field name → sentence, from top to bottom; empty where all is good.
 */
export function validateFields(fields: readonly FormField[], values: Record<string, string>): Map<string, string> {
  const wrong = new Map<string, string>();
  for (const [index, field] of fields.entries()) {
    const value = values[field.name] ?? '';
    const other = fields.findIndex(({ name }) => name === field.or);
    const sentence = validateField(field, value) ?? validateEither(fields[other], field, values, other > index);
    if (sentence !== undefined) wrong.set(field.name, sentence);
  }
  return wrong;
}

/** Said beside the first of the two where both are empty, beside the second where both are given. */
function validateEither(
  other: FormField | undefined,
  field: FormField,
  values: Record<string, string>,
  first: boolean,
): string | undefined {
  if (!other) return undefined;
  const given = [field, other].filter(({ name }) => values[name]?.trim()).length;
  if (given === 0 && first) return l10n.t('{0} or {1} is needed.', field.label, other.label);
  return given === 2 && !first ? l10n.t('Leave one empty: {0} or {1}.', other.label, field.label) : undefined;
}

/**
 * The fields to ask for one after the other: of two of which one is needed, the second only where the first was left empty,
 * and then it must be given.
 */
export function fieldsInTurn(fields: readonly FormField[], values: Record<string, string>): FormField[] {
  return fields.flatMap((field, index) => {
    const other = fields.findIndex(({ name }) => name === field.or);
    if (other < 0 || other > index) return [field];
    return values[field.or ?? '']?.trim() ? [] : [{ ...field, required: true }];
  });
}

/** Something that is allowed but looks wrong; shown beside the field, never in the way. */
export function fieldHint(field: FormField, value: string): string | undefined {
  const text = value.trim();
  if (!field.startsWith || text === '' || field.startsWith.some((start) => text.startsWith(start))) return undefined;
  return l10n.t('It usually begins with {0}.', field.startsWith.join(l10n.t(' or ')));
}

function validateUrl(label: string, text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return l10n.t('{0} must be an address such as https://acme.example.', label);
  }
  if (url.username || url.password) return l10n.t('{0} must not hold a user name or password.', label);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return undefined;
  return l10n.t('{0} must begin with https://, or nobody could keep the credential from others on the way.', label);
}
