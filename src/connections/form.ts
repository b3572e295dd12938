import * as l10n from '@vscode/l10n';
import { type AuthType, describeAuthType, offeredAuthTypes, usesOAuth } from '../model/authType.ts';
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
  const offered = connector.authTypes.filter((type) => offeredAuthTypes.includes(type));
  return {
    key: connector.key,
    name: connector.name,
    description: connector.description,
    docsLink: connector.docsUrl !== undefined,
    authTypes: offered.map((type, index) => authTypeForm(connector, type, index === 0 && offered.length > 1)),
  };
}

function authTypeForm(connector: Connector, type: AuthType, recommended: boolean): AuthTypeForm {
  const oauth = usesOAuth(type) ? connector.oauth : undefined;
  return {
    type,
    ...describeAuthType(type),
    recommended,
    fields: [...connector.parameters.map(parameterField), ...typeFields(connector, type)],
    ...(oauth ? { scopes: oauth.scopes } : {}),
    ...(type === 'password' ? { warning: passwordWarning() } : {}),
    redirect: type === 'byoa',
    createLink: createUrl(connector, type) !== undefined,
  };
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
  return type === 'basic' || type === 'oauth2' ? undefined : connector.createAppUrl;
}
