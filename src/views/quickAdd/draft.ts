import type { RedirectWay } from '../../auth/redirect/way.ts';
import type { CreateRequest } from '../../connections/create.ts';
import { askedFields } from '../../connections/governedFormAsked.ts';
import type { FormPlaces } from '../../connections/governedFormPlaces.ts';
import type { GovernedField, GovernedForm, GovernedType } from '../../connections/governedFormTypes.ts';
import type { Connector } from '../../model/connector.ts';
import type { Folder } from '../../model/folder.ts';
import { fieldsInTurn } from '../../model/formField.ts';
import type { Sharing } from '../../model/sharing.ts';

/** What was answered so far. */
export interface Draft {
  folder?: Folder;
  connector?: Connector;
  form?: GovernedForm;
  /** The lines that the form names. */
  places?: FormPlaces;
  authType?: GovernedType;
  /** Field name → value, secrets among them; in memory until the connection is made. */
  values: Record<string, string>;
  /** Field name → where its secret lies. */
  references: Record<string, string>;
  scopes?: string[];
  /** Absent until the person says it: then it is as the authentication type has it. */
  accountKind?: 'personal' | 'service';
  /** Absent until the person says it: then it is as is usual. */
  sharing?: Sharing;
  /** Empty: named after the account. */
  name: string;
}

export const emptyDraft: Draft = { values: {}, references: {}, name: '' };

/** Takes another connector: what was answered for the one before does not fit it. */
export function withConnector(draft: Draft, connector: Connector, form: GovernedForm): Draft {
  if (draft.connector?.key === connector.key) return { ...draft, connector, form, ...sameType(draft, form) };
  const { folder } = draft;
  const only = form.authTypes.length === 1 ? form.authTypes[0] : undefined;
  const kept: Draft = { ...emptyDraft, connector, form, ...(folder ? { folder } : {}) };
  return only ? withAuthType(kept, only) : kept;
}

/** The chosen type as the new form has it: another folder may have other policies. */
function sameType({ authType: chosen }: Draft, form: GovernedForm): Pick<Draft, 'authType'> {
  const authType = form.authTypes.find(({ type }) => type === chosen?.type);
  return authType ? { authType } : {};
}

/** What is left to ask once policies have filled in, locked and given what they say. */
export function openFields(fields: readonly GovernedField[]): GovernedField[] {
  return fields.filter(({ policy }) => !policy?.locked && !policy?.secret);
}

/** The fields to ask for, one after the other, as was answered so far. */
export function fieldsToAsk(draft: Draft): GovernedField[] {
  if (!draft.authType) return [];
  const open = openFields(askedFields(draft.authType, sharingOf(draft)));
  return fieldsInTurn(open, Object.fromEntries(open.map((field) => [field.name, answerIn(draft, field) ?? ''])));
}

/** What was answered for a field. */
export function answerIn({ values, references }: Draft, { name, kind }: GovernedField): string | undefined {
  return (kind === 'reference' ? references : values)[name];
}

/** Takes another authentication type, with the scopes that it preselects. What was typed for common fields stays. */
export function withAuthType(draft: Draft, authType: GovernedType): Draft {
  if (draft.authType?.type === authType.type) return { ...draft, authType };
  const scopes = (authType.scopes ?? []).filter((scope) => scope.required || scope.preselected).map(({ name }) => name);
  return { ...draft, authType, scopes };
}

/** Who the account belongs to: as the person said, else as is usual for the authentication type. */
export function accountKindOf({ accountKind, authType }: Draft): 'personal' | 'service' {
  return accountKind ?? authType?.accountKind ?? 'personal';
}

/** How the credential is shared: as the person said where that is possible, else as is usual. */
export function sharingOf(draft: Draft): Sharing | undefined {
  const { authType, sharing } = draft;
  const open = authType?.sharing.some(({ kind, problem }) => kind === sharing && !problem);
  return open ? sharing : authType?.usualSharing[accountKindOf(draft)];
}

/** What the use case needs; `undefined` while something is missing. */
export function requestOf(draft: Draft, way?: RedirectWay): CreateRequest | undefined {
  const { folder, connector, authType, name } = draft;
  if (!folder || !connector || !authType) return undefined;
  const sharing = sharingOf(draft);
  const asked = fieldsToAsk(draft);
  const elsewhere = asked.filter(({ kind }) => kind === 'reference');
  return {
    folder: folder.id,
    connector: connector.key,
    authType: authType.type,
    accountKind: accountKindOf(draft),
    name,
    values: pick(
      draft.values,
      asked.filter((field) => !elsewhere.includes(field)),
    ),
    // What is locked is the policy's to fill in.
    scopes: authType.scopesPolicy?.locked ? [] : (draft.scopes ?? []),
    ...(sharing ? { sharing } : {}),
    ...(sharing === 'reference' ? { references: given(pick(draft.references, elsewhere)) } : {}),
    ...(way ? { way } : {}),
  };
}

/** The answers to these questions. */
function pick(answers: Readonly<Record<string, string>>, fields: readonly GovernedField[]): Record<string, string> {
  const found = fields.flatMap(({ name }) => {
    const answer = answers[name];
    return answer === undefined ? [] : [[name, answer] as const];
  });
  return Object.fromEntries(found);
}

/** Without those that were left empty. */
function given(answers: Record<string, string>): Record<string, string> {
  const trimmed = Object.entries(answers).map(([name, answer]) => [name, answer.trim()] as const);
  return Object.fromEntries(trimmed.filter(([, answer]) => answer !== ''));
}
