import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type ControlledAcme, startAcme } from '../../../../examples/acme/acme.ts';
import { createConnection } from '../../../../src/connections/create.ts';
import { useCredential } from '../../../../src/connections/credential.ts';
import { reconnectConnection } from '../../../../src/connections/reconnect.ts';
import { changeSharing, hasChangeableSharing } from '../../../../src/connections/sharing/changeSharing.ts';
import { connectionState } from '../../../../src/connections/state.ts';
import type { Connection } from '../../../../src/model/connection.ts';
import { Denial } from '../../../../src/model/denial.ts';
import { folderOf, startTeam, type Team, type TeamMember } from '../../../support/team.ts';
import { quietly } from '../../../support/testParts.ts';

describe('changing how a credential is shared', function () {
  this.timeout(60_000);
  let acme: ControlledAcme;
  let team: Team;
  let ana: TeamMember;
  let ben: TeamMember;
  let key: Connection;
  let secret: string;

  const secretOf = async ({ parts }: TeamMember) => {
    const { credential } = (await useCredential(parts, key.id)).stored;
    return credential.kind === 'token' ? credential.token.reveal() : '';
  };

  before(async () => {
    acme = await startAcme({ control: true });
    team = await startTeam();
    const roles = { 'Folder Administrator': ['ana@acme.example'], 'Automation User': ['ben@acme.example'] };
    await team.seed({ 'members.jsonc': { version: 1 }, 'folders/Finance/folder.jsonc': { version: 1, roles } });
    ana = await team.clone('ana@acme.example');
    await ana.join();
    await ana.push('Ana joins');
    ben = await team.clone('ben@acme.example');
    await ben.join();
    await ben.push('Ben joins');
    await ana.pull();
    secret = acme.tokens.issue('apiKey', { account: 'ada@acme.example', name: 'shared' }).secret;
    key = await createConnection(
      ana.parts,
      {
        ...{ connector: 'acme', authType: 'apiKey', name: 'Key', accountKind: 'service', scopes: [] },
        folder: folderOf(ana, 'Finance'),
        values: { siteUrl: acme.url, token: secret },
        sharing: 'eachMember',
      },
      quietly(),
    );
    await ana.push('Key');
  });
  after(async () => {
    await team.close();
    await acme.close();
  });

  it('seals what one has to the members, who then use it', async () => {
    const changed = await changeSharing(ana.parts, key.id, 'sealed');
    assert.deepEqual([changed.credential.kind, changed.credential.recipients?.length], ['sealed', 2]);
    assert.ok(!(await readFile(changed.file, 'utf8')).includes(secret));
    assert.equal(await secretOf(ana), secret);
    await ana.push('Sealed');
    await ben.pull();
    assert.equal(await secretOf(ben), secret);
  });

  it('is nothing where it is shared so already, and lets nobody do it who may not edit', async () => {
    const before = await ana.parts.files.connection(key.id);
    assert.equal(await changeSharing(ana.parts, key.id, 'sealed'), before);
    await assert.rejects(changeSharing(ben.parts, key.id, 'eachMember'), Denial);
  });

  it('lets each sign in again: the sealed text leaves the file, and what is here stays', async () => {
    const changed = await changeSharing(ana.parts, key.id, 'eachMember');
    assert.equal(changed.credential.kind, 'eachMember');
    assert.doesNotMatch(await readFile(changed.file, 'utf8'), /AGE|signature|recipients/);
    assert.equal(await secretOf(ana), secret);
  });

  it('is nobody’s own for those who only took it in: they sign in', async () => {
    await ana.push('Each');
    await ben.pull();
    const { grant } = connectionState(ben.parts.states, await ben.parts.files.connection(key.id));
    assert.deepEqual(grant, { status: 'needsSignIn', reason: 'never' });
    await assert.rejects(secretOf(ben), { code: 'PB303' });
    const own = acme.tokens.issue('apiKey', { account: 'ben@acme.example', name: 'own' }).secret;
    await reconnectConnection(ben.parts, key.id, { values: { token: own } }, quietly());
    assert.equal(await secretOf(ben), own);
  });

  it('seals nothing that is not here, and changes no reference', async () => {
    await ana.parts.vault.delete(key.id);
    await assert.rejects(changeSharing(ana.parts, key.id, 'sealed'), { code: 'PB719' });
    assert.equal(hasChangeableSharing({ ...key, credential: { kind: 'reference' } }), false);
    assert.equal(hasChangeableSharing({ ...key, readOnly: true }), false);
  });
});
