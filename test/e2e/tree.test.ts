import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newWorkspace } from '../support/run.ts';
import type { Tree, Workbench } from './workbench.ts';
import { newPerson, type Person } from './world.ts';

describe('the tree of connections', () => {
  let ids: [string, string];
  let workspace: string;
  let person: Person;
  let window: Workbench;
  let tree: Tree;
  const file = (...path: string[]) => join(workspace, '.patchbay', 'folders', ...path);
  const write = (path: string, id: string, name: string) =>
    writeFileSync(path, JSON.stringify({ version: 1, id, name, connector: 'github', authType: 'pat', account: 'ada' }));

  before(async () => {
    workspace = newWorkspace();
    rmSync(file(), { recursive: true });
    mkdirSync(file('Finance'), { recursive: true });
    person = await newPerson();
    window = await person.open({ folder: workspace });
    await window.openView('Patchbay');
    tree = window.tree('Connections');
    await tree.row('Finance').waitFor();
  });

  after(() => person.leave());

  beforeEach(async () => {
    rmSync(file('Finance'), { recursive: true });
    // What the test before moved or renamed must be gone before it comes back.
    await tree.row('Finance').waitFor({ state: 'detached' });
    mkdirSync(file('Finance', 'Payables'), { recursive: true });
    ids = [randomUUID(), randomUUID()];
    write(file('Finance', 'a.connection.jsonc'), ids[0], 'alpha');
    write(file('Finance', 'b.connection.jsonc'), ids[1], 'beta');
    await tree.row('beta').waitFor();
    await window.notifications.clear();
  });

  it('shows account and state in words, and the number that needs attention on its icon', async () => {
    const rows = await tree.rows();
    assert.ok(rows.includes('alpha · needs sign-in (not signed in yet) · ada'), rows.join('\n'));
    const label = await window.page
      .locator('.part.activitybar .action-item .badge-content:visible')
      .first()
      .textContent();
    assert.ok(Number(label) >= 2, `${label}`);
    assert.match(
      (await tree.row('alpha').getAttribute('aria-label')) ?? '',
      /alpha, connection of GitHub, needs sign-in \(not signed in yet\), ada/,
    );
  });

  it('shows at once what changes on the disk, broken files among it', async () => {
    write(file('Finance', 'c.connection.jsonc'), '33333333-3333-4333-8333-333333333333', 'gamma');
    await tree.row('gamma').waitFor({ timeout: 3000 });
    writeFileSync(file('Finance', 'c.connection.jsonc'), '{\n  "version": 1,\n  oops');
    await tree.row('c.connection.jsonc').waitFor({ timeout: 3000 });
    await tree.row('c.connection.jsonc').click();
    await window.tab('c.connection.jsonc').waitFor();
    rmSync(file('Finance', 'c.connection.jsonc'));
    await tree.row('c.connection.jsonc').waitFor({ state: 'detached', timeout: 3000 });
  });

  it('renames by F2 the row that has the focus, not the one that was clicked', async () => {
    await tree.row('alpha').click();
    await window.page.keyboard.press('ArrowDown');
    await window.page.keyboard.press('F2');
    await window.quickInput.shown('Rename “beta”');
    await window.quickInput.type('alpha');
    await window.quickInput.shown('There is already a connection “alpha”');
    await window.quickInput.answer('gamma');
    await tree.row('gamma').waitFor();
    assert.equal(JSON.parse(readFileSync(file('Finance', 'b.connection.jsonc'), 'utf8')).name, 'gamma');
  });

  it('opens the details by Enter', async () => {
    await tree.row('alpha').click();
    await window.page.keyboard.press('Enter');
    await window.tab('alpha').waitFor();
  });

  it('deletes several by one key after one question, and takes it back', async () => {
    await tree.row('alpha').click();
    await tree.row('beta').click({ modifiers: ['ControlOrMeta'] });
    await window.page.keyboard.press('Delete');
    await window.dialog().getByText('Delete 2 connections?').waitFor();
    await window.dialogButton('Delete').click();
    await tree.row('alpha').waitFor({ state: 'detached' });
    await window.notifications.press('Deleted 2 connections', 'Undo');
    await tree.row('alpha').waitFor();
    await tree.row('beta').waitFor();
    assert.equal(JSON.parse(readFileSync(file('Finance', 'a.connection.jsonc'), 'utf8')).id, ids[0]);
  });

  it('moves by dragging, and several by the keyboard', async () => {
    await tree.row('alpha').dragTo(tree.row('Payables'));
    await tree.row('alpha').waitFor({ state: 'detached' });
    await tree.expand('Payables');
    await tree.row('alpha').waitFor();
    assert.equal(JSON.parse(readFileSync(file('Finance', 'Payables', 'a.connection.jsonc'), 'utf8')).id, ids[0]);

    await tree.row('alpha').click();
    await tree.row('beta').click({ modifiers: ['ControlOrMeta'] });
    await tree.contextAction('beta', 'Move to Folder…');
    await window.quickInput.pick('New Shared Folder…');
    await window.quickInput.shown('New shared folder');
    await window.quickInput.answer('Archive');
    // The policy of the demo workspace warns of it.
    await window.notifications.message('2 connections are now in Archive').waitFor();
    assert.equal(JSON.parse(readFileSync(file('Archive', 'b.connection.jsonc'), 'utf8')).id, ids[1]);
    rmSync(file('Archive'), { recursive: true });
  });

  it('filters while one types, says so, and shows all again', async () => {
    await window.viewAction('Filter…').click();
    await window.quickInput.type('alp');
    await tree.row('beta').waitFor({ state: 'detached' });
    await window.quickInput.accept();
    await tree.root
      .page()
      .getByText(/1 of \d+ shown: “alp”/)
      .waitFor();
    await window.viewAction('Clear Filter').click();
    await tree.row('beta').waitFor();
  });
});
