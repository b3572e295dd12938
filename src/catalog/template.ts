import * as l10n from '@vscode/l10n';
import { isLoopback } from '../model/loopback.ts';
import { fieldInvalid } from '../model/problems.ts';

const placeholder = /\{(\w+)\}/g;

/**
 * Fills a URL template of a connector. A placeholder at the very beginning (`{siteUrl}/oauth/token`) takes a whole address;
 * any other (`https://{site}.example.com`) takes a piece that cannot change which host is meant.
 *
 * @returns an https URL, or an http one of this computer.
 * @throws Problem `PB501`, with the parameter's name as its field, where a value is missing or does not fit.
 */
export function fillTemplate(template: string, parameters: Record<string, string>): string {
  const leading = /^\{(\w+)\}/.exec(template);
  const base = leading ? wholeAddress(leading[1] ?? '', template === leading[0], parameters) : '';
  const rest = template.slice(leading?.[0].length ?? 0);
  const filled = base + fillPieces(rest, parameters);
  const url = URL.parse(filled);
  const joined = !leading || rest === '' || /^[/?]/.test(rest);
  if (!url || !joined || !isSafe(url)) throw unfit(leading?.[1] ?? /\{(\w+)\}/.exec(template)?.[1] ?? template);
  return filled;
}

/** {@link fillTemplate} for a fact that a connector may lack, or that is one parameter as a whole which may be left empty. */
export function fillOptional(template: string | undefined, parameters: Record<string, string>): string | undefined {
  if (template === undefined) return undefined;
  const name = /^\{(\w+)\}$/.exec(template)?.[1];
  if (name && !(Object.hasOwn(parameters, name) && parameters[name]?.trim())) return undefined;
  return fillTemplate(template, parameters);
}

/**
 * Fills placeholders with pieces of a host or a path.
 *
 * @throws Problem `PB501` where a value is missing or holds one of `/ \ @ ? # %`, a space or a control character.
 */
export function fillPieces(template: string, parameters: Record<string, string>): string {
  return template.replace(placeholder, (_, name: string) => {
    const value = requiredValue(name, parameters);
    // A dot segment would climb in the path, in clear or percent-encoded.
    if (/[/\\@?#%\s\p{Cc}]/u.test(value) || /^\.+$/.test(value)) throw unfit(name);
    return value;
  });
}

/** Fills a text that is no address, such as the name or the value of a header; what is missing is empty. */
export function fillText(template: string, parameters: Record<string, string>): string {
  return template.replace(
    placeholder,
    (_, name: string) => (Object.hasOwn(parameters, name) && parameters[name]) || '',
  );
}

/** The value of a parameter that is an address of its own. What follows in the template starts with its own slash. */
function wholeAddress(name: string, alone: boolean, parameters: Record<string, string>): string {
  const value = requiredValue(name, parameters);
  const url = URL.parse(value);
  if (!url || /[\\\s\p{Cc}]/u.test(value) || !isSafe(url) || url.hash !== '' || value.endsWith('#')) throw unfit(name);
  if (alone) return value;
  if (value.includes('?')) throw unfit(name);
  return value.replace(/\/+$/, '');
}

function requiredValue(name: string, parameters: Record<string, string>): string {
  const value = Object.hasOwn(parameters, name) ? parameters[name]?.trim() : undefined;
  if (!value) throw fieldInvalid(name, l10n.t('“{0}” is needed.', name));
  return value;
}

function isSafe(url: URL): boolean {
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return secure && url.username === '' && url.password === '';
}

function unfit(name: string) {
  return fieldInvalid(name, l10n.t('The value of “{0}” does not make a safe https address.', name));
}
