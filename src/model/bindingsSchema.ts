import * as z from 'zod/mini';
import { word } from './membersSchema.ts';

/** The version of the format that this code knows. */
export const bindingsVersion = 1;

/** What a binding may be called: never what could be a connection's id. */
export const bindingName = z
  .string()
  .check(
    z.regex(
      /^(?![0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$)[A-Za-z][A-Za-z0-9._-]{0,63}$/,
      'is no name: letters, digits, dots, hyphens and underscores, beginning with a letter',
    ),
  );

/** One name that code uses, and which connection it means. */
export const bindingSchema = z.looseObject({
  connection: z
    .optional(z.guid())
    .check(z.describe('The id of the connection. Without it, the default connection of “connector” in “folder”.')),
  connector: z
    .optional(word)
    .check(z.describe('The key of the application that the code expects, such as salesforce.')),
  folder: z
    .optional(word)
    .check(
      z.describe(
        'The path of a shared folder, such as Finance/Payables. Without it, the Personal Workspace: each person’s own connection.',
      ),
    ),
  description: z.optional(z.string().check(z.maxLength(2000))).check(z.describe('What the code does with it.')),
});

/** The bindings of a file, by name. */
export const bindingEntriesSchema = z.record(bindingName, bindingSchema);

/** `.patchbay/bindings.jsonc`. What it does not know it keeps. */
export const bindingsSchema = z.looseObject({
  version: z.literal(bindingsVersion),
  bindings: z
    ._default(bindingEntriesSchema, {})
    .check(
      z.describe('Names that code uses for connections, so that the connection behind one can be chosen at run time.'),
    ),
});
