import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type ControlledAcme, startAcme } from '../../../../examples/acme/acme.ts';
import { type CreateRequest, createConnection } from '../../../../src/connections/create.ts';
import { useCredential } from '../../../../src/connections/credential.ts';
import { reconnectConnection } from '../../../../src/connections/reconnect.ts';
import { connectionState } from '../../../../src/connections/state.ts';
import { Denial } from '../../../../src/model/denial.ts';
import { folderOf, newAcmeKey, startTeam, type Team, type TeamMember } from '../../../support/team.ts';
import { quietly } from '../../../support/testParts.ts';

describe('sharing: a member who may see and use, and no more', function () {
  this.timeout(30_000);
  let acme: ControlledAcme;
  let team: Team;
  let ana: TeamMember;
  let ben: TeamMember;

  const add = async (changes: Partial<CreateRequest>) => {
    const made = await createConnection(
      ana.parts,
      {
        ...{ connector: 'acme', authType: 'apiKey', name: 'Key', accountKind: 'service', scopes: [] },
        folder: folderOf(ana, 'Finance'),
        values: { siteUrl: acme.url, token: newAcmeKey(acme, 'ada@acme.example') },
        ...changes,
      },
      quietly(),
    );
    await ana.push('Key');
    await ben.pull();
    return ben.parts.files.connection(made.id);
  };

  beforeEach(async () => {
    acme = await startAcme({ control: true });
    team = await startTeam();
    const roles = { 'Folder Administrator': ['ana'], 'Automation User': ['ben'] };
    await team.seed({ 'members.jsonc': { version: 1 }, 'folders/Finance/folder.jsonc': { version: 1, roles } });
    ana = await team.clone('ana');
    await ana.join();
    await ana.push('Ana joins');
    ben = await team.clone('ben');
    await ben.join();
    await ben.push('Ben joins');
    await ana.pull();
  });
  afterEach(async () => {
    await team.close();
    await acme.close();
  });

  it('signs in as themselves where each member does, and changes nothing for the others', async () => {
    const key = await add({ sharing: 'eachMember' });
    const before = await readFile(key.file, 'utf8');
    assert.deepEqual(connectionState(ben.parts.states, key).grant, { status: 'needsSignIn', reason: 'never' });
    const own = newAcmeKey(acme, 'ben@acme.example');
    await reconnectConnection(ben.parts, key.id, { values: { token: own } }, quietly());
    const { credential } = (await useCredential(ben.parts, key.id)).stored;
    assert.equal(credential.kind === 'token' && credential.token.reveal(), own);
    assert.equal(ben.parts.states.get(key.id)?.account, 'ben@acme.example');
    assert.equal(await readFile(key.file, 'utf8'), before);
  });

  it('agrees to take a secret from where the file says that it lies', async () => {
    process.env['PATCHBAY_TEST_KEY'] = newAcmeKey(acme, 'ada@acme.example');
    try {
      const values = { siteUrl: acme.url };
      const references = { token: 'env:PATCHBAY_TEST_KEY' };
      const key = await add({ sharing: 'reference', values, references });
      const before = await readFile(key.file, 'utf8');
      await reconnectConnection(ben.parts, key.id, { values: {} }, quietly());
      await useCredential(ben.parts, key.id);
      assert.equal(await readFile(key.file, 'utf8'), before);
    } finally {
      delete process.env['PATCHBAY_TEST_KEY'];
    }
  });

  it('puts no other secret in the place of one that is for all', async () => {
    const key = await add({ sharing: 'sealed' });
    const before = await readFile(key.file, 'utf8');
    const values = { token: newAcmeKey(acme, 'ada@acme.example') };
    await assert.rejects(reconnectConnection(ben.parts, key.id, { values }, quietly()), Denial);
    assert.equal(await readFile(key.file, 'utf8'), before);
  });
});
