import * as l10n from '@vscode/l10n';

/** Every authentication type of a connection, by the name that files use. */
export const authTypes = [
  'oauth2',
  'byoa',
  'clientCredentials',
  'password',
  'deviceCode',
  'pat',
  'apiKey',
  'basic',
] as const;

export type AuthType = (typeof authTypes)[number];

/** True where a token endpoint gives the credential. */
export function usesOAuth(type: AuthType): boolean {
  return type !== 'pat' && type !== 'apiKey' && type !== 'basic';
}

/** What a person reads: the name of an authentication type, and one sentence that helps to choose. */
export function describeAuthType(type: AuthType): { label: string; description: string } {
  switch (type) {
    case 'oauth2':
      return { label: l10n.t('OAuth 2.0'), description: l10n.t('Sign in in the browser. Nothing to set up.') };
    case 'byoa':
      return {
        label: l10n.t('Bring your own OAuth 2.0 app'),
        description: l10n.t('Sign in in the browser through an app that you or your organisation registered.'),
      };
    case 'clientCredentials':
      return {
        label: l10n.t('OAuth 2.0 client credentials'),
        description: l10n.t('A service account. Suits a shared folder.'),
      };
    case 'password':
      return { label: l10n.t('OAuth 2.0 password'), description: l10n.t('Legacy: user name and password.') };
    case 'deviceCode':
      return {
        label: l10n.t('Device code'),
        description: l10n.t('Sign in on any device by typing a code. For a remote editor without a browser.'),
      };
    case 'pat':
      return {
        label: l10n.t('Personal access token'),
        description: l10n.t('Paste a token that you made on the application’s page.'),
      };
    case 'apiKey':
      return { label: l10n.t('API key'), description: l10n.t('Paste a key that the application gave you.') };
    case 'basic':
      return { label: l10n.t('Basic'), description: l10n.t('User name and password.') };
  }
}
