import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeToken } from '../support/acmeBrowser.ts';
import { newWorkspace } from '../support/run.ts';
import { remember } from '../support/secrets.ts';
import { until } from '../support/until.ts';
import { consent, fillIn, nextPage } from './addByPanel.ts';
import type { Tree, Workbench } from './workbench.ts';
import { newPerson, type Person, world } from './world.ts';

const byoaSecret = 'acme-byoa-secret';

/** The whole main job, step after step: each goes on where the one before ended. */
describe('the story of a connection', () => {
  let ada: Person;
  let window: Workbench;
  let tree: Tree;
  let workspace: string;
  const personal = () => join(world().server.globalStorage, 'patchbay.patchbay', 'personal');
  const fileOf = (name: string) => {
    const texts = readdirSync(personal()).map((file) => readFileSync(join(personal(), file), 'utf8'));
    return texts.map((text) => JSON.parse(text) as { id: string; name: string }).find((one) => one.name === name);
  };
  const token = async () => remember(await makeToken(world().acme.url, 'ada@acme.example', 'tokens'));

  before(async () => {
    workspace = newWorkspace();
    ada = await newPerson();
    window = await ada.open({ folder: workspace });
    await window.openView('Patchbay');
    tree = window.tree('Connections');
    remember(byoaSecret);
  });
  after(() => ada.leave());
  beforeEach(() => window.notifications.clear());

  it('adds a connection through an own app and the pages of the provider', async () => {
    const opened = nextPage(ada);
    const panel = await fillIn(window, {
      type: 'Bring your own OAuth 2.0 app',
      fields: { 'Client ID': 'acme-byoa', 'Client secret': byoaSecret },
      name: 'Help desk',
    });
    const page = await opened;
    await consent(page, 'Ada Okafor');
    await page.getByText('Back to the editor').waitFor();
    assert.ok(!/code=|state=/.test(page.url()), 'the address bar keeps nothing of the answer');
    await page.close();
    await panel.getByText('Connected as ada@acme.example').waitFor();
    await tree.row('Help desk').waitFor();
  });

  it('adds one with a personal access token', async () => {
    const panel = await fillIn(window, {
      type: 'Personal access token',
      fields: { 'Personal access token': await token() },
      name: 'Scripts',
    });
    await panel.getByText('Connected as ada@acme.example').waitFor();
    await tree.row('Scripts').waitFor();
  });

  it('keeps both through a reload', async () => {
    await window.reload();
    await window.openView('Patchbay');
    await tree.row('Help desk').waitFor();
    const rows = await tree.rows();
    for (const name of ['Help desk', 'Scripts']) {
      assert.ok(
        rows.includes(`${name} · connected · ada@acme.example${name === 'Help desk' ? ' · default' : ''}`),
        rows.join('\n'),
      );
    }
  });

  it('checks it with the provider', async () => {
    const before = world().acme.records.snapshot().api.length;
    await tree.inlineAction('Help desk', 'Check');
    await until('the provider is asked', () => world().acme.records.snapshot().api.length > before);
    await tree.contextAction('Scripts', 'Check');
    await until('the provider is asked again', () => world().acme.records.snapshot().api.length > before + 1);
  });

  it('reconnects with the same id, and needs no secret again', async () => {
    const before = fileOf('Help desk');
    const opened = nextPage(ada);
    await tree.contextAction('Help desk', 'Reconnect');
    const page = await opened;
    await consent(page, 'Ada Okafor');
    await window.notifications.message('“Help desk” is connected').waitFor();
    assert.equal(fileOf('Help desk')?.id, before?.id);
    await page.close();
  });

  it('refuses another account, and changes nothing', async () => {
    const grants = () => world().acme.records.snapshot().grants;
    const known = new Set(grants().map(({ id }) => id));
    const opened = nextPage(ada);
    await tree.contextAction('Help desk', 'Reconnect');
    const page = await opened;
    await consent(page, 'Grace Lindqvist');
    await window.notifications
      .message('This connection acts as ada@acme.example, but grace@acme.example signed in.')
      .waitFor();
    await page.close();
    await window.notifications.clear();
    const grace = grants().filter(({ id, account }) => !known.has(id) && account.startsWith('grace'));
    assert.ok(grace.length > 0 && grace.every(({ revokedAt }) => revokedAt), 'what Grace allowed is given back');
    const before = world().acme.records.snapshot().api.length;
    await tree.inlineAction('Help desk', 'Check');
    await until('the provider is asked', () => world().acme.records.snapshot().api.length > before);
    assert.equal(world().acme.records.snapshot().api.at(-1)?.account, 'ada@acme.example');
    assert.match((await tree.rows()).join('\n'), /Help desk · connected · ada@acme\.example/);
  });

  it('shows another browser what is not here, and deletes nothing', async () => {
    const other = await newPerson();
    const elsewhere = await other.open({ folder: workspace });
    await elsewhere.openView('Patchbay');
    await elsewhere.tree('Connections').row('Help desk').waitFor();
    const rows = await elsewhere.tree('Connections').rows();
    assert.ok(
      rows.some((row) => /^Help desk · .*needs sign-in \(credential not on this computer\)/.test(row)),
      rows.join('\n'),
    );
    assert.ok(fileOf('Help desk'));
    assert.match((await tree.rows()).join('\n'), /Help desk · connected · ada@acme\.example/);
  });

  it('keeps what two windows add at the same time', async () => {
    const second = await ada.open({ folder: newWorkspace() });
    const [left, right] = [await token(), await token()];
    const add = (where: Workbench, name: string, value: string) =>
      fillIn(where, { type: 'Personal access token', fields: { 'Personal access token': value }, name });
    const panels = [await add(window, 'Left', left), await add(second, 'Right', right)];
    await Promise.all(panels.map((panel) => panel.getByText('Connected as ada@acme.example').waitFor()));
    for (const one of [window, second]) {
      await one.reload();
      await one.openView('Patchbay');
      for (const name of ['Left', 'Right']) {
        await one.tree('Connections').row(name).waitFor();
        await one.tree('Connections').inlineAction(name, 'Check');
        const row = one.tree('Connections').row(name);
        await row.filter({ hasText: 'connected' }).waitFor();
      }
    }
    await second.page.close();
  });

  it('deletes, takes it back, deletes again, and the provider’s books show the grant revoked', async () => {
    await tree.contextAction('Help desk', 'Delete');
    await window.dialogButton('Delete').click();
    await tree.row('Help desk').waitFor({ state: 'detached' });
    await window.notifications.press('Deleted “Help desk”', 'Undo');
    await tree.row('Help desk').waitFor();
    await tree.contextAction('Help desk', 'Delete');
    await window.dialogButton('Delete').click();
    await tree.row('Help desk').waitFor({ state: 'detached' });
    const revoked = () =>
      world()
        .acme.records.snapshot()
        .grants.filter(({ client, revokedBy }) => client === 'acme-byoa' && revokedBy === 'client');
    await until('the grant is given back', () => revoked().some(({ account }) => account.startsWith('ada')), 30_000);
    await window.notifications.message('ended the sign-in of “Help desk”').waitFor();
    assert.equal(fileOf('Help desk'), undefined);
  });
});
