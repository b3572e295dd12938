import * as z from 'zod/mini';

/** The version of the format that this code knows. */
export const folderVersion = 1;

/** `folder.jsonc` of a shared folder. Roles and sealing are kept as they are found. */
export const folderSchema = z.looseObject({
  version: z.literal(folderVersion),
  description: z.optional(z.string()),
});
