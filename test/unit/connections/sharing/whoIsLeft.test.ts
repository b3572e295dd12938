import assert from 'node:assert/strict';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { renameFolder } from '../../../../src/connections/sharing/folders.ts';
import { giveAccess, removeAccess } from '../../../../src/connections/sharing/members.ts';
import { resealConnection } from '../../../../src/connections/sharing/reseal.ts';
import { readSealed } from '../../../../src/storage/sealedCredential.ts';
import { folderFile, sharedFolderId } from '../../../../src/storage/snapshot.ts';
import { sealedFile } from '../../../support/sealedFile.ts';
import { startTeam, type Team, type TeamMember } from '../../../support/team.ts';

describe('sharing: who is left', () => {
  let team: Team;
  let ana: TeamMember;
  const directory = (...path: string[]) => join(ana.parts.workspace, '.patchbay', 'folders', ...path);
  const folder = (...path: string[]) => sharedFolderId(directory(...path));
  const roles = async (name: string, given: unknown) => {
    await mkdir(directory(name), { recursive: true });
    await writeFile(join(directory(name), folderFile), JSON.stringify({ version: 1, roles: given }));
    await ana.parts.files.reload();
    await ana.parts.governance.reread();
  };
  const recipients = async (id: string) => (await readSealed(await ana.parts.files.connection(id)))?.recipients.length;

  beforeEach(async () => {
    team = await startTeam();
    await team.seed({
      'members.jsonc': { version: 1, groups: { heads: ['ana'] }, roles: { Maker: ['Edit', 'Create'] } },
      'folders/Finance/folder.jsonc': {
        version: 1,
        roles: { 'Folder Administrator': ['ana'], 'Automation User': ['ben'] },
      },
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

  it('seals the others anew where nobody knows whom one folder belongs to', async () => {
    const key = await sealedFile(ana, folder('Finance'), 'Key');
    await sealedFile(ana, folder('Finance'), 'Other');
    await roles('Finance/Broken', 3);
    const { file } = await ana.parts.files.connection((await sealedFile(ana, folder('Finance'), 'Third')).id);
    await rename(file, join(directory('Finance', 'Broken'), basename(file)));
    await ana.parts.files.reload();
    const { sealed, failed } = await removeAccess(ana.parts, folder('Finance'), 'ben');
    assert.deepEqual(sealed.map(({ name }) => name).sort(), ['Key', 'Other']);
    assert.deepEqual(
      failed.map(({ connection, problem }) => [connection.name, problem.code]),
      [['Third', 'PB709']],
    );
    assert.equal(await recipients(key.id), 1);
  });

  it('lets nobody take the last administrator out, also not as a group or as everybody', async () => {
    for (const who of ['group:heads', '*']) {
      await roles('Board', { 'Folder Administrator': [who] });
      await assert.rejects(removeAccess(ana.parts, folder('Board'), who), { code: 'PB714' });
      await giveAccess(ana.parts, folder('Board'), 'ana', 'Folder Administrator');
      await removeAccess(ana.parts, folder('Board'), who);
    }
  });

  it('reminds of a secret that others could read, also where nobody was removed by name', async () => {
    await roles('Open', undefined);
    const { id, credential } = await sealedFile(ana, folder('Open'), 'Key');
    assert.equal(credential.recipients?.length, 2);
    await giveAccess(ana.parts, folder('Open'), 'zoe', 'Automation User');
    const now = (await ana.parts.files.connection(id)).credential;
    assert.equal(now.recipients?.length, 1);
    assert.match(now.rotate?.because ?? '', /open to somebody/);
  });

  it('seals nothing that nobody could open', async () => {
    const { id } = await sealedFile(ana, folder('Finance'), 'Key');
    await roles('Finance', { Maker: ['ana'] });
    const before = await readSealed(await ana.parts.files.connection(id));
    await assert.rejects(resealConnection(ana.parts, id), { code: 'PB760' });
    assert.deepEqual(await readSealed(await ana.parts.files.connection(id)), before);
  });

  it('takes no other folder’s place where names differ by case alone', async function () {
    await roles('finance', {});
    const { folders } = await ana.parts.files.snapshot();
    if (!folders.has(folder('Finance')) || !folders.has(folder('finance'))) this.skip();
    await assert.rejects(renameFolder(ana.parts, folder('Finance'), 'finance'), { code: 'PB112' });
  });

  it('knows the keys that the workspace names where the computer names a person without any', async () => {
    const machine = join(ana.parts.root, 'machine');
    await mkdir(machine, { recursive: true });
    await writeFile(join(machine, 'members.jsonc'), JSON.stringify({ version: 1, people: [{ user: 'BEN' }] }));
    await ana.parts.governance.reread();
    assert.ok((await ana.parts.governance.status()).people.users.includes('BEN'));
    const { people } = await ana.parts.governance.accessTo(folder('Finance'));
    assert.deepEqual(
      people.filter(({ user }) => user.toLowerCase() === 'ben').map(({ keys }) => keys.length),
      [1],
    );
  });
});
