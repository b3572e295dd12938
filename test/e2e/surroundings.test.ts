import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeToken } from '../support/acmeBrowser.ts';
import { newWorkspace } from '../support/run.ts';
import { remember } from '../support/secrets.ts';
import { fillIn } from './addByPanel.ts';
import { newPerson, world } from './world.ts';

const token = async () => remember(await makeToken(world().acme.url, 'ada@acme.example', 'tokens'));

describe('where a window is opened', () => {
  it('in a workspace that is not trusted, connections are seen and not used or changed', async () => {
    const workspace = newWorkspace();
    const window = await (await newPerson()).open({ folder: workspace, trust: 'ask' });
    await window.openView('Patchbay');
    const tree = window.tree('Connections');
    await tree.expand('Finance');
    await tree.row('Acme help desk').waitFor();
    await tree.contextAction('Acme help desk', 'Check');
    await window.notifications.message('This workspace is not trusted').waitFor();
    await window.notifications.clear();
    await tree.contextAction('Acme help desk', 'Delete');
    await window.dialogButton('Delete').click();
    await window.notifications.message('PB111').waitFor();
    assert.ok(existsSync(join(workspace, '.patchbay', 'folders', 'Finance')));
  });

  it('without a folder, the Personal Workspace works', async () => {
    const person = await newPerson();
    const window = await person.open({ folder: '' });
    await window.openView('Patchbay');
    const panel = await fillIn(window, {
      type: 'Personal access token',
      fields: { 'Personal access token': await token() },
      name: 'No folder',
    });
    await panel.getByText('Connected as ada@acme.example').waitFor();
    await window.tree('Connections').row('No folder').waitFor();
  });

  it('before another window made the key, it asks for a reload and loses nothing', async () => {
    const person = await newPerson();
    const early = await person.open();
    await early.openView('Patchbay');
    await early.tree('Connections').row('Personal Workspace').waitFor();
    const other = await person.open();
    const added = await fillIn(other, {
      type: 'Personal access token',
      fields: { 'Personal access token': await token() },
      name: 'From the other window',
    });
    await added.getByText('Connected as').waitFor();
    await early.tree('Connections').row('From the other window').waitFor();
    const secret = await token();
    const refused = await fillIn(early, {
      type: 'Personal access token',
      fields: { 'Personal access token': secret },
      name: 'From the early window',
    });
    await refused.getByText('This window was opened before another one made the key').first().waitFor();
    await early.reload();
    await early.openView('Patchbay');
    const again = await fillIn(early, {
      type: 'Personal access token',
      fields: { 'Personal access token': secret },
      name: 'From the early window',
    });
    await again.getByText('Connected as').waitFor();
    await other.openView('Patchbay');
    for (const window of [early, other]) {
      for (const name of ['From the other window', 'From the early window']) {
        await window.tree('Connections').row(name).filter({ hasText: 'connected' }).waitFor();
      }
    }
  });

  it('while the provider is down, it says so beside the form, and what was typed stays', async () => {
    const window = await (await newPerson()).open();
    const secret = await token();
    await world().acme.control.down();
    try {
      const panel = await fillIn(window, {
        type: 'Personal access token',
        fields: { 'Personal access token': secret },
        name: 'Later',
      });
      await panel.getByText('PB401').first().waitFor();
      await world().acme.control.up();
      await panel.getByRole('button', { name: 'Connect with Acme (demo)' }).click();
      await panel.getByText('Connected as ada@acme.example').waitFor();
    } finally {
      await world().acme.control.up();
    }
  });
});
