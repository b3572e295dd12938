import * as l10n from '@vscode/l10n';
import {
  isUnfinishedReference,
  outsideBounds,
  scopeOutside,
  wrongReference,
} from '../../../connections/governedFormChecks.ts';
import type {
  FieldPolicy,
  GovernedField,
  GovernedScope,
  GovernedType,
} from '../../../connections/governedFormTypes.ts';
import { type FormField, fieldHint, isSecretField, validateFields } from '../../../model/formField.ts';
import type { FromPanel } from '../protocol.ts';
import { accountKind, chosenSharing, chosenType, fieldsOf, impossibleSharing } from './chosen.ts';
import { keptIn, type PanelState } from './state.ts';

/** What a field holds; one that a policy locks holds what the policy says, whatever was typed before. */
export function valueIn(state: PanelState, field: GovernedField): string {
  if (field.policy?.locked) return field.default ?? '';
  return state[keptIn(field)][field.name] ?? field.default ?? '';
}

/** What stands beside a field: an error, a hint, or nothing. */
export interface FieldNote {
  error?: string;
  hint?: string;
}

/** What to say about a field now: what the extension said last, else what is wrong with what was typed. */
export function noteOf(state: PanelState, field: FormField): FieldNote {
  const value = valueIn(state, field);
  const refused = refusal(state, field.name);
  if (refused) return { error: refused };
  const error = wrongFields(state).get(field.name);
  if (error) return isQuiet(state, field, value.trim()) ? {} : { error };
  const hint = fieldHint(field, value);
  return hint && !field.startsWith?.some((start) => start.startsWith(value.trim())) ? { hint } : {};
}

/** Field name → what is wrong with it, from top to bottom. */
function wrongFields(state: PanelState): Map<string, string> {
  const fields = fieldsOf(state);
  const wrong = validateFields(fields, Object.fromEntries(fields.map((field) => [field.name, valueIn(state, field)])));
  for (const field of fields) {
    if (wrong.has(field.name)) continue;
    const value = valueIn(state, field);
    const sentence = outsideBounds(field, value) ?? wrongReference(field, value);
    if (sentence !== undefined) wrong.set(field.name, sentence);
  }
  return wrong;
}

/** True while nobody should be told off yet: in an empty field, in the middle of “https”, on the way to the other of two. */
function isQuiet({ left }: PanelState, field: FormField, text: string): boolean {
  const visited = left.includes(field.name) && (field.or === undefined || left.includes(field.or));
  return !visited && (text === '' || isBeginning(field, text));
}

/** What the extension said about the field called `name`, until it is changed. */
export function refusal(state: PanelState, name: string): string | undefined {
  const { attempt } = state;
  return attempt.status === 'failed' && attempt.field === name
    ? `${attempt.problem.message} ${attempt.problem.remedy}`
    : undefined;
}

/** True while a value is on its way to a good one, so that nobody is told off in the middle of “https”. */
function isBeginning(field: FormField, text: string): boolean {
  if (field.kind === 'reference') return isUnfinishedReference(text);
  return (
    field.kind === 'url' && ['https://', 'http://localhost', 'http://127.0.0.1'].some((start) => start.startsWith(text))
  );
}

/** The names of the inputs that cannot be sent as they are, from top to bottom. */
export function invalidFields(state: PanelState): string[] {
  const scopes = chosenType(state)?.scopes && state.scopeError !== undefined;
  const sharing = impossibleSharing(state).length > 0;
  return [...(sharing ? ['sharing'] : []), ...wrongFields(state).keys(), ...(scopes ? ['scopes'] : [])];
}

/** The scopes as chosen, with the required ones first, always. */
export function chosenScopes(state: PanelState, type: GovernedType): string[] {
  const known = type.scopes ?? [];
  const required = known.filter((scope) => scope.required).map(({ name }) => name);
  const proposed = known.filter((scope) => scope.preselected).map(({ name }) => name);
  const chosen = type.scopesPolicy?.locked ? proposed : (state.scopes[type.type] ?? proposed);
  return [...new Set([...required, ...chosen])];
}

export function isRequired(type: GovernedType, scope: string): boolean {
  return type.scopes?.some(({ name, required }) => name === scope && required) ?? false;
}

/** The connector's scopes that were not chosen. */
export function otherScopes(state: PanelState, type: GovernedType): GovernedScope[] {
  const chosen = chosenScopes(state, type);
  return (type.scopes ?? []).filter(({ name, outside }) => !chosen.includes(name) && !outside);
}

/**
 * Takes scopes out of what was typed or pasted: words between spaces and commas (RFC 6749 section 3.3 allows the
 * printable ASCII characters without `"` and `\`).
 *
 * @param policy its bounds hold.
 * @returns the scopes and, where a word cannot be one, a sentence.
 */
export function parseScopes(text: string, policy?: FieldPolicy): { scopes: string[]; error?: string } {
  const words = text.split(/[\s,]+/).filter(Boolean);
  const wrong = words.find((word) => !/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(word));
  if (wrong) return { scopes: [], error: l10n.t('“{0}” cannot be a scope.', wrong) };
  const error = words.map((word) => scopeOutside(policy, word)).find((sentence) => sentence !== undefined);
  return error === undefined ? { scopes: words } : { scopes: [], error };
}

/** What was typed or proposed, without what is empty. The spaces of a password count. */
function filledIn(state: PanelState, fields: GovernedField[]): Record<string, string> {
  const values = fields.map((field) => {
    const value = valueIn(state, field);
    return [field.name, field.kind === 'password' ? value : value.trim()] as const;
  });
  return Object.fromEntries(values.filter(([, value]) => value.trim() !== ''));
}

/** What a policy filled in and the person took out again; what is absent would be filled in once more. */
function emptied(state: PanelState, fields: GovernedField[]): Record<string, string> {
  const empty = fields.filter((field) => field.policy?.filled && !field.policy.locked && valueIn(state, field) === '');
  return Object.fromEntries(empty.map(({ name }) => [name, '']));
}

/** What a link to a page of the application sends: the values that its address may need. */
export function linkMessage(state: PanelState, link: 'create' | 'docs'): FromPanel | undefined {
  const type = chosenType(state);
  if (!type || state.connector === undefined) return undefined;
  const values = filledIn(
    state,
    fieldsOf(state).filter((field) => !isSecretField(field)),
  );
  return { type: 'openLink', link, connector: state.connector, authType: type.type, values };
}

/** What Connect sends; `undefined` where something was not chosen yet. */
export function connectMessage(
  state: PanelState,
  way?: Extract<FromPanel, { type: 'connect' }>['way'],
): FromPanel | undefined {
  const type = chosenType(state);
  if (!type || state.folder === undefined || state.connector === undefined) return undefined;
  const sharing = chosenSharing(state);
  const [elsewhere, typed] = partition(fieldsOf(state), ({ kind }) => kind === 'reference');
  return {
    type: 'connect',
    folder: state.folder,
    connector: state.connector,
    authType: type.type,
    name: state.name.trim(),
    accountKind: accountKind(state),
    values: { ...filledIn(state, typed), ...emptied(state, typed) },
    // What is locked is the policy's to fill in.
    scopes: type.scopes && !type.scopesPolicy?.locked ? chosenScopes(state, type) : [],
    ...(sharing ? { sharing } : {}),
    ...(sharing === 'reference' ? { references: filledIn(state, elsewhere) } : {}),
    ...(way ? { way } : {}),
  };
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
