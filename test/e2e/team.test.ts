import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { newDirectory, newWorkspace } from '../support/run.ts';
import { remember } from '../support/secrets.ts';
import { until } from '../support/until.ts';
import type { Tree, Workbench } from './workbench.ts';
import { newPerson, type Person, world } from './world.ts';

/** Somebody with a browser profile and a clone of their own. */
interface Member {
  person: Person;
  window: Workbench;
  tree: Tree;
  git(...args: string[]): string;
}

/** One repository, three people: an administrator, a member, and somebody who has the repository and no role. */
describe('a team and its repository, in real windows', function () {
  this.timeout(240_000);
  let origin: string;
  let ana: Member;
  let ben: Member;
  let eve: Member;

  const git =
    (cwd: string) =>
    (...args: string[]) =>
      execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' });
  const newKey = () =>
    remember(world().acme.tokens.issue('pat', { account: 'grace@acme.example', name: 'shared' }).secret);
  const useCount = () => world().acme.records.snapshot().api.length;

  async function come(name: string): Promise<Member> {
    const clone = join(newDirectory('w'), 'clone');
    execFileSync('git', ['clone', '-q', origin, clone]);
    const run = git(clone);
    run('config', 'user.email', `${name}@acme.example`);
    run('config', 'user.name', name);
    const person = await newPerson();
    const window = await person.open({ folder: clone });
    await window.openView('Patchbay');
    const tree = window.tree('Connections');
    await tree.row('Finance').waitFor();
    return { person, window, tree, git: run };
  }

  /** Joins by the command, commits by the button of its message, and pushes as one does. */
  async function joins(member: Member, name: string): Promise<void> {
    await member.window.run('Patchbay: Join This Workspace…');
    await member.window.quickInput.shown('Who you are to the others');
    assert.equal(await member.window.quickInput.input.inputValue(), `${name}@acme.example`);
    await member.window.quickInput.accept();
    await member.window.notifications.press(`You have joined as ${name}@acme.example`, 'Commit');
    await member.window.notifications.message(/Committed as [0-9a-f]+\. Push it/).waitFor();
    await member.window.notifications.clear();
    member.git('push', '-q', 'origin', 'HEAD:main');
  }

  const pull = (member: Member) => member.git('pull', '-q', '--rebase', 'origin', 'main');
  const push = (member: Member, message: string) => {
    member.git('add', '-A');
    member.git('commit', '-q', '-m', message);
    member.git('push', '-q', 'origin', 'HEAD:main');
  };

  before(async () => {
    const seed = newWorkspace();
    origin = join(newDirectory('o'), 'origin.git');
    execFileSync('git', ['init', '-q', '--bare', '--initial-branch=main', origin]);
    const roles = {
      'Folder Administrator': ['ana@acme.example'],
      'Automation User': ['ben@acme.example'],
    };
    const file = join(seed, '.patchbay', 'folders', 'Finance', 'folder.jsonc');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ version: 1, roles }, undefined, 2));
    const run = git(seed);
    run('init', '-q', '--initial-branch=main');
    run('config', 'user.email', 'seed@acme.example');
    run('config', 'user.name', 'Seed');
    run('add', '-A');
    run('commit', '-q', '-m', 'First');
    run('push', '-q', origin, 'HEAD:main');
    ana = await come('ana');
    ben = await come('ben');
    eve = await come('eve');
  });
  after(async () => {
    for (const member of [ana, ben, eve]) await member?.person.leave();
  });

  it('the administrator and a member join, each with a key of their own browser', async () => {
    await joins(ana, 'ana');
    pull(ben);
    await joins(ben, 'ben');
    pull(ana);
    const { people } = JSON.parse(git(origin)('show', 'main:.patchbay/members.jsonc'));
    assert.deepEqual(
      people.map(({ user }: { user: string }) => user),
      ['ana@acme.example', 'ben@acme.example'],
    );
    assert.notEqual(people[0].keys[0], people[1].keys[0]);
  });

  it('the administrator adds a token for all of the folder by clicking, and pushes', async () => {
    await ana.tree.inlineAction('Finance', 'Add');
    const panel = ana.window.webview();
    await panel.getByRole('option', { name: 'Acme (demo)' }).click();
    await panel.getByRole('radio', { name: 'Personal access token' }).check({ force: true });
    const sealed = panel.getByRole('radio', { name: /^One credential for everyone/ });
    await panel.getByText('Sealed in the file to 2 people').waitFor();
    await sealed.check({ force: true });
    await panel.getByLabel('Address').fill(world().acme.url);
    await panel
      .getByLabel(/^Personal access token/)
      .last()
      .fill(newKey());
    await panel.getByRole('textbox', { name: /^Name/ }).fill('Ledger');
    await connect(panel);
    push(ana, 'The ledger');
  });

  it('the member pulls, and it works: they signed in to nothing', async () => {
    pull(ben);
    await ben.tree.expand('Finance');
    await ben.tree.row('Ledger').waitFor();
    const before = useCount();
    await ben.tree.contextAction('Ledger', 'Check Connection');
    await ben.window.notifications.message(/“Ledger” works\. It acts as grace/).waitFor();
    await ben.window.notifications.clear();
    await until('the application is asked with the shared token', () => useCount() > before);
    assert.equal(ben.person.context.pages().length, 1);
  });

  it('whoever has the repository and no role sees it, cannot use it, and is shown the line', async () => {
    pull(eve);
    await eve.tree.expand('Finance');
    await eve.tree.row('Ledger').getByText('blocked by policy').first().waitFor();
    const before = useCount();
    await eve.tree.contextAction('Ledger', 'Check Connection');
    await eve.window.notifications.press('You do not have the permission “View” in Finance.', 'Show Why');
    await eve.window.tab('folder.jsonc').waitFor();
    assert.equal(useCount(), before);
  });

  /** What the files of a clone say: its people, and how the connection is sealed. */
  function said(member: Member) {
    const place = join(member.git('rev-parse', '--show-toplevel').trim(), '.patchbay');
    const read = (...path: string[]) => JSON.parse(readFileSync(join(place, ...path), 'utf8'));
    const file = readdirSync(join(place, 'folders', 'Finance')).find((name) => name.startsWith('ledger')) ?? '';
    const users: string[] = read('members.jsonc').people.map(({ user }: { user: string }) => user);
    const { credential } = read('folders', 'Finance', file);
    return { users, recipients: credential.recipients.length, rotate: credential.rotate?.because };
  }

  it('the administrator removes the member: sealed anew without them, and to be replaced', async () => {
    // One that is tried again goes on from where it was.
    if (said(ana).users.includes('ben@acme.example')) {
      await ana.window.run('Patchbay: Remove Member…');
      await ana.window.quickInput.pick('ben@acme.example');
      await ana.window.dialogButton('Remove').click();
      await until('the files are without the member', () => said(ana).recipients === 1, 20_000);
    }
    assert.deepEqual(said(ana).rotate, 'ben@acme.example was removed');
    await ana.tree.row('Ledger').getByText('rotate now').first().waitFor();
    await ana.window.notifications.clear();
  });

  it('the administrator replaces the secret, and the reminder goes', async () => {
    await ana.window.run('Patchbay: Rotate Now…');
    await ana.window.quickInput.pick('Ledger');
    await ana.window.quickInput.pick('Enter the new secret');
    // What is typed before the next question is there would go to the last one.
    await ana.window.quickInput.shown('Reconnect “Ledger”');
    await ana.window.quickInput.answer(newKey());
    await until('the new secret is sealed', () => said(ana).rotate === undefined, 20_000);
    await ana.tree.row('Ledger').getByText('rotate now').first().waitFor({ state: 'detached' });
    await ana.window.notifications.clear();
    push(ana, 'A new token without Ben');
  });

  it('the old clone gets nothing of the new secret', async () => {
    pull(ben);
    await ben.tree.row('Ledger').getByText('blocked by policy').first().waitFor();
    await ben.window.notifications.clear();
    const before = useCount();
    await ben.tree.contextAction('Ledger', 'Check Connection');
    await ben.window.notifications.message('You do not have the permission “View” in Finance.').waitFor();
    assert.equal(useCount(), before);
    assert.deepEqual(said(ben), { users: ['ana@acme.example'], recipients: 1, rotate: undefined });
  });

  async function connect(panel: FrameLocator): Promise<void> {
    await panel.getByRole('button', { name: 'Connect with Acme (demo)' }).click();
    await panel
      .getByText(/^Connected/)
      .first()
      .waitFor();
  }
});
