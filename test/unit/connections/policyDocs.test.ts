import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FolderKeeper } from '../../../src/connections/governance/folders.ts';
import { type Folder, personalFolderId } from '../../../src/model/folder.ts';
import { readFolderRoles, readMembers } from '../../../src/policy/index.ts';
import { parseJsonc } from '../../../src/storage/jsoncFile.ts';
import { machineDirectory } from '../../../src/storage/machineDirectory.ts';
import { readAnchor } from '../../../src/storage/organisation/anchor.ts';
import { repository } from '../../editor/paths.ts';

const page = readFileSync(join(repository, 'docs', 'policy.md'), 'utf8');
const [members = '', folder = '', organisation = ''] = [...page.matchAll(/```jsonc\n(.*?)```/gs)].map(
  ([, text]) => text,
);

describe('the examples of docs/policy.md', () => {
  it('are as the code takes them', () => {
    assert.deepEqual(readMembers(members, 'members.jsonc').problems, []);
    const { roles, problems } = readFolderRoles(folder, 'folder.jsonc');
    assert.deepEqual(problems, []);
    assert.equal(roles.roles?.grants.length, 3);
    assert.ok('anchor' in readAnchor(parseJsonc(organisation, 'organisation.jsonc')));
  });

  it('name the directories of the computer', () => {
    for (const platform of ['linux', 'darwin'] as const)
      assert.ok(page.includes(`\`${machineDirectory(platform, {})}\``));
    assert.ok(page.includes(`\`${machineDirectory('win32', { ProgramData: '%ProgramData%' })}\``));
  });
});

describe('folders, as policies know them', () => {
  const shared = (names: string[], parent?: Folder): Folder => {
    const path = ['shop (workspace)', ...names];
    const base = { id: path.join(), kind: 'shared', name: names.at(-1) ?? '', path, directory: '/' } as const;
    return { ...base, ...(parent ? { parent: parent.id } : {}) };
  };

  it('have their own path, without the name of the workspace folder', () => {
    const finance = shared(['Finance']);
    const payables = shared(['Finance', 'Payables'], finance);
    const personal: Folder = { id: personalFolderId, kind: 'personal', name: 'Mine', path: [], directory: '/' };
    const folders = new Map([personal, finance, payables].map((one) => [one.id, one]));
    assert.deepEqual(
      new FolderKeeper().read(folders).facts.map(({ path }) => path),
      [[], ['Finance'], ['Finance', 'Payables']],
    );
  });
});
