import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { moveFolder, removeFolder, renameFolder } from '../../../../src/connections/sharing/folders.ts';
import { giveAccess } from '../../../../src/connections/sharing/members.ts';
import { openSealed } from '../../../../src/connections/sharing/openSealed.ts';
import { sharedFolderId } from '../../../../src/storage/snapshot.ts';
import { sealedFile } from '../../../support/sealedFile.ts';
import { startTeam, type Team, type TeamMember } from '../../../support/team.ts';

describe('sharing: folders are renamed, moved and removed', () => {
  let team: Team;
  let ana: TeamMember;
  const directory = (...path: string[]) => join(ana.parts.workspace, '.patchbay', 'folders', ...path);
  const folder = (...path: string[]) => sharedFolderId(directory(...path));

  beforeEach(async () => {
    team = await startTeam();
    await team.seed({
      'folders/Finance/folder.jsonc': { version: 1 },
      'folders/Board/folder.jsonc': { version: 1, roles: { 'Folder Administrator': ['ana'] } },
    });
    ana = await team.clone('ana');
    await ana.join();
    await ana.push('Ana joins');
    const ben = await team.clone('ben');
    await ben.join();
    await ben.push('Ben joins');
    await ana.pull();
  });
  afterEach(() => team.close());

  it('keeps ids, and what is sealed opens in the renamed folder', async () => {
    const { id } = await sealedFile(ana, folder('Finance'), 'Key');
    const { id: renamed, resealed } = await renameFolder(ana.parts, folder('Finance'), 'Money');
    assert.deepEqual([renamed, resealed], [folder('Money'), { sealed: [], failed: [] }]);
    const { content } = await openSealed(ana.parts, await ana.parts.files.connection(id));
    assert.ok(content.secrets.token);
    await assert.rejects(renameFolder(ana.parts, folder('Money'), 'Board'), { code: 'PB112' });
    await assert.rejects(renameFolder(ana.parts, folder('Money'), 'a/b'), { code: 'PB113' });
  });

  it('seals anew to those who belong to the folder around', async () => {
    const { id, credential } = await sealedFile(ana, folder('Finance'), 'Key');
    assert.equal(credential.recipients?.length, 2);
    const { resealed } = await moveFolder(ana.parts, folder('Finance'), folder('Board'));
    assert.deepEqual(resealed.failed, []);
    const now = await ana.parts.files.connection(id);
    assert.deepEqual([now.folder, now.credential.recipients?.length], [folder('Board', 'Finance'), 1]);
    assert.ok(now.credential.rotate);
    await assert.rejects(moveFolder(ana.parts, folder('Board'), folder('Board', 'Finance')), { code: 'PB115' });
  });

  it('opens nothing to everybody that had its roles from the folder around', async () => {
    await mkdir(directory('Board', 'Inner'));
    await ana.parts.files.reload();
    const { id } = await sealedFile(ana, folder('Board', 'Inner'), 'Key');
    for (const into of [undefined, folder('Finance')])
      await assert.rejects(moveFolder(ana.parts, folder('Board', 'Inner'), into), { code: 'PB761' });
    assert.equal((await ana.parts.files.connection(id)).credential.recipients?.length, 1);
    await giveAccess(ana.parts, folder('Board', 'Inner'), 'ana', 'Folder Administrator');
    await moveFolder(ana.parts, folder('Board', 'Inner'), undefined);
    assert.equal((await ana.parts.files.connection(id)).credential.recipients?.length, 1);
  });

  it('removes only what is empty', async () => {
    await sealedFile(ana, folder('Finance'), 'Key');
    await assert.rejects(removeFolder(ana.parts, folder('Finance')), { code: 'PB116' });
    await mkdir(directory('Notes'));
    await writeFile(directory('Notes', 'readme.txt'), 'ours');
    await ana.parts.files.reload();
    await assert.rejects(removeFolder(ana.parts, folder('Notes')), { code: 'PB116' });
    assert.equal(await readFile(directory('Notes', 'readme.txt'), 'utf8'), 'ours');
    await removeFolder(ana.parts, folder('Board'));
    assert.equal((await ana.parts.files.snapshot()).folders.has(folder('Board')), false);
  });
});
