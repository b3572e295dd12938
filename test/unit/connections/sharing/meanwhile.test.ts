import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ControlledAcme, startAcme } from '../../../../examples/acme/acme.ts';
import { type CreateRequest, createConnection } from '../../../../src/connections/create.ts';
import { moveConnections } from '../../../../src/connections/move.ts';
import { planMoves } from '../../../../src/connections/movePlan.ts';
import { reconnectConnection } from '../../../../src/connections/reconnect.ts';
import { changeSharing } from '../../../../src/connections/sharing/changeSharing.ts';
import { resealConnection } from '../../../../src/connections/sharing/reseal.ts';
import type { Connection } from '../../../../src/model/connection.ts';
import { readSealed } from '../../../../src/storage/sealedCredential.ts';
import { folderFile, sharedFolderId } from '../../../../src/storage/snapshot.ts';
import { newAcmeKey, startTeam, type Team, type TeamMember, tokenOf } from '../../../support/team.ts';
import { quietly } from '../../../support/testParts.ts';

describe('sharing: what a pull or another window changed meanwhile', function () {
  this.timeout(30_000);
  let acme: ControlledAcme;
  let team: Team;
  let ana: TeamMember;

  const directory = (name: string) => join(ana.parts.workspace, '.patchbay', 'folders', name);
  const folder = (name: string) => sharedFolderId(directory(name));
  const add = (sharing: CreateRequest['sharing']) =>
    createConnection(
      ana.parts,
      {
        ...{ connector: 'acme', authType: 'apiKey', name: 'Key', accountKind: 'service', scopes: [] },
        folder: folder('Finance'),
        values: { siteUrl: acme.url, token: newAcmeKey(acme) },
        ...(sharing ? { sharing } : {}),
      },
      quietly(),
    );
  /** A file that has another secret by now, and the snapshot that does not know it. */
  const rotatedUnseen = async (key: Connection) => {
    const before = await readFile(key.file, 'utf8');
    const secret = newAcmeKey(acme);
    await reconnectConnection(ana.parts, key.id, { values: { token: secret } }, quietly());
    const after = await readFile(key.file, 'utf8');
    await writeFile(key.file, before);
    await ana.parts.files.reload();
    await tokenOf(ana, key.id);
    return { secret, put: () => writeFile(key.file, after) };
  };

  beforeEach(async () => {
    acme = await startAcme({ control: true });
    team = await startTeam();
    const roles = { 'Folder Administrator': ['ana'], 'Automation User': ['ben'] };
    await team.seed({
      'members.jsonc': { version: 1 },
      'folders/Finance/folder.jsonc': { version: 1, roles },
      'folders/Board/folder.jsonc': { version: 1, roles },
    });
    const ben = await team.clone('ben');
    await ben.join();
    await ben.push('Ben joins');
    ana = await team.clone('ana');
    await ana.join();
  });
  afterEach(async () => {
    await team.close();
    await acme.close();
  });

  it('takes the secret that is in the file, not the one that was there when it was last looked at', async () => {
    const key = await add('sealed');
    const { secret, put } = await rotatedUnseen(key);
    await put();
    await resealConnection(ana.parts, key.id);
    assert.equal(await tokenOf(ana, key.id), secret);
  });

  it('moves the secret that is in the file', async () => {
    const key = await add('sealed');
    const { secret, put } = await rotatedUnseen(key);
    await put();
    const { failed } = await moveConnections(ana.parts, [key.id], folder('Board'));
    assert.deepEqual(failed, []);
    assert.equal(await tokenOf(ana, key.id), secret);
  });

  it('overwrites no secret that came between opening and sealing', async () => {
    const key = await add('sealed');
    for (const work of [
      () => resealConnection(ana.parts, key.id),
      async () => {
        const { failed } = await moveConnections(ana.parts, [key.id], folder('Board'));
        throw failed[0]?.problem;
      },
      (token: string) => reconnectConnection(ana.parts, key.id, { values: { token } }, quietly()),
    ]) {
      const old = await tokenOf(ana, key.id);
      const { secret, put } = await rotatedUnseen(key);
      const { governance } = ana.parts;
      const reread = governance.reread.bind(governance);
      governance.reread = async () => {
        await put();
        return reread();
      };
      await assert.rejects(work(old), { code: 'PB715' });
      governance.reread = reread;
      await ana.parts.files.reload();
      assert.equal(await tokenOf(ana, key.id), secret);
    }
  });

  it('seals a new secret to nobody whom a pull took out, although nobody noticed it yet', async () => {
    const key = await add('sealed');
    assert.equal(key.credential.recipients?.length, 2);
    const file = join(directory('Finance'), folderFile);
    await writeFile(file, (await readFile(file, 'utf8')).replace('"ben"', ''));
    await reconnectConnection(ana.parts, key.id, { values: { token: newAcmeKey(acme) } }, quietly());
    assert.equal((await readSealed(key))?.recipients.length, 1);
    assert.equal((await readSealed(key))?.rotate, undefined, 'it is another secret');
    await writeFile(ana.members, (await readFile(ana.members, 'utf8')).replace('"ben"', '"cleo"'));
    await moveConnections(ana.parts, [key.id], folder('Board'));
    assert.equal((await readSealed(await ana.parts.files.connection(key.id)))?.recipients.length, 1);
  });

  it('reminds where a reconnection leaves out somebody who knows the secret, and it is the same', async () => {
    const key = await add('sealed');
    const token = await tokenOf(ana, key.id);
    const file = join(directory('Finance'), folderFile);
    await writeFile(file, (await readFile(file, 'utf8')).replace('"ben"', ''));
    await reconnectConnection(ana.parts, key.id, { values: { token } }, quietly());
    assert.match((await readSealed(key))?.rotate?.because ?? '', /open to somebody/);
  });

  it('seals nothing for an address that a pull put in place of the one that it was typed for', async () => {
    const key = await add('eachMember');
    await writeFile(key.file, (await readFile(key.file, 'utf8')).replace(acme.url, 'https://acme-login.example'));
    await ana.parts.files.reload();
    await assert.rejects(changeSharing(ana.parts, key.id, 'sealed'), { code: 'PB308' });
    assert.deepEqual((await planMoves(ana.parts, [key.id], folder('Board')))[0]?.ways, ['eachMember']);
    const { moved } = await moveConnections(ana.parts, [key.id], folder('Board'), 'sealed');
    assert.equal(moved[0]?.credential.kind, 'eachMember');
  });

  it('does not move what the vault lost without taking it from the file first', async () => {
    const key = await add('sealed');
    const secret = await tokenOf(ana, key.id);
    await ana.parts.vault.delete(key.id);
    ana.parts.cache.delete(key.id);
    assert.deepEqual((await moveConnections(ana.parts, [key.id], 'personal')).failed, []);
    assert.equal(await tokenOf(ana, key.id), secret);
  });
});
