import type { ClientMetadata, Provider } from 'oidc-provider';
import type { AcmeOptions } from './options.ts';

/** What a client may ask for; `tickets:write` is not among what the demo asks for by itself. */
export const scopes = {
  openid: 'Know who you are',
  email: 'Read your e-mail address',
  profile: 'Read your name',
  offline_access: 'Stay signed in until you revoke it',
  api: 'Read your profile and your tickets',
  'tickets:write': 'Create tickets',
} as const;

const deviceCode = 'urn:ietf:params:oauth:grant-type:device_code';
const callback = '/callback/acme';

/** What the own app is registered with: the ports that Patchbay tells people to register, written down here as they would. */
export const ownAppRedirectUris = [41_893, 41_894, 41_895].map((port) => `http://127.0.0.1:${port}${callback}`);

/**
 * The registered apps:
 *
 * - `patchbay-demo`: Patchbay's own, public, native (any loopback port, RFC 8252 section 7.3)
 * - `acme-byoa`: an own app with a secret and fixed redirect URIs
 * - `acme-service`: a service account with a secret
 * - `acme-robot`: a service account with a key, where the options bring one
 */
export function clients({ redirectUris = [], robotJwk }: AcmeOptions): ClientMetadata[] {
  return [
    {
      client_id: 'patchbay-demo',
      client_name: 'Patchbay (demo)',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: [`http://127.0.0.1${callback}`, `http://localhost${callback}`],
      grant_types: ['authorization_code', 'refresh_token', 'password', deviceCode],
    },
    {
      client_id: 'acme-byoa',
      client_name: 'Your own app',
      client_secret: 'acme-byoa-secret',
      token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: [
        ...ownAppRedirectUris.flatMap((uri) => [uri, uri.replace('127.0.0.1', 'localhost')]),
        ...redirectUris.filter((uri) => /^https?:/.test(uri)),
      ],
      grant_types: ['authorization_code', 'refresh_token', 'password', deviceCode],
    },
    {
      client_id: 'acme-service',
      client_name: 'Acme service account',
      client_secret: 'acme-service-secret',
      token_endpoint_auth_method: 'client_secret_post',
      ...serviceAccount,
    },
    ...(robotJwk
      ? [
          {
            client_id: 'acme-robot',
            client_name: 'Acme robot',
            token_endpoint_auth_method: 'private_key_jwt' as const,
            jwks: { keys: [robotJwk] },
            ...serviceAccount,
          },
        ]
      : []),
  ];
}

const serviceAccount = {
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
  scope: 'api tickets:write',
};

/** The clients whose redirect URIs are relaxed, since nobody can register the address of an editor in a browser beforehand. */
const relaxedClients = ['patchbay-demo', 'acme-byoa'];

/**
 * Lets the demo's clients come back to any http address of this computer and to the editor's own scheme
 * (`vscode://patchbay.patchbay/…`, whatever the product calls its scheme). A real provider compares exactly: never copy this.
 */
export function relaxRedirects(provider: Provider, { redirectUris = [], strictRedirects = false }: AcmeOptions): void {
  const prototype = provider.Client.prototype;
  const registered = prototype.redirectUriAllowed;
  prototype.redirectUriAllowed = function (uri) {
    if (registered.call(this, uri)) return true;
    if (!relaxedClients.includes(this.clientId)) return false;
    if (this.clientId === 'acme-byoa' && redirectUris.includes(uri)) return true;
    return !strictRedirects && comesBackToThisComputer(uri);
  };
}

function comesBackToThisComputer(uri: string): boolean {
  const url = URL.parse(uri);
  if (url?.username !== '' || url.hash !== '') return false;
  if (url.protocol === 'http:') return ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  return url.protocol !== 'https:' && url.host === 'patchbay.patchbay';
}
