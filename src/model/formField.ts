import * as l10n from '@vscode/l10n';

/** One input of the Add form, the same in the panel and in the keyboard twin. */
export interface FormField {
  name: string;
  label: string;
  description?: string;
  /** An example, greyed in the empty field. */
  placeholder?: string;
  /** `privateKey` is a secret of several lines. */
  kind: 'text' | 'url' | 'host' | 'secret' | 'privateKey' | 'choice';
  required: boolean;
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

/** Something that is allowed but looks wrong; shown beside the field, never in the way. */
export function fieldHint(field: FormField, value: string): string | undefined {
  const text = value.trim();
  if (!field.startsWith || text === '' || field.startsWith.some((start) => text.startsWith(start))) return undefined;
  return l10n.t('It usually begins with {0}.', field.startsWith.join(l10n.t(' or ')));
}

/** True for the addresses that never leave this computer (RFC 8252 section 8.3). */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
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
