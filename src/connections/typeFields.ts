import * as l10n from '@vscode/l10n';
import type { AuthType } from '../model/authType.ts';
import type { Connector } from '../model/connector.ts';
import type { FormField } from '../model/formField.ts';

/** The fields that an authentication type adds to the connector's own. */
export function typeFields(connector: Connector, type: AuthType): FormField[] {
  switch (type) {
    case 'oauth2':
      return [];
    case 'byoa':
      return [clientId(connector), ...clientSecret(connector.oauth?.clientSecret ?? 'required')];
    case 'clientCredentials':
      return [clientId(connector), ...proofOfService(connector)];
    case 'password':
      return [username(), passwordForToken(), ...appOfConnector(connector)];
    case 'deviceCode':
      return appOfConnector(connector);
    case 'pat':
      return [token(connector.pat, l10n.t('Personal access token'))];
    case 'apiKey':
      return [token(connector.apiKey, l10n.t('API key'))];
    case 'basic':
      return [
        named(username(), connector.basic?.usernameLabel),
        named(passwordForEachRequest(), connector.basic?.passwordLabel),
      ];
  }
}

/** As the application calls it. */
function named(field: FormField, label: string | undefined): FormField {
  return label === undefined ? field : { ...field, label };
}

/** An own app where the connector brings none. */
function appOfConnector(connector: Connector): FormField[] {
  if (connector.oauth?.client) return [];
  return [clientId(connector), ...clientSecret('optional')];
}

function clientId(connector: Connector): FormField {
  return {
    name: 'clientId',
    label: l10n.t('Client ID'),
    description: l10n.t('Of the OAuth app that you registered with {0}.', connector.name),
    kind: 'text',
    required: true,
  };
}

function clientSecret(rule: 'required' | 'optional' | 'none'): FormField[] {
  if (rule === 'none') return [];
  const description =
    rule === 'optional'
      ? l10n.t('Leave empty where the app has none. It is kept in the editor’s secret storage.')
      : l10n.t('It is kept in the editor’s secret storage, never in a file that others can read.');
  return [
    {
      name: 'clientSecret',
      label: l10n.t('Client secret'),
      description,
      kind: 'secret',
      required: rule === 'required',
    },
  ];
}

/** A service account proves itself by a secret or, at providers that take one, by a key. */
function proofOfService(connector: Connector): FormField[] {
  const [secret] = clientSecret('required');
  if (!secret) return [];
  if (!connector.oauth?.privateKeyJwt) return [secret];
  const key: FormField = {
    name: 'privateKey',
    label: l10n.t('Private key'),
    description: l10n.t(
      'Instead of a secret: it signs each request (private_key_jwt). A PEM block or a JSON Web Key, kept in the editor’s secret storage.',
    ),
    placeholder: '-----BEGIN PRIVATE KEY-----',
    kind: 'privateKey',
    required: false,
    or: secret.name,
  };
  const description = l10n.t('Or leave it empty and give a private key. It is kept in the editor’s secret storage.');
  return [{ ...secret, description, required: false, or: key.name }, key];
}

function username(): FormField {
  return { name: 'username', label: l10n.t('User name'), kind: 'text', required: true };
}

function passwordForToken(): FormField {
  return {
    name: 'password',
    label: l10n.t('Password'),
    description: l10n.t(
      'It is traded for a token, and kept in the editor’s secret storage only where nothing else renews that.',
    ),
    kind: 'password',
    required: true,
  };
}

function passwordForEachRequest(): FormField {
  return {
    name: 'password',
    label: l10n.t('Password'),
    description: l10n.t('It is checked with the application, then kept in the editor’s secret storage.'),
    kind: 'password',
    required: true,
  };
}

function token(facts: Connector['pat'], label: string): FormField {
  return {
    name: 'token',
    label: facts?.label ?? label,
    description: l10n.t('It is checked with the application, then kept in the editor’s secret storage.'),
    kind: 'secret',
    required: true,
    ...(facts?.startsWith ? { startsWith: facts.startsWith, placeholder: `${facts.startsWith[0]}…` } : {}),
  };
}
