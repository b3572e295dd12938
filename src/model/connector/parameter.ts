import * as z from 'zod/mini';
import { authTypes } from '../authType.ts';
import { text } from './words.ts';

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
  /**
   * Nobody is asked: it is learned while connecting, and kept with the connection. `discovery`: a member of the document
   * that `oauth.discovery` names. `answer`: a path in the answer of the token endpoint (`instance_url`, `team.id`). `redirect`: a
   * parameter of the address with which the browser comes back (`realmId`). An address must have one of `hosts`.
   */
  learnedFrom: z.optional(z.strictObject({ where: z.enum(['discovery', 'answer', 'redirect']), name: text })),
});
