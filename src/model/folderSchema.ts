import * as z from 'zod/mini';
import { word } from './membersSchema.ts';
import { sharingKinds } from './sharing.ts';

/** The version of the format that this code knows. */
export const folderVersion = 1;

/** What stands for everybody in a list of people. */
export const everybody = '*';

/** What stands before the name of a group in a list of people. */
export const groupPrefix = 'group:';

/** `folder.jsonc` of a shared folder. What it does not know it keeps. */
export const folderSchema = z.looseObject({
  version: z.literal(folderVersion),
  description: z.optional(z.string()),
  roles: z
    .optional(z.record(word, z.array(word)))
    .check(
      z.describe(
        'Who may do what in this folder and in those inside it: role → people, as an address or user name, “group:finance”, or “*” for everybody. Without it everybody may do everything.',
      ),
    ),
  credentials: z
    .optional(z.enum(sharingKinds))
    .check(
      z.describe(
        'How the credentials of this folder’s connections reach those who use them: `sealed` to the members, `eachMember` signs in, or a `reference` to where the secret lies. Without it whoever adds a connection chooses.',
      ),
    ),
});
