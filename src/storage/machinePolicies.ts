import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { word } from '../model/membersSchema.ts';
import { Problem } from '../model/problem.ts';
import { parseJsonc } from './jsoncFile.ts';
import { notAdministrators } from './ownership.ts';
import { type PolicyDirectory, type PolicyFile, readPolicyDirectory, readPolicyFile } from './policyFiles.ts';

/** What lies in the directory of the computer's own policies. */
export interface MachinePolicies extends PolicyDirectory {
  /** `organisation.jsonc`: where the policies of the organisation are. */
  organisation?: PolicyFile;
  /** `members.jsonc`: groups and roles that no workspace defines otherwise. */
  members?: PolicyFile;
  /** Why it may have been written by somebody else than the administrator, in words; then it counts as the user's own. */
  demoted?: string;
}

/** Finds out why paths may be somebody else's than the administrator's; see {@link notAdministrators}. */
export type OwnershipCheck = (paths: readonly string[]) => Promise<string | undefined>;

const identityFile = 'identity.jsonc';

const identitySchema = z
  .looseObject({ $schema: z.optional(z.string()) })
  .check(
    z.refine((mapping) =>
      Object.entries(mapping).every(([key, value]) => key === '$schema' || word.safeParse(value).success),
    ),
  );

/** Reads it. Never throws; a directory that is not there has nothing. */
export async function readMachinePolicies(
  directory: string,
  check: OwnershipCheck = notAdministrators,
): Promise<MachinePolicies> {
  const found = await readPolicyDirectory(directory);
  const [organisation, members] = await Promise.all(
    ['organisation.jsonc', 'members.jsonc'].map((name) => readPolicyFile(join(directory, name), directory)),
  );
  const files = [...(found.files ?? []), organisation, members].flatMap((one) => one?.file ?? []);
  const demoted = files.length > 0 || found.unreadable ? await check([directory, ...files]) : undefined;
  return {
    ...found,
    ...(organisation ? { organisation } : {}),
    ...(members ? { members } : {}),
    ...(demoted === undefined ? {} : { demoted }),
  };
}

/**
 * Who the user of the system is, by `identity.jsonc` of the computer's policies: `{ "ada": "ada@acme.example" }`.
 *
 * @returns `undefined` where it says nothing of them; `unreadable` where it should but cannot be read, so that nobody knows.
 */
export async function mappedUser(
  directory: string,
  systemUser: string,
  check: OwnershipCheck = notAdministrators,
): Promise<{ user: string } | { unreadable: string } | undefined> {
  const found = await readPolicyFile(join(directory, identityFile), directory);
  // Somebody's own mapping is worth no more than their own setting, which is asked next.
  if (!found || (await check([directory, found.file])) !== undefined) return undefined;
  if (found.text === undefined) return { unreadable: found.unreadable ?? '' };
  try {
    const mapping = identitySchema.safeParse(parseJsonc(found.text, identityFile));
    if (!mapping.success) return { unreadable: l10n.t('it is not a list of users with their addresses') };
    const user = Object.entries(mapping.data).find(([name]) => sameSystemUser(name, systemUser))?.[1];
    return typeof user === 'string' ? { user } : undefined;
  } catch (error) {
    return { unreadable: error instanceof Problem ? error.message : String(error) };
  }
}

/** Windows does not tell cases apart. */
function sameSystemUser(a: string, b: string): boolean {
  return process.platform === 'win32' ? a.toLowerCase() === b.toLowerCase() : a === b;
}
