import * as l10n from '@vscode/l10n';
import { type AuthType, describeAuthType, usesOAuth } from '../model/authType.ts';
import type { Connector, ConnectorParameter, Scope } from '../model/connector.ts';
import type { FormField } from '../model/formField.ts';
import { typeFields } from './typeFields.ts';

/** What the Add form asks for one authentication type of one connector. */
export interface AuthTypeForm {
  type: AuthType;
  label: string;
  description: string;
  recommended: boolean;
  fields: FormField[];
  /** What speaks against this type. */
  warning?: string;
  /** Absent where the type has no scopes to choose. */
  scopes?: Scope[];
  /** True where the provider's app needs a redirect URI. */
  redirect: boolean;
  /** True where there is a page on which the app or the token is made. */
  createLink: boolean;
  /** How to make it there, step by step; absent where nobody wrote it down. */
  createSteps?: string[];
  /** Who the account belongs to, unless a person says otherwise. */
  accountKind: 'personal' | 'service';
}

/** What the Add form asks for one connector. */
export interface ConnectorForm {
  key: string;
  name: string;
  description: string;
  docsLink: boolean;
  authTypes: AuthTypeForm[];
}

/** Derives the form of `connector`: the panel and the keyboard twin both show exactly this. */
export function connectorForm(connector: Connector): ConnectorForm {
  return {
    key: connector.key,
    name: connector.name,
    description: connector.description,
    docsLink: connector.docsUrl !== undefined,
    authTypes: connector.authTypes.map((type, index, all) =>
      authTypeForm(connector, type, index === 0 && all.length > 1),
    ),
  };
}

function authTypeForm(connector: Connector, type: AuthType, recommended: boolean): AuthTypeForm {
  const scopes = scopesOf(connector, type);
  const createSteps = stepsOf(connector, type);
  return {
    type,
    ...describeAuthType(type),
    recommended,
    fields: [
      ...connector.parameters
        .filter((parameter) => suits(parameter.authTypes, type) && !isLearned(parameter, type))
        .map(parameterField),
      ...typeFields(connector, type),
    ],
    ...(scopes ? { scopes } : {}),
    ...(type === 'password' ? { warning: passwordWarning() } : {}),
    redirect: type === 'byoa',
    createLink: createUrl(connector, type) !== undefined,
    ...(createSteps && createSteps.length > 0 ? { createSteps } : {}),
    accountKind: type === 'clientCredentials' ? 'service' : 'personal',
  };
}

/** What may be asked for. A connector that lists scopes, but none for this type, does not want to hear of any. */
function scopesOf({ oauth }: Connector, type: AuthType): Scope[] | undefined {
  if (!oauth || !usesOAuth(type)) return undefined;
  const suitable = oauth.scopes.filter(({ authTypes }) => suits(authTypes, type));
  return suitable.length === 0 && oauth.scopes.length > 0 ? undefined : suitable;
}

function suits(authTypes: AuthType[] | undefined, type: AuthType): boolean {
  return authTypes?.includes(type) ?? true;
}

/** Whether a sign-in of this type tells it, so that nobody is asked. */
export function isLearned({ learnedFrom }: ConnectorParameter, type: AuthType): boolean {
  if (!learnedFrom || !usesOAuth(type)) return false;
  return learnedFrom.where !== 'redirect' || type === 'byoa' || type === 'oauth2';
}

function parameterField(parameter: ConnectorParameter): FormField {
  const { name, label, description, example, choices, required } = parameter;
  return {
    name,
    label,
    kind: choices ? 'choice' : parameter.format,
    required,
    ...(description !== undefined ? { description } : {}),
    ...(example !== undefined ? { placeholder: example } : {}),
    ...(parameter.default !== undefined ? { default: parameter.default } : {}),
    ...(choices ? { choices } : {}),
  };
}

function passwordWarning(): string {
  return l10n.t(
    'Your password passes through this editor, and multi-factor sign-in does not work. Choose another way where the application offers one (RFC 9700, section 2.4).',
  );
}

/** The page on which the app or the token of an authentication type is made, as the connector's template. */
export function createUrl(connector: Connector, type: AuthType): string | undefined {
  if (type === 'pat') return connector.pat?.createUrl;
  if (type === 'apiKey') return connector.apiKey?.createUrl;
  if (type === 'basic') return connector.basic?.createUrl;
  return wantsOwnApp(connector, type) ? connector.createAppUrl : undefined;
}

/** How the app or the token of an authentication type is made. */
function stepsOf(connector: Connector, type: AuthType): string[] | undefined {
  if (type === 'pat') return connector.pat?.createSteps;
  if (type === 'apiKey') return connector.apiKey?.createSteps;
  return wantsOwnApp(connector, type) ? connector.createAppSteps : undefined;
}

function wantsOwnApp(connector: Connector, type: AuthType): boolean {
  return typeFields(connector, type).some(({ name }) => name === 'clientId');
}
