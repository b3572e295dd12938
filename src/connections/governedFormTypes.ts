import type { AuthType } from '../model/authType.ts';
import type { Scope } from '../model/connector.ts';
import type { DenialAlternative } from '../model/denial.ts';
import type { FormField } from '../model/formField.ts';
import type { Sharing } from '../model/sharing.ts';
import type { AccountKind } from '../policy/index.ts';
import type { AuthTypeForm, ConnectorForm } from './form.ts';

/** Who says something, and where. */
export interface Speaker {
  /** The policy's name; absent where its workspace is not trusted, of which no word is repeated. */
  policy?: string;
  /** `baseline.policy.jsonc:12`. */
  at: string;
  /** Stands for the line, which only the extension knows: see `FormPlaces`. */
  place: number;
  /** The words come from a repository. */
  fromWorkspace: boolean;
}

/** A denial as it crosses to a page: words, and the line as a place. Its texts are to be shown plain. */
export interface DenialText {
  code: string;
  message: string;
  remedy: string;
  policy?: string;
  guardrail?: string;
  because?: string;
  instead?: string;
  contact?: string;
  at?: string;
  place?: number;
  fromWorkspace: boolean;
  alternatives: DenialAlternative[];
}

/** What is decided about one authentication type, folder and account kind. */
export type FormRuling =
  | { outcome: 'allowed' }
  | { outcome: 'warned'; sentence: string; because?: string; at?: string; place?: number }
  | { outcome: 'blocked'; denial: DenialText };

/** What policies say about one field, apart from a value that fills it in, which is its `default`. */
export interface FieldPolicy {
  /** Who fills it in. */
  filled?: Speaker;
  /** Who gives the secret, which itself stays where it is. */
  secret?: Speaker;
  /** Nobody may change it. */
  locked?: Speaker;
  required?: Speaker;
  /** All bounds hold together. */
  bounds: { allowed: readonly string[]; by: Speaker }[];
  /** Values that were not taken, and why, in words. */
  refused: { by: Speaker; because: string }[];
}

export interface GovernedField extends FormField {
  policy?: FieldPolicy;
}

export interface GovernedScope extends Scope {
  /** Whose bound it is outside of: it cannot be asked for. */
  outside?: Speaker;
}

/** One way in which those who use a connection may get its credential. Its texts are to be shown plain. */
export interface SharingOption {
  kind: Sharing;
  label: string;
  description: string;
  /** Why it cannot be chosen here; `join` where joining the workspace would help. */
  problem?: { code: string; message: string; remedy: string; join: boolean };
}

/** Somebody to whom the credentials of the form's folder are sealed, or would be. */
export interface FormReader {
  user: string;
  /** False for who has no key yet: nothing can be sealed to them. */
  joined: boolean;
  /** Who sits at the editor. */
  you: boolean;
}

export interface GovernedType extends AuthTypeForm {
  /** Without those that a policy hides. */
  fields: GovernedField[];
  /** Absent also where a policy hides them. */
  scopes?: GovernedScope[];
  scopesPolicy?: FieldPolicy;
  /** What a repository fills in and does not show: named all the same, before it is first used. */
  unseen: { label: string; by: Speaker }[];
  /** In the form's folder. */
  rulings: Record<AccountKind, FormRuling>;
  /** A policy chooses it unless the person chooses another. */
  preferred: boolean;
  /** Every way to share its credential in the form's folder; in the Personal Workspace only that its secret lies elsewhere. */
  sharing: SharingOption[];
  /** What is chosen unless the person chooses; absent where nothing can be, and in the Personal Workspace. */
  usualSharing: Partial<Record<AccountKind, Sharing>>;
}

/** The form of a connector in one folder, with everything that policies say about it. No secret is in it. */
export interface GovernedForm extends ConnectorForm {
  /** The folder's id. */
  folder: string;
  /** Who may use what is in a shared folder; absent where its files do not tell. */
  readers?: FormReader[];
  authTypes: GovernedType[];
  /** The type to begin with; absent only where there is none. */
  authType?: AuthType;
}

/** What is denied whatever account is meant: the denial for the usual one. `undefined` where one may be used. */
export function blockedType({ rulings, accountKind }: GovernedType): DenialText | undefined {
  const usual = rulings[accountKind];
  const other = rulings[accountKind === 'personal' ? 'service' : 'personal'];
  return usual.outcome === 'blocked' && other.outcome === 'blocked' ? usual.denial : undefined;
}
