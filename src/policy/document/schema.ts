import * as z from 'zod/mini';
import { authTypes } from '../../model/authType.ts';
import { accountKinds, actions } from '../actions.ts';

const word = z.string().check(z.minLength(1), z.maxLength(200));
const sentence = z.string().check(z.maxLength(1000));

/** A word, or a list of at least one. */
const oneOrMore = <T extends z.ZodMiniType>(item: T) => z.union([item, z.array(item).check(z.minLength(1))]);

/** The newest format that this code knows. */
export const policyVersion = 1;

export const deploymentSchema = z.strictObject({
  tenant: z.optional(z.literal(true)).check(z.describe('Everybody.')),
  group: z.optional(word).check(z.describe('The members of a group.')),
  priority: z
    .optional(z.number().check(z.int(), z.minimum(0), z.maximum(1_000_000)))
    .check(z.describe('Between several groups of one person the lowest number wins.')),
  user: z.optional(word).check(z.describe('One person.')),
  policy: z
    .optional(z.literal('none'))
    .check(
      z.describe('“none” pins No Policy: for these people no settings of this source hold, not even those below.'),
    ),
});

export const exemptionSchema = z.strictObject({
  connection: z.guid().check(z.describe('The id of one connection.')),
  until: z.iso.date().check(z.describe('The last day (UTC) on which the exemption holds.')),
  reason: sentence.check(z.minLength(1)),
  approvedBy: word,
});

const exemptions = z
  .optional(z.array(exemptionSchema))
  .check(z.describe('Single connections to which this does not apply, for a time.'));

export const parameterSchema = z.strictObject({
  value: z.optional(z.union([z.string(), z.array(z.string())])).check(z.describe('What the field is filled with.')),
  sealed: z
    .optional(z.string().check(z.startsWith('-----BEGIN AGE ENCRYPTED FILE-----')))
    .check(z.describe('A secret, sealed to the members who may use it.')),
  from: z
    .optional(z.string().check(z.regex(/^[a-z][a-z0-9-]*:./)))
    .check(z.describe('Where a secret is found when it is needed, such as env:NAME.')),
  locked: z.optional(z.boolean()).check(z.describe('Nobody can change the value.')),
  hidden: z.optional(z.boolean()).check(z.describe('The form does not show the field.')),
  required: z.optional(z.boolean()).check(z.describe('The field cannot be left empty.')),
  allowed: z
    .optional(z.array(word).check(z.minLength(1)))
    .check(z.describe('The only values that may be given: scopes, choices, or hosts (exact or *.suffix).')),
});

export const authTypeSettingsSchema = z.strictObject({
  enabled: z.optional(z.boolean()),
  default: z.optional(z.boolean()).check(z.describe('Chosen on the form unless the person chooses another.')),
  maxAgeDays: z
    .optional(z.number().check(z.int(), z.minimum(1), z.maximum(3650)))
    .check(z.describe('How old a credential may be before its person must sign in again.')),
  parameters: z.optional(z.record(word, parameterSchema)),
  except: exemptions,
});

export const connectorSettingsSchema = z.strictObject({
  enabled: z.optional(z.boolean()).check(z.describe('false: nobody can create or reconnect such a connection.')),
  authTypes: z.optional(z.partialRecord(z.enum([...authTypes, '*']), authTypeSettingsSchema)),
  except: exemptions,
});

export const settingsSchema = z.strictObject({
  connectors: z
    .optional(z.record(word, connectorSettingsSchema))
    .check(z.describe('By key; “*” says what holds for all that say nothing themselves.')),
  existing: z
    .optional(z.enum(['keep', 'warn', 'block']))
    .check(z.describe('What becomes of the use of connections that today would not be allowed.')),
});

export const conditionSchema = z.strictObject({
  connector: z.optional(oneOrMore(word)),
  category: z.optional(oneOrMore(word)),
  authType: z.optional(oneOrMore(z.enum(authTypes))),
  folder: z
    .optional(oneOrMore(word))
    .check(z.describe('“personal”, “shared”, or a path such as Finance/** (* within a name, ** over several).')),
  account: z.optional(oneOrMore(z.enum(accountKinds))),
  role: z.optional(oneOrMore(word)),
  group: z.optional(oneOrMore(word)),
  user: z.optional(oneOrMore(word)),
});

export const guardrailSchema = z.strictObject({
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,99}$/)),
  deny: z.array(z.enum(actions)).check(z.minLength(1)),
  when: z
    .optional(conditionSchema)
    .check(z.describe('All of these must hold; without it the guardrail always applies.')),
  unless: z.optional(conditionSchema).check(z.describe('Where all of these hold, the guardrail does not apply.')),
  because: z.optional(sentence).check(z.describe('Why, for those whom it stops.')),
  instead: z.optional(sentence).check(z.describe('What to do instead.')),
  rollout: z._default(z.enum(['audit', 'warn', 'enforce']), 'enforce'),
  from: z
    .optional(z.iso.date())
    .check(
      z.describe(
        'The first day (UTC) of the rollout. Before it the guardrail is one step milder: enforce warns, warn audits.',
      ),
    ),
  except: exemptions,
});

/** A `*.policy.jsonc` file. */
export const policySchema = z.strictObject({
  $schema: z.optional(z.string()),
  version: z.optional(z.literal(policyVersion)),
  name: word,
  description: z.optional(sentence),
  contact: z.optional(sentence).check(z.describe('Whom to ask.')),
  deploy: z.array(deploymentSchema).check(z.describe('For whom it holds. An empty list: for nobody yet.')),
  inherits: z
    ._default(z.boolean(), false)
    .check(z.describe('true: what the settings leave unsaid comes from the next level (user, group, tenant).')),
  availabilityDays: z
    .optional(z.number().check(z.int(), z.minimum(0), z.maximum(3650)))
    .check(z.describe('For how many days a copy holds while its source cannot be reached; 0 means 30.')),
  settings: z.optional(settingsSchema),
  guardrails: z._default(z.array(guardrailSchema), []),
});

export type PolicyContent = z.infer<typeof policySchema>;
export type Deployment = z.infer<typeof deploymentSchema>;
export type Exemption = z.infer<typeof exemptionSchema>;
export type ParameterSettings = z.infer<typeof parameterSchema>;
export type AuthTypeSettings = z.infer<typeof authTypeSettingsSchema>;
export type ConnectorSettings = z.infer<typeof connectorSettingsSchema>;
export type Settings = z.infer<typeof settingsSchema>;
export type Condition = z.infer<typeof conditionSchema>;
export type Guardrail = z.infer<typeof guardrailSchema>;
export type Rollout = Guardrail['rollout'];
