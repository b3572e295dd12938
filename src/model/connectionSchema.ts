import * as z from 'zod/mini';
import { authTypes } from './authType.ts';

/** The version of the format that this code writes; a newer file is read-only. */
export const connectionVersion = 1;

/** A connection file (`*.connection.jsonc`). What it does not know it keeps. */
export const connectionSchema = z.looseObject({
  version: z.literal(connectionVersion),
  id: z.guid(),
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  connector: z.string().check(z.minLength(1)),
  authType: z.enum(authTypes),
  accountKind: z._default(z.enum(['personal', 'service']), 'personal'),
  /** Who the connection acts as, as the provider names them. */
  account: z.optional(z.string()),
  /** The connector's own parameters, client id and scopes. Never a secret one. */
  parameters: z._default(z.record(z.string(), z.string()), {}),
  scopes: z.optional(z.array(z.string())),
  pollingIntervalMinutes: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(1440)), 5),
  isDefault: z._default(z.boolean(), false),
  createdBy: z.optional(z.string()),
  createdAt: z.optional(z.iso.datetime({ offset: true })),
  credential: z._default(z.looseObject({ kind: z.string() }), { kind: 'eachMember' }),
});
