import { randomBytes } from 'node:crypto';
import Provider, { type Account, type Configuration, type JWK } from 'oidc-provider';
import { clients, relaxRedirects, scopes } from './clients.ts';
import type { AcmeOptions, Settings } from './options.ts';
import { deviceConfirmPage, deviceDonePage, deviceInputPage } from './pages/device.ts';
import { providerErrorPage } from './pages/error.ts';
import { passwordGrant } from './passwordGrant.ts';
import { findPerson } from './people.ts';
import { keepRecords } from './recordKeeping.ts';
import type { Records } from './records.ts';
import { signingKey } from './signingKey.ts';
import type { Store } from './store.ts';

/** Where each endpoint of the authorization server lies. */
export const routes = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  revocation: '/oauth/revoke',
  introspection: '/oauth/introspect',
  pushed_authorization_request: '/oauth/par',
  registration: '/oauth/register',
  device_authorization: '/oauth/device',
  code_verification: '/device',
  jwks: '/oauth/jwks',
  userinfo: '/oauth/userinfo',
  end_session: '/oauth/logout',
} as const;

export interface Parts {
  options: AcmeOptions;
  /** Read at each request, so that a change counts at once. */
  settings: Settings;
  store: Store;
  records: Records;
}

/** The authorization server, on oidc-provider. */
export async function createProvider(issuer: string, parts: Parts): Promise<Provider> {
  const provider = new Provider(issuer, configuration(parts, (await signingKey()) as JWK));
  relaxRedirects(provider, parts.options);
  provider.registerGrantType('password', passwordGrant(provider), ['username', 'password', 'scope']);
  keepRecords(provider, parts.records, parts.options.onIssued);
  return provider;
}

function configuration({ options, settings, store }: Parts, key: JWK): Configuration {
  return {
    adapter: (model) => store.adapter(model),
    clients: clients(options),
    jwks: { keys: [key] },
    routes,
    scopes: Object.keys(scopes),
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    clientBasedCORS: () => false,
    clockTolerance: 0,
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      names: { session: 'acme_session', interaction: 'acme_interaction', resume: 'acme_resume' },
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      clientCredentials: { enabled: true },
      deviceFlow: {
        enabled: true,
        charset: 'base-20',
        mask: '****-****',
        userCodeInputSource: deviceInputPage,
        userCodeConfirmSource: deviceConfirmPage,
        successSource: deviceDonePage,
      },
      introspection: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      pushedAuthorizationRequests: { enabled: true },
      registration: { enabled: true },
    },
    findAccount: (_ctx, id) => account(id),
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    // One grant per sign-in: two connections of one person must not fall together.
    loadExistingGrant: async (ctx) => {
      const id = ctx.oidc.result?.consent?.grantId;
      return id === undefined ? undefined : ctx.oidc.provider.Grant.find(id);
    },
    expiresWithSession: () => false,
    pkce: { required: (_ctx, client) => client.grantTypeAllowed('authorization_code') },
    renderError: providerErrorPage,
    revokeGrantPolicy: () => true,
    rotateRefreshToken: () => settings.rotateRefreshTokens,
    ttl: {
      AccessToken: () => settings.accessTokenSeconds,
      ClientCredentials: () => settings.accessTokenSeconds,
      AuthorizationCode: () => settings.authorizationCodeSeconds,
      DeviceCode: () => settings.deviceCodeSeconds,
      RefreshToken: (_ctx, token) => {
        const age = Math.floor(Date.now() / 1000) - (token.iiat ?? Math.floor(Date.now() / 1000));
        return Math.max(1, Math.min(settings.refreshIdleSeconds, settings.refreshAbsoluteSeconds - age));
      },
      Grant: () => settings.refreshAbsoluteSeconds + 60,
      IdToken: 3600,
      Interaction: 3600,
      Session: 86_400,
    },
  };
}

function account(id: string): Account | undefined {
  const person = findPerson(id);
  return (
    person && {
      accountId: person.email,
      claims: () => ({ sub: person.email, email: person.email, email_verified: true, name: person.name }),
    }
  );
}
