import * as z from 'zod/mini';
import { authTypes } from './authType.ts';
import { apiSchema, basicSchema, mcpSchema, type placementSchema, tokenSchema } from './connector/api.ts';
import { oauthSchema, type refreshSchema, type scopeSchema } from './connector/oauth.ts';
import { parameterSchema } from './connector/parameter.ts';
import { text, urlTemplate } from './connector/words.ts';

/** Where facts come from. */
const provenanceSchema = z.strictObject({
  source: text,
  /** `vendor`: the vendor's own pages. `discovery`: a document that the provider serves. `seed`: a list of somebody else. */
  kind: z._default(z.enum(['vendor', 'discovery', 'standard', 'seed']), 'vendor'),
  /** The facts that it says, as paths in the record (`oauth.tokenUrl`); absent where it says all of them. */
  facts: z.optional(z.array(text)),
  /** When somebody read it. */
  readOn: z.optional(z.iso.date()),
  /** When the facts were last compared with what the provider itself answers. */
  verifiedOn: z.optional(z.iso.date()),
});

/** The record of one application: everything that is known of connecting to it. A fact that is not known is absent. */
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
  /** Why nobody can connect to it from here, and what it would need. It is listed all the same, and has no types. */
  unavailable: z.optional(text),
  parameters: z._default(z.array(parameterSchema), []),
  /** In the order in which they are offered; the first is recommended. */
  authTypes: z.array(z.enum(authTypes)),
  oauth: z.optional(oauthSchema),
  /** Where the person registers an OAuth app. */
  createAppUrl: z.optional(urlTemplate),
  /** How, step by step: plain sentences. */
  createAppSteps: z.optional(z.array(text)),
  pat: z.optional(tokenSchema),
  apiKey: z.optional(tokenSchema),
  basic: z.optional(basicSchema),
  api: apiSchema,
  mcp: z.optional(mcpSchema),
  provenance: z.array(provenanceSchema).check(z.minLength(1)),
});

/** A record; `origin` is the file of one that a workspace brings, absent in those that Patchbay brings. */
export type Connector = z.infer<typeof connectorSchema> & { origin?: string };
export type ConnectorParameter = z.infer<typeof parameterSchema>;
export type OAuthFacts = z.infer<typeof oauthSchema>;
export type RefreshFacts = z.infer<typeof refreshSchema>;
export type Placement = z.infer<typeof placementSchema>;
export type Scope = z.infer<typeof scopeSchema>;

/** How far the facts of a record can be trusted: compared with the provider, read in its pages, or taken from a list. */
export type Assurance = 'verified' | 'documented' | 'notVerified';

/** One line of the catalog's index: enough to list, search and draw a connector without loading its record. */
export interface CatalogEntry {
  key: string;
  name: string;
  description: string;
  categories: string[];
  synonyms: string[];
  authTypes: Connector['authTypes'];
  /** Why nobody can connect to it from here. */
  unavailable?: string;
  assurance?: Assurance;
  /** The workspace brings it. */
  own?: boolean;
  /** A 24 × 24 SVG path and the brand's colour; absent for a letter tile. */
  icon?: { path: string; hex: string };
}
