import { dirname } from 'node:path';
import { membersFileOf } from '../../connections/governance/folderAccess.ts';
import { peopleFacts } from '../../connections/governance/peopleFacts.ts';
import { type PolicyProblem, readMembers } from '../../policy/index.ts';
import { lintFolder, type PeopleFacts } from '../../policy/lint/folder.ts';
import { lintMembers, lintSecrets } from '../../policy/lint/members.ts';
import { readFolderFile } from '../../policy/members.ts';
import { sharedFolderId } from '../../storage/snapshot.ts';
import type { Scene } from '../policyEditing/scene.ts';

/** Everything that is wrong with a `members.jsonc`, or is good to know of it. */
export function membersProblems(text: string, file: string): PolicyProblem[] {
  const { document, problems } = readMembers(text, file);
  return ordered(text, file, [...problems, ...(document ? lintMembers(document) : [])]);
}

/** The same of a `folder.jsonc`, whose roles are those of the text, with all the rest as it is saved. */
export function folderProblems(
  text: string,
  file: string,
  scene?: Pick<Scene, 'domain' | 'folders' | 'membership' | 'people'>,
): PolicyProblem[] {
  const { document, problems } = readFolderFile(text, file);
  const people = scene && factsFor(file, scene);
  const found = document && people ? lintFolder(document, folderIdOf(file), scene.domain, people) : [];
  return ordered(text, file, [...problems, ...found]);
}

/** The people of the workspace folder in which a `folder.jsonc` lies; `undefined` of a folder that nobody has read yet. */
export function factsFor(
  file: string,
  { folders, membership, people }: Pick<Scene, 'folders' | 'membership' | 'people'>,
): PeopleFacts | undefined {
  const folder = folders.get(folderIdOf(file));
  return folder && membership ? peopleFacts(people, membership(membersFileOf(folder, folders))) : undefined;
}

/** The id of the folder that a `folder.jsonc` is about. */
export function folderIdOf(file: string): string {
  return sharedFolderId(dirname(file));
}

function ordered(text: string, file: string, found: PolicyProblem[]): PolicyProblem[] {
  return [...found, ...lintSecrets(text, file, found)].sort((a, b) => a.offset - b.offset);
}
