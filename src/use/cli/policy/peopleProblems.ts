import { peopleFacts } from '../../../connections/governance/peopleFacts.ts';
import { type PolicyProblem, readMembers } from '../../../policy/index.ts';
import { lintFolder } from '../../../policy/lint/folder.ts';
import { lintMembers, lintSecrets } from '../../../policy/lint/members.ts';
import { readFolderFile } from '../../../policy/members.ts';
import { folderId, type Scene } from '../places/scene.ts';
import type { Tree } from '../places/tree.ts';

/** What is well written in `members.jsonc` and the `folder.jsonc` files, and yet probably not meant. */
export function peopleProblems({ members, folders }: Tree, { people, domain, problems }: Scene): PolicyProblem[] {
  const found: PolicyProblem[] = [];
  if (members?.text !== undefined) {
    const { document } = readMembers(members.text, members.path);
    if (document) found.push(...lintMembers(document));
    found.push(...lintSecrets(members.text, members.path, problems));
  }
  const facts = peopleFacts(people.known, people.membership(members?.path ?? ''));
  for (const { names, file } of folders) {
    if (file?.text === undefined) continue;
    const { document } = readFolderFile(file.text, file.path);
    if (document) found.push(...lintFolder(document, folderId(names), domain, facts));
    found.push(...lintSecrets(file.text, file.path, problems));
  }
  return found;
}
