import * as l10n from '@vscode/l10n';
import { type AuthType, describeAuthType, offeredAuthTypes } from '../model/authType.ts';
import type { Connector, ConnectorParameter, Scope } from '../model/connector.ts';
import type { FormField } from '../model/formField.ts';

/** What the Add form asks for one authentication type of one connector. */
export interface AuthTypeForm {
  type: AuthType;
  label: string;
  description: string;
  recommended: boolean;
  fields: FormField[];
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
  const token = type === 'pat' ? connector.pat : type === 'apiKey' ? connector.apiKey : undefined;
  const oauth = type === 'oauth2' || type === 'byoa' ? connector.oauth : undefined;
  return {
    type,
    ...describeAuthType(type),
    recommended,
    fields: [...connector.parameters.map(parameterField), ...secretFields(connector, type)],
    ...(oauth && oauth.scopes.length > 0 ? { scopes: oauth.scopes } : {}),
    redirect: type === 'byoa',
    createLink: (token?.createUrl ?? (type === 'byoa' ? connector.createAppUrl : undefined)) !== undefined,
  };
}

/** The fields that an authentication type adds to the connector's own. */
function secretFields(connector: Connector, type: AuthType): FormField[] {
  switch (type) {
    case 'byoa': {
      const rule = connector.oauth?.clientSecret ?? 'required';
      const clientId: FormField = {
        name: 'clientId',
        label: l10n.t('Client ID'),
        description: l10n.t('Of the OAuth app that you registered with {0}.', connector.name),
        kind: 'text',
        required: true,
      };
      const clientSecret: FormField = {
        name: 'clientSecret',
        label: l10n.t('Client secret'),
        description:
          rule === 'optional'
            ? l10n.t('Leave empty for a public app. It is kept in the editor’s secret storage.')
            : l10n.t('It is kept in the editor’s secret storage, never in a file that others can read.'),
        kind: 'secret',
        required: rule === 'required',
      };
      return rule === 'none' ? [clientId] : [clientId, clientSecret];
    }
    case 'pat':
      return [tokenField(connector.pat, l10n.t('Personal access token'))];
    case 'apiKey':
      return [tokenField(connector.apiKey, l10n.t('API key'))];
    default:
      return [];
  }
}

function tokenField(facts: Connector['pat'], label: string): FormField {
  return {
    name: 'token',
    label,
    description: l10n.t('It is checked with the application, then kept in the editor’s secret storage.'),
    kind: 'secret',
    required: true,
    ...(facts?.startsWith ? { startsWith: facts.startsWith, placeholder: `${facts.startsWith[0]}…` } : {}),
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
