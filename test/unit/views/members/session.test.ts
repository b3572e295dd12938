import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ControlledAcme, startAcme } from '../../../../examples/acme/acme.ts';
import { createConnection } from '../../../../src/connections/create.ts';
import { giveAccess, removeMember } from '../../../../src/connections/sharing/members.ts';
import { resealFolders } from '../../../../src/connections/sharing/reseal.ts';
import { sharedFolderId } from '../../../../src/storage/snapshot.ts';
import {
  fromMembersSchema,
  type MembersPage,
  type PersonRow,
  type Task,
} from '../../../../src/views/members/protocol.ts';
import { MembersSession } from '../../../../src/views/members/session.ts';
import { startTeam, type Team, type TeamMember } from '../../../support/team.ts';
import { quietly } from '../../../support/testParts.ts';
import { until } from '../../../support/until.ts';

const [ana, ben, cai, dov] = ['ana', 'ben', 'cai', 'dov'].map((name) => `${name}@acme.example`) as [
  string,
  string,
  string,
  string,
];

describe('the page “Members & Access”', function () {
  this.timeout(60_000);
  let acme: ControlledAcme;
  let team: Team;
  let admin: TeamMember;
  let member: TeamMember;
  let page: MembersPage;
  let session: MembersSession;
  let posted = 0;
  let opened = 0;
  const done: string[] = [];

  const folder = (...path: string[]) =>
    sharedFolderId(join(admin.parts.workspace, '.patchbay', 'folders', ...(path.length > 0 ? path : ['Finance'])));
  const person = (user: string) => page.people.find((one) => one.user === user) as PersonRow;
  const tasks = (kind: Task['kind']) => page.tasks.filter((task) => task.kind === kind);
  const act = (index: number | undefined) => session.receive({ type: 'act', index });
  /** Opens the page; from now on it is the one that is looked at. */
  const open = (who: TeamMember) => {
    const made = ++opened;
    return new MembersSession(
      who.parts,
      {
        post: (message) => {
          if (made !== opened) return;
          page = message.page;
          posted++;
        },
        open: ({ file, line }) => done.push(`${file}:${line}`),
        run: (command, argument) => done.push(`${command} ${JSON.stringify(argument)}`),
      },
      'en',
    );
  };

  before(async () => {
    acme = await startAcme({ control: true });
    team = await startTeam();
    await team.seed({
      'members.jsonc': { version: 1, groups: { finance: [ben] } },
      'folders/Finance/folder.jsonc': {
        version: 1,
        roles: { 'Folder Administrator': [ana], 'Automation User': ['group:finance', dov] },
      },
      'folders/Finance/Payables/folder.jsonc': { version: 1, roles: { 'Automation User': [cai] } },
    });
    admin = await team.clone(ana);
    await admin.join();
    const token = acme.tokens.issue('apiKey', { account: 'ada@acme.example', name: 'shared' }).secret;
    const request = { connector: 'acme', authType: 'apiKey', accountKind: 'service', scopes: [] } as const;
    await createConnection(
      admin.parts,
      {
        ...{ ...request, scopes: [], folder: folder(), name: 'Key', sharing: 'sealed' },
        values: { siteUrl: acme.url, token },
      },
      quietly(),
    );
    await admin.push('Ana and her key');
    for (const user of [ben, cai]) {
      const newcomer = await team.clone(user);
      await newcomer.join();
      await newcomer.push(`${user} joins`);
      if (user === ben) member = newcomer;
    }
    await admin.pull();
  });
  after(async () => {
    await team.close();
    await acme.close();
  });
  beforeEach(async () => {
    done.length = 0;
    session = open(admin);
    await session.receive({ type: 'ready' });
  });
  afterEach(() => session.dispose());

  it('says of each person whether they joined, what they may, and which line says so', async () => {
    assert.deepEqual(
      page.people.map(({ user, joined, roles, standing }) => [user, joined, roles.join(), standing]),
      [
        [ana, 'yes', 'Folder Administrator', 'opens'],
        [ben, 'yes', 'Automation User', 'waits'],
        [cai, 'yes', '', 'none'],
        [dov, 'not yet', 'Automation User', 'noKey'],
      ],
    );
    assert.equal(person(ana).isMe, true);
    assert.deepEqual(person(ben).groups, ['finance']);
    assert.equal(person(ben).how?.text, 'by the group “finance”');
    await session.receive({ type: 'open', index: person(ben).how?.link.index });
    const [place = ''] = done;
    const [, file = '', line = ''] = /^(.*):(\d+)$/.exec(place) ?? [];
    assert.match((await readFile(file, 'utf8')).split('\n')[Number(line) - 1] ?? '', /group:finance/);
  });

  it('offers to take a role only from those who have it by their own name there', () => {
    const labels = (user: string) => person(user).deeds.map(({ label }) => label);
    assert.deepEqual([labels(ben), labels(dov)], [['Give Role…'], ['Give Role…', 'Remove…']]);
  });

  it('says that a role comes from the folder around', async () => {
    await session.receive({ type: 'choose', what: 'folder', id: folder('Finance', 'Payables') });
    assert.equal(page.chosen.folder, folder('Finance', 'Payables'));
    assert.match(person(ana).how?.text ?? '', /from Finance/);
    assert.equal(person(cai).how?.text, '');
    assert.equal(person(cai).words, 'nothing is');
    assert.deepEqual(
      page.grants.map((row) => `${row.folder}: ${row.who}, ${row.role}`),
      [
        `Finance: ${ana}, Folder Administrator`,
        'Finance: the group “finance”, Automation User',
        `Finance: ${dov}, Automation User`,
        `Finance / Payables: ${cai}, Automation User`,
      ],
    );
  });

  it('names who waits, with one button that seals for them, and who has not joined', async () => {
    const [waiting] = tasks('waits');
    assert.match(waiting?.text ?? '', /^ben@acme\.example waits for “Key”/);
    assert.match(tasks('noKey')[0]?.text ?? '', /^dov@acme\.example has a role in Finance, but has not joined/);
    await act(waiting?.deed?.index);
    assert.deepEqual(done, [`sealAgain {"folders":["${folder()}"]}`]);
    await resealFolders(admin.parts, [folder()]);
    await until('nobody waits', () => tasks('waits').length === 0);
    assert.equal(person(ben).words, 'can open it');
    await admin.push('Sealed for Ben');
  });

  it('lets only those change something who may', async () => {
    assert.ok(person(cai).deeds.length > 0 && page.deeds.length > 0);
    await member.pull();
    const other = open(member);
    await other.receive({ type: 'ready' });
    assert.deepEqual([person(cai).deeds, page.deeds, page.grants.flatMap(({ deeds }) => deeds)], [[], [], []]);
    other.dispose();
    admin.parts.trusted = false;
    session = open(admin);
    await session.receive({ type: 'ready' });
    assert.deepEqual([person(cai).deeds, page.deeds, page.tasks], [[], [], []]);
    assert.match(page.note ?? '', /not trusted/);
    admin.parts.trusted = true;
  });

  it('follows the files, and sends nothing where nothing changed', async () => {
    const before = posted;
    await session.refresh();
    assert.equal(posted, before);
    await giveAccess(admin.parts, folder(), cai, 'Automation User');
    await until('cai has a role', () => person(cai).standing === 'opens');
  });

  it('reminds of secrets that somebody knows who was removed, and says why', async () => {
    await removeMember(admin.parts, admin.members, ben);
    await until('it is shown', () => tasks('rotate').length === 1);
    const [rotate] = tasks('rotate');
    assert.match(rotate?.text ?? '', /Replace the secret of “Key” in Finance/);
    assert.match(rotate?.detail ?? '', /^Since .*ben@acme\.example was removed/);
    await act(rotate?.deed?.index);
    assert.match(done[0] ?? '', /^rotateNow "[0-9a-f-]{36}"$/);
  });

  it('marks what is still open to somebody who may not use it, and people who are named twice', async () => {
    const file = join(admin.parts.workspace, '.patchbay', 'folders', 'Finance', 'folder.jsonc');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll(cai, 'eve@acme.example'));
    await admin.parts.files.reload();
    await admin.parts.governance.reread();
    await session.refresh();
    assert.match(tasks('open')[0]?.text ?? '', /Still open to cai@acme\.example, who may not use it: “Key” in Finance/);
    assert.equal(person(cai).standing, 'stillOpen');
    const members = JSON.parse(await readFile(admin.members, 'utf8'));
    await writeFile(admin.members, JSON.stringify({ ...members, people: [...members.people, members.people[0]] }));
    await admin.parts.governance.reread();
    await session.refresh();
    assert.match(tasks('mistake')[0]?.text ?? '', /more than once/);
  });

  it('asks who has no key to join, first of all', async () => {
    const eve = await team.clone('eve@acme.example');
    const other = open(eve);
    await other.receive({ type: 'ready' });
    // What the policies say may come while the first page is made.
    await until('she is asked to join', () => page.tasks[0]?.kind === 'join');
    await other.receive({ type: 'act', index: page.tasks[0]?.deed?.index });
    assert.deepEqual(done, [`joinWorkspace {"members":"${eve.members}"}`]);
    other.dispose();
  });

  it('holds no secret, and takes nothing but its own messages', async () => {
    assert.doesNotMatch(JSON.stringify(page), /AGE|acme_key|age1/);
    for (const raw of [
      { type: 'act', index: '0' },
      { type: 'act', index: 0, command: 'forgetEverything' },
      { type: 'open', index: -1 },
      { type: 'choose', what: '__proto__', id: 'x' },
      { type: 'run' },
      undefined,
    ]) {
      assert.equal(fromMembersSchema.safeParse(raw).success, false);
      await session.receive(raw);
    }
    await act(9999);
    assert.deepEqual(done, []);
  });
});
