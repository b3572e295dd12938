import * as z from 'zod/mini';
import { authTypes } from './authType.ts';

const text = z.string().check(z.minLength(1));

/** `https://{site}.example.com/oauth/token`: names in braces are filled from the connection's parameters. */
const urlTemplate = z
  .string()
  .check(z.regex(/^(https?:\/\/|\{)/, 'an http(s) URL, or a template that starts with one'));

/** One thing to type or choose before connecting: a site, a region, a tenant. Never a secret. */
export const parameterSchema = z.strictObject({
  name: text,
  label: text,
  description: z.optional(text),
  /** An example, shown greyed in the empty field. */
  example: z.optional(z.string()),
  default: z.optional(z.string()),
  required: z._default(z.boolean(), true),
  /** `url`: an https address (http is accepted for loopback only). `host`: a bare host name. */
  format: z._default(z.enum(['text', 'url', 'host']), 'text'),
  choices: z.optional(z.array(z.strictObject({ value: z.string(), label: text }))),
  /** Hosts that an address given here has, exact or `*.suffix`: those that a policy of a workspace may fill in. */
  hosts: z.optional(z.array(text)),
  /** The authentication types that ask for it; absent where all do. */
  authTypes: z.optional(z.array(z.enum(authTypes)).check(z.minLength(1))),
});

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

/**
 * How long a refresh token works, where the provider's documents say so; both limits may hold at once. Absent: nobody knows,
 * and nothing is foretold.
 */
export const refreshSchema = z.strictObject({
  /** One that is not used for so many days ends; each renewal begins them anew. */
  idleDays: z.optional(z.number().check(z.positive())),
  /** So many days after the sign-in it ends, however often it was renewed. */
  absoluteDays: z.optional(z.number().check(z.positive())),
  /** Whether each renewal brings another one and spends the old. */
  rotates: z.optional(z.boolean()),
});

/** The OAuth 2.0 facts of an application. */
export const oauthSchema = z.strictObject({
  /** Compared with the `iss` of the answer where the provider sends one (RFC 9207). */
  issuer: z.optional(urlTemplate),
  authorizeUrl: urlTemplate,
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
  pkce: z._default(z.enum(['required', 'optional', 'breaks']), 'optional'),
  /** How the app's secret travels to the token endpoint: Basic header, or in the body. */
  tokenAuth: z._default(z.enum(['basic', 'post']), 'post'),
  /** Whether an own app may do without a secret (a public client, with PKCE). */
  clientSecret: z._default(z.enum(['required', 'optional', 'none']), 'required'),
  authorizeParams: z._default(z.record(z.string(), z.string()), {}),
  tokenParams: z._default(z.record(z.string(), z.string()), {}),
  /** What the device authorization request (RFC 8628 section 3.1) carries beside client and scopes. */
  deviceParams: z._default(z.record(z.string(), z.string()), {}),
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

/** Where a token or key goes in a request to the API. */
export const placementSchema = z.strictObject({
  in: z._default(z.enum(['header', 'query']), 'header'),
  name: z._default(text, 'Authorization'),
  prefix: z._default(z.string(), ''),
});

/** A pasted secret: a personal access token or an API key. */
export const tokenSchema = z.strictObject({
  placement: placementSchema,
  /** Where the person makes one. */
  createUrl: z.optional(urlTemplate),
  /** What a real one begins with, such as `ghp_`; a hint while typing, never a refusal. */
  startsWith: z.optional(z.array(text)),
  /** A response header that says when it expires, such as GitHub's. */
  expiryHeader: z.optional(text),
});

export const healthSchema = z.strictObject({
  method: z._default(z.enum(['GET', 'POST']), 'GET'),
  /** Appended to the API's base URL, or a whole URL template. */
  path: text,
  /** Where in the JSON answer the account stands: the first path that gives a string wins (`user.email`). */
  identity: z._default(z.array(text), []),
  /** Some APIs answer 200 with `{"ok": false}` (Slack): the path that must be true. */
  okPath: z.optional(text),
});

export const connectorSchema = z.strictObject({
  $schema: z.optional(z.string()),
  key: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and hyphens')),
  name: text,
  description: text,
  categories: z._default(z.array(text), []),
  /** Other words that find it. */
  synonyms: z._default(z.array(text), []),
  /** A slug of simple-icons; without one a letter tile is drawn. */
  icon: z.optional(text),
  docsUrl: z.optional(z.url()),
  parameters: z._default(z.array(parameterSchema), []),
  /** In the order in which they are offered; the first is recommended. */
  authTypes: z.array(z.enum(authTypes)).check(z.minLength(1)),
  oauth: z.optional(oauthSchema),
  /** Where the person registers an OAuth app. */
  createAppUrl: z.optional(urlTemplate),
  pat: z.optional(tokenSchema),
  apiKey: z.optional(tokenSchema),
  api: z.strictObject({
    baseUrl: urlTemplate,
    /** Where a credential may be sent: exact hosts, `*.suffix`, or templates. The API's own host is always among them. */
    hosts: z._default(z.array(text), []),
    health: z.optional(healthSchema),
  }),
  /** Where the facts come from, and when somebody looked. */
  provenance: z.array(z.strictObject({ source: text, verifiedOn: z.optional(z.iso.date()) })).check(z.minLength(1)),
});

export type Connector = z.infer<typeof connectorSchema>;
export type ConnectorParameter = z.infer<typeof parameterSchema>;
export type OAuthFacts = z.infer<typeof oauthSchema>;
export type RefreshFacts = z.infer<typeof refreshSchema>;
export type Placement = z.infer<typeof placementSchema>;
export type Scope = z.infer<typeof scopeSchema>;

/** One line of the catalog's index: enough to list, search and draw a connector without loading its record. */
export interface CatalogEntry {
  key: string;
  name: string;
  description: string;
  categories: string[];
  synonyms: string[];
  authTypes: Connector['authTypes'];
  /** A 24 × 24 SVG path and the brand's colour; absent for a letter tile. */
  icon?: { path: string; hex: string };
}
