import * as z from 'zod/mini';
import { authTypes } from '../authType.ts';
import { text, textTemplates, urlTemplate } from './words.ts';

/** Where a token or key goes in a request to the API. */
export const placementSchema = z.strictObject({
  /**
   * `basicUser` and `basicPassword`: one half of a Basic header (RFC 7617), with `name` of no use and {@link with} as the
   * other half.
   */
  in: z._default(z.enum(['header', 'query', 'basicUser', 'basicPassword']), 'header'),
  name: z._default(text, 'Authorization'),
  prefix: z._default(z.string(), ''),
  /** The other half of a Basic header: `{email}/token`, `api`, or nothing. */
  with: z.optional(z.string()),
});

/** A pasted secret: a personal access token or an API key. */
export const tokenSchema = z.strictObject({
  /** What the application calls it, where it is not a “Personal access token” or “API key”. */
  label: z.optional(text),
  placement: placementSchema,
  /** Where the person makes one. */
  createUrl: z.optional(urlTemplate),
  /** How, step by step: plain sentences. */
  createSteps: z.optional(z.array(text)),
  /** What a real one begins with, such as `ghp_`; a hint while typing, never a refusal. */
  startsWith: z.optional(z.array(text)),
  /** A response header that says when it expires, such as GitHub's. */
  expiryHeader: z.optional(text),
});

/** What `basic` asks for, where it is not called user name and password. */
export const basicSchema = z.strictObject({
  usernameLabel: z.optional(text),
  passwordLabel: z.optional(text),
  createUrl: z.optional(urlTemplate),
});

export const healthSchema = z.strictObject({
  method: z._default(z.enum(['GET', 'POST']), 'GET'),
  /** Appended to the API's base URL, or a whole URL template. */
  path: text,
  /** What a POST carries, as JSON: a GraphQL query. */
  body: z.optional(z.record(z.string(), z.json())),
  /** Where in the JSON answer the account stands: the first path that gives a string wins (`user.email`). */
  identity: z._default(z.array(text), []),
  /** Some APIs answer 200 with `{"ok": false}` (Slack): the path that must be true. */
  okPath: z.optional(text),
});

/** Headers in which an API says how much may still be asked. */
export const rateLimitSchema = z.strictObject({
  limit: z.optional(text),
  remaining: z.optional(text),
  reset: z.optional(text),
  /** What `reset` counts in. */
  resetIn: z.optional(z.enum(['seconds', 'epochSeconds', 'epochMilliseconds', 'date'])),
});

/** The application's API: where it is, and what a request to it looks like. */
export const apiSchema = z.strictObject({
  baseUrl: urlTemplate,
  /** Where a credential may be sent: exact hosts, `*.suffix`, or templates. The API's own host is always among them. */
  hosts: z._default(z.array(text), []),
  /** Sent with each request, such as a version that the API insists on. Parameters may stand in braces. */
  headers: z._default(textTemplates, {}),
  query: z._default(textTemplates, {}),
  health: z.optional(healthSchema),
  rateLimit: z.optional(rateLimitSchema),
});

/** The application's own server of the Model Context Protocol, over Streamable HTTP. */
export const mcpSchema = z.strictObject({
  /** On a host that a credential may be sent to. */
  url: urlTemplate,
  /** The types whose credential it takes; absent where it takes what the API takes. */
  authTypes: z.optional(z.array(z.enum(authTypes)).check(z.minLength(1))),
});
