import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useCredential } from '../../../../src/connections/credential.ts';
import { memberIdentity, ownKeys } from '../../../../src/connections/memberKey.ts';
import { joinWorkspace } from '../../../../src/connections/sharing/join.ts';
import { giveAccess, removeAccess, removeMember } from '../../../../src/connections/sharing/members.ts';
import { openSealed } from '../../../../src/connections/sharing/openSealed.ts';
import { sharingOverview } from '../../../../src/connections/sharing/overview.ts';
import { whomToAsk } from '../../../../src/connections/sharing/recipients.ts';
import { resealConnection } from '../../../../src/connections/sharing/reseal.ts';
import { purposeOfConnection, signedText } from '../../../../src/connections/sharing/sharedSecret.ts';
import { connectionState } from '../../../../src/connections/state.ts';
import type { Connection } from '../../../../src/model/connection.ts';
import type { SealedCredential } from '../../../../src/model/sharing.ts';
import { seal } from '../../../../src/storage/seal.ts';
import { signText } from '../../../../src/storage/signature.ts';
import { sealedFile } from '../../../support/sealedFile.ts';
import { folderOf, startTeam, type Team, type TeamMember } from '../../../support/team.ts';

describe('sharing: what must not be believed', () => {
  let team: Team;
  let ana: TeamMember;
  let ben: TeamMember;
  let made: Connection;
  const folder = (member: TeamMember) => folderOf(member, 'Finance');
  const rolesFile = ({ parts }: TeamMember) => join(parts.workspace, '.patchbay', 'folders', 'Finance', 'folder.jsonc');

  beforeEach(async () => {
    team = await startTeam();
    await team.seed({
      'members.jsonc': { version: 1 },
      'folders/Finance/folder.jsonc': {
        version: 1,
        roles: { 'Folder Administrator': ['ana'], 'Automation User': ['ben'] },
      },
    });
    ana = await team.clone('ana');
    await ana.join();
    await ana.push('Ana joins');
    ben = await team.clone('ben');
    await ben.join();
    await ben.push('Ben joins');
    await ana.pull();
    made = await sealedFile(ana, folder(ana), 'Key');
    await ana.push('A key');
    await ben.pull();
  });
  afterEach(() => team.close());

  /** Changes the credential in the file, as somebody with write access to the repository can. */
  async function tamper({ parts }: TeamMember, id: string, change: (sealed: SealedCredential) => object) {
    const { file } = await parts.files.connection(id);
    const record = JSON.parse(await readFile(file, 'utf8'));
    record.credential = { ...record.credential, ...change(record.credential) };
    await writeFile(file, JSON.stringify(record));
    await parts.files.reload();
  }

  const refused = async ({ parts }: TeamMember, id: string, code: string) => {
    await assert.rejects(useCredential(parts, id), { code });
    assert.ok(!(await parts.vault.keys()).includes(id));
  };

  it('opens what stands as it was sealed', async () => {
    assert.ok((await useCredential(ben.parts, made.id)).stored.credential.kind === 'token');
  });

  it('a text that is cut off', async () => {
    await tamper(ben, made.id, ({ sealed }) => ({ sealed: sealed.slice(0, sealed.length / 2) }));
    await refused(ben, made.id, 'PB703');
    const { parts } = ben;
    assert.deepEqual(connectionState(parts.states, await parts.files.connection(made.id)).grant, {
      status: 'needsSignIn',
      reason: 'sealRefused',
    });
  });

  it('half a credential', async () => {
    await tamper(ben, made.id, () => ({ signature: undefined }));
    await refused(ben, made.id, 'PB703');
  });

  it('a text that was copied from another connection, signature and all', async () => {
    const other = await sealedFile(ana, folder(ana), 'Other');
    const copy = JSON.parse(await readFile((await ana.parts.files.connection(other.id)).file, 'utf8')).credential;
    await tamper(ana, made.id, () => copy);
    await refused(ana, made.id, 'PB704');
  });

  it('a text that a member sealed who may not edit, though it is for everybody and signed', async () => {
    const keys = await ownKeys(ben.parts);
    const identity = await memberIdentity(ben.parts.vault);
    const { recipients = [] } = (await ben.parts.files.connection(made.id)).credential;
    const secret = JSON.stringify({
      version: 1,
      secrets: { token: 'ben-wants-you-to-use-this' },
      boundTo: '',
      typedAt: '',
    });
    const facts = {
      sealed: await seal(secret, purposeOfConnection(made.id), recipients),
      recipients: [...recipients],
      sealedBy: 'ben',
      sealedAt: new Date().toISOString(),
    };
    const signature = signText(signedText(made.id, facts), identity?.reveal() ?? '');
    assert.ok(keys);
    await tamper(ana, made.id, () => ({ ...facts, signature }));
    await refused(ana, made.id, 'PB706');
    // Nor in somebody else’s name.
    await tamper(ana, made.id, () => ({ ...facts, signature, sealedBy: 'ana' }));
    await refused(ana, made.id, 'PB706');
  });

  it('a text that somebody sealed who was removed since; an administrator who looked at it can seal it again', async () => {
    await giveAccess(ana.parts, folder(ana), 'ben', 'Folder Administrator');
    await ana.push('Ben too');
    await ben.pull();
    const his = await sealedFile(ben, folder(ben), 'His');
    await ben.push('His key');
    await ana.pull();
    assert.ok(await openSealed(ana.parts, await ana.parts.files.connection(his.id)));
    const { sealed, failed } = await removeMember(ana.parts, ana.members, 'ben');
    assert.deepEqual([sealed.length, failed.map(({ problem }) => problem.code)], [1, ['PB706']]);
    await refused(ana, his.id, 'PB706');
    await resealConnection(ana.parts, his.id, { anySealer: true });
    const { credential } = await ana.parts.files.connection(his.id);
    assert.deepEqual([credential.sealedBy, credential.recipients?.length], ['ana', 1]);
    assert.ok(await openSealed(ana.parts, await ana.parts.files.connection(his.id)));
  });

  it('a version that is not known here', async () => {
    const { recipients = [] } = made.credential;
    const identity = await memberIdentity(ana.parts.vault);
    const secret = JSON.stringify({ version: 2, secrets: {} });
    const facts = {
      sealed: await seal(secret, purposeOfConnection(made.id), recipients),
      recipients: [...recipients],
      sealedBy: 'ana',
      sealedAt: new Date().toISOString(),
    };
    const signature = signText(signedText(made.id, facts), identity?.reveal() ?? '');
    await tamper(ana, made.id, () => ({ ...facts, signature }));
    await refused(ana, made.id, 'PB705');
  });

  it('an address that changed in the file since it was sealed', async () => {
    const { file } = await ben.parts.files.connection(made.id);
    const text = (await readFile(file, 'utf8')).replace('http://127.0.0.1:1', 'https://evil.example');
    await writeFile(file, text);
    await ben.parts.files.reload();
    await refused(ben, made.id, 'PB308');
  });

  it('more that is asked for with it since it was sealed', async () => {
    const { file } = await ben.parts.files.connection(made.id);
    const record = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...record, scopes: ['admin'] }));
    await ben.parts.files.reload();
    await refused(ben, made.id, 'PB308');
  });

  it('two entries for one person: nothing is sealed until it is clear which key is theirs', async () => {
    const members = JSON.parse(await readFile(ana.members, 'utf8'));
    members.people.push({ ...members.people[0], user: 'BEN' });
    await writeFile(ana.members, JSON.stringify(members));
    await ana.parts.governance.reread();
    assert.deepEqual((await sharingOverview(ana.parts, folder(ana))).ambiguous, ['ben', 'BEN']);
    await assert.rejects(sealedFile(ana, folder(ana), 'Two'), { code: 'PB710' });
  });

  it('a key that is not age, or none of a member: the last good members stay, and a file that never was good stops it', async () => {
    const members = JSON.parse(await readFile(ana.members, 'utf8'));
    members.people[1].keys = ['age1notakey'];
    await writeFile(ana.members, JSON.stringify(members));
    await ana.parts.governance.reread();
    assert.equal((await sealedFile(ana, folder(ana), 'Kept')).credential.recipients?.length, 2);
    const eve = await team.clone('eve');
    await writeFile(eve.members, JSON.stringify(members));
    await eve.parts.governance.reread();
    assert.equal((await sharingOverview(eve.parts, folder(eve))).known, false);
  });

  it('a folder whose roles cannot be read, or that has none', async () => {
    await writeFile(rolesFile(ana), '{ "version": 1, "roles": 7 }');
    const fresh = await team.clone('ana');
    await writeFile(rolesFile(fresh), '{ "version": 1, "roles": 7 }');
    await fresh.join().catch(() => {});
    await fresh.parts.files.reload();
    await fresh.parts.governance.reread();
    await assert.rejects(sealedFile(fresh, folder(fresh), 'Unknown'), { code: 'PB709' });
    await writeFile(rolesFile(ana), '{ "version": 1 }');
    await ana.parts.files.reload();
    await ana.parts.governance.reread();
    assert.equal((await sealedFile(ana, folder(ana), 'Everybody')).credential.recipients?.length, 2);
  });

  it('joining as somebody whose key is there already', async () => {
    const thief = await team.clone('ana');
    await assert.rejects(joinWorkspace(thief.parts, thief.members, 'ANA'), { code: 'PB711' });
    assert.equal(await joinWorkspace(thief.parts, thief.members, 'ana', { addKey: true }), 'addedKey');
    assert.equal(await joinWorkspace(thief.parts, thief.members, 'ana'), 'already');
  });

  it('sends nobody to themselves for help', async () => {
    await giveAccess(ana.parts, folder(ana), 'ben', 'Folder Administrator');
    const access = await ana.parts.governance.accessTo(folder(ana));
    assert.equal(whomToAsk({ ...access, me: 'ANA' }), 'ben');
    assert.equal(whomToAsk({ ...access, me: 'eve' }), 'ana or ben');
  });

  it('nobody left who could give access, and access from elsewhere', async () => {
    await assert.rejects(removeAccess(ana.parts, folder(ana), 'ana'), { code: 'PB714' });
    await assert.rejects(giveAccess(ana.parts, folder(ana), 'ben', 'King'), { code: 'PB717' });
    await assert.rejects(giveAccess(ben.parts, folder(ben), 'ben', 'Folder Administrator'), { code: 'PB716' });
    const text = await readFile(rolesFile(ana), 'utf8');
    assert.match(text, /"ana"/);
  });
});
