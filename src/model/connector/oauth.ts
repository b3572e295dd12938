import * as z from 'zod/mini';
import { authTypes } from '../authType.ts';
import { text, textTemplates, urlTemplate } from './words.ts';

export const scopeSchema = z.strictObject({
  name: text,
  description: z.optional(text),
  /** Always asked for; cannot be taken out. */
  required: z._default(z.boolean(), false),
  /** Asked for unless taken out. */
  preselected: z._default(z.boolean(), false),
  /** The authentication types that may ask for it, where not all may: a service account has no profile to read. */
  authTypes: z.optional(z.array(z.enum(authTypes)).check(z.minLength(1))),
});

const days = z.optional(z.number().check(z.positive()));

/**
 * How long a refresh token works, where the provider's documents say so; both limits may hold at once. Absent: nobody knows,
 * and nothing is foretold.
 */
export const refreshSchema = z.strictObject({
  /** One that is not used for so many days ends; each renewal begins them anew. */
  idleDays: days,
  /** So many days after the sign-in it ends, however often it was renewed. */
  absoluteDays: days,
  /** Whether each renewal brings another one and spends the old. */
  rotates: z.optional(z.boolean()),
  /** For so long a spent one is taken once more. */
  graceSeconds: z.optional(z.number().check(z.nonnegative())),
  /** What must be asked for to be given one: a scope, a parameter, a switch of the app. For people. */
  issuedWhen: z.optional(text),
  /** So many live ones one account may have with one app; another one ends the oldest. */
  maxPerAccount: z.optional(z.number().check(z.positive())),
});

/** The OAuth 2.0 facts of an application. */
export const oauthSchema = z.strictObject({
  /** Compared with the `iss` of the answer where the provider sends one (RFC 9207). */
  issuer: z.optional(urlTemplate),
  /**
   * Whether the issuer serves a document from which parameters are learned before the sign-in: that of OpenID Connect
   * Discovery 1.0, or that of RFC 8414.
   */
  discovery: z.optional(z.enum(['oidc', 'oauth2'])),
  /** Absent where nobody signs in in a browser. */
  authorizeUrl: z.optional(urlTemplate),
  tokenUrl: urlTemplate,
  refreshUrl: z.optional(urlTemplate),
  revokeUrl: z.optional(urlTemplate),
  /**
   * What a revocation ends: the one sign-in that its token came of, or all that this account ever gave this app. The latter
   * also where nobody knows: then a replaced grant is left to end by itself.
   */
  revokes: z._default(z.enum(['grant', 'account']), 'grant'),
  refresh: z.optional(refreshSchema),
  /** Where the request is left before the browser is opened (RFC 9126), so that its parameters stay out of the browser. */
  parUrl: z.optional(urlTemplate),
  deviceUrl: z.optional(urlTemplate),
  /** Where a client registers itself (RFC 7591); then `oauth2` works without a client of Patchbay's own. */
  registrationUrl: z.optional(urlTemplate),
  scopes: z._default(z.array(scopeSchema), []),
  /** What joins the scopes in a request; RFC 6749 says a space. */
  scopeSeparator: z._default(z.string(), ' '),
  /** The parameter that carries the scopes in the authorization request; RFC 6749 says `scope`, Slack `user_scope`. */
  scopeParam: z._default(text, 'scope'),
  pkce: z._default(z.enum(['required', 'optional', 'breaks']), 'optional'),
  /** How the app's secret travels to the token endpoint: Basic header, or in the body. */
  tokenAuth: z._default(z.enum(['basic', 'post']), 'post'),
  /** How a request to the token endpoint is written; RFC 6749 says a form. */
  bodyFormat: z._default(z.enum(['form', 'json']), 'form'),
  /** Where the tokens stand in the answer, where they do not stand at its top: `authed_user`. */
  tokenPath: z.optional(text),
  /** The life of an access token where the answer does not say it. */
  accessTokenSeconds: z.optional(z.number().check(z.positive())),
  /** Whether an own app may do without a secret (a public client, with PKCE). */
  clientSecret: z._default(z.enum(['required', 'optional', 'none']), 'required'),
  /** In these and the next two, parameters may stand in braces. */
  authorizeParams: z._default(textTemplates, {}),
  tokenParams: z._default(textTemplates, {}),
  /** What the device authorization request (RFC 8628 section 3.1) carries beside client and scopes. */
  deviceParams: z._default(textTemplates, {}),
  /** Whether a service account may prove itself with a key instead of a secret (`private_key_jwt`, RFC 7523). */
  privateKeyJwt: z._default(z.boolean(), false),
  /** `anyPort`: RFC 8252 loopback. `fixedPort`: the ports below must be registered one by one. `none`: no loopback. */
  loopback: z._default(z.enum(['anyPort', 'fixedPort', 'none']), 'fixedPort'),
  loopbackHost: z._default(z.enum(['127.0.0.1', 'localhost']), '127.0.0.1'),
  /** The client that Patchbay itself may use (`oauth2`); without it only an own app works. */
  client: z.optional(z.strictObject({ clientId: text, clientSecret: z.optional(text) })),
  /** Answers that bend RFC 6749 are read leniently. */
  lenient: z._default(z.boolean(), false),
});
