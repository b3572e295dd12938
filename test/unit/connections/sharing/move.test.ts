import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type ControlledAcme, startAcme } from '../../../../examples/acme/acme.ts';
import { type CreateRequest, createConnection } from '../../../../src/connections/create.ts';
import { moveConnections } from '../../../../src/connections/move.ts';
import { planMoves } from '../../../../src/connections/movePlan.ts';
import { promoteConnection } from '../../../../src/connections/promote.ts';
import { folderOf, newAcmeKey, startTeam, type Team, type TeamMember, tokenOf } from '../../../support/team.ts';
import { quietly } from '../../../support/testParts.ts';

describe('sharing: promoting and moving', function () {
  this.timeout(30_000);
  let acme: ControlledAcme;
  let team: Team;
  let ana: TeamMember;
  let ben: TeamMember;

  const add = (member: TeamMember, changes: Partial<CreateRequest> = {}) =>
    createConnection(
      member.parts,
      {
        folder: 'personal',
        connector: 'acme',
        authType: 'apiKey',
        name: 'Key',
        accountKind: 'personal',
        values: { siteUrl: acme.url, token: newAcmeKey(acme) },
        scopes: [],
        ...changes,
      },
      quietly(),
    );
  const recordOf = async (member: TeamMember, id: string) =>
    JSON.parse(await readFile((await member.parts.files.connection(id)).file, 'utf8'));

  beforeEach(async () => {
    acme = await startAcme({ control: true });
    team = await startTeam();
    const roles = (people: object) => ({ version: 1, roles: people });
    await team.seed({
      'members.jsonc': { version: 1 },
      'folders/Finance/folder.jsonc': roles({ 'Folder Administrator': ['ana'], 'Automation User': ['ben'] }),
      'folders/Board/folder.jsonc': roles({ 'Folder Administrator': ['ana'] }),
      'folders/Own/folder.jsonc': { version: 1, credentials: 'eachMember' },
    });
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

  it('lets a person choose whether their own goes to all or each member signs in, and keeps the id', async () => {
    const mine = await add(ana);
    const [plan] = await planMoves(ana.parts, [mine.id], folderOf(ana, 'Finance'));
    assert.deepEqual(plan?.ways, ['eachMember', 'sealed']);
    const { moved, failed } = await moveConnections(ana.parts, [mine.id], folderOf(ana, 'Finance'), 'sealed');
    assert.deepEqual([failed, moved.map(({ id }) => id)], [[], [mine.id]]);
    assert.equal((await recordOf(ana, mine.id)).credential.kind, 'sealed');
    await ana.push('For all');
    await ben.pull();
    assert.equal(await tokenOf(ben, mine.id), await tokenOf(ana, mine.id));
  });

  it('brings one that is sealed back into the Personal Workspace, opened', async () => {
    const { id } = await add(ana, { folder: folderOf(ana, 'Finance'), sharing: 'sealed' });
    const before = await tokenOf(ana, id);
    const { failed } = await moveConnections(ana.parts, [id], 'personal');
    assert.deepEqual(failed, []);
    assert.deepEqual((await recordOf(ana, id)).credential, { kind: 'vault' });
    assert.equal(await tokenOf(ana, id), before);
  });

  it('seals to the new folder’s members, and reminds where the old ones know the secret', async () => {
    const { id } = await add(ana, { folder: folderOf(ana, 'Finance'), sharing: 'sealed' });
    await moveConnections(ana.parts, [id], folderOf(ana, 'Board'));
    const { credential } = await ana.parts.files.connection(id);
    assert.equal(credential.recipients?.length, 1);
    assert.match(credential.rotate?.because ?? '', /Finance/);
  });

  it('names every conflict before anything changes', async () => {
    const twin = await add(ana, { folder: folderOf(ana, 'Board'), sharing: 'sealed' });
    const mine = await add(ana, { folder: folderOf(ana, 'Finance'), sharing: 'sealed' });
    const plans = await planMoves(ana.parts, [mine.id, twin.id], folderOf(ana, 'Board'));
    assert.deepEqual(
      plans.map(({ problem }) => problem?.code),
      ['PB107', undefined],
    );
    assert.deepEqual((await readdir(dirname(mine.file))).sort(), ['folder.jsonc', 'key.connection.jsonc']);
    const [own] = await planMoves(ana.parts, [mine.id], folderOf(ana, 'Own'));
    assert.deepEqual([own?.problem, own?.ways], [undefined, ['eachMember']]);
  });

  it('gives a connection to a service account on the way, whom everyone can use', async () => {
    const mine = await add(ana);
    const values = { token: newAcmeKey(acme, 'grace@acme.example') };
    const made = await promoteConnection(ana.parts, mine.id, { to: folderOf(ana, 'Finance'), values }, quietly());
    const record = await recordOf(ana, mine.id);
    assert.deepEqual(
      [made.id, record.accountKind, record.account, record.credential.kind],
      [mine.id, 'service', 'grace@acme.example', 'sealed'],
    );
    await ana.push('A service account');
    await ben.pull();
    assert.equal(await tokenOf(ben, mine.id), values.token);
  });
});
