import * as z from 'zod/mini';
import { type DraftRecord, keyOf, whoMembers } from './record.ts';

const text = z.optional(z.string());
const list = z.optional(z.array(z.string()));

/** What is used of OpenID Connect Discovery 1.0 section 3 and RFC 8414 section 2. */
const metadataSchema = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  revocation_endpoint: text,
  device_authorization_endpoint: text,
  registration_endpoint: text,
  pushed_authorization_request_endpoint: text,
  userinfo_endpoint: text,
  scopes_supported: list,
  code_challenge_methods_supported: list,
  token_endpoint_auth_methods_supported: list,
  grant_types_supported: list,
});

/**
 * Drafts a record from what an authorization server says of itself.
 *
 * @param source the address of the document.
 * @returns `undefined` for a document that is no such metadata.
 */
export function fromDiscovery(document: unknown, name: string, source: string, today: string): DraftRecord | undefined {
  const parsed = metadataSchema.safeParse(document);
  if (!parsed.success) return undefined;
  const said = parsed.data;
  const grants = said.grant_types_supported ?? ['authorization_code'];
  const methods = said.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const userinfo = URL.parse(said.userinfo_endpoint ?? '');
  const api = userinfo
    ? { baseUrl: userinfo.origin, health: { path: userinfo.pathname, identity: whoMembers } }
    : { baseUrl: new URL(said.issuer).origin };
  return {
    key: keyOf(name),
    name,
    description: 'What it is, in a sentence.',
    authTypes: [
      ...(said.registration_endpoint ? ['oauth2'] : []),
      'byoa',
      ...(grants.includes('client_credentials') ? ['clientCredentials'] : []),
      ...(said.device_authorization_endpoint ? ['deviceCode'] : []),
    ],
    oauth: {
      issuer: said.issuer,
      authorizeUrl: said.authorization_endpoint,
      tokenUrl: said.token_endpoint,
      ...given('revokeUrl', said.revocation_endpoint),
      ...given('deviceUrl', said.device_authorization_endpoint),
      ...given('registrationUrl', said.registration_endpoint),
      ...given('parUrl', said.pushed_authorization_request_endpoint),
      pkce: said.code_challenge_methods_supported?.includes('S256') ? 'required' : 'optional',
      tokenAuth: methods.includes('client_secret_basic') ? 'basic' : 'post',
      ...(methods.includes('none') ? { clientSecret: 'optional' } : {}),
      ...(methods.includes('private_key_jwt') ? { privateKeyJwt: true } : {}),
      scopes: (said.scopes_supported ?? ['openid']).slice(0, 30).map(scope),
    },
    api,
    provenance: [{ source, kind: 'discovery', readOn: today }],
  };
}

function given(name: string, value: string | undefined): object {
  return value === undefined ? {} : { [name]: value };
}

function scope(name: string): object {
  if (name === 'openid') return { name, description: 'Tell who signed in', required: true };
  const usual = ['profile', 'email', 'offline_access'].includes(name);
  return usual ? { name, preselected: true } : { name };
}
