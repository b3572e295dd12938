import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newWorkspace } from '../support/run.ts';
import type { Workbench } from './workbench.ts';
import { newPerson } from './world.ts';

describe('the details page', () => {
  it('says what a connection is, follows its file, and runs its commands', async () => {
    const folder = newWorkspace();
    const window = await (await newPerson()).open({ folder });
    await openDetails(window);
    const page = window.webview();
    await page.getByRole('heading', { name: 'Acme help desk' }).waitFor();
    await page.getByText('Needs sign-in (not signed in yet)').waitFor();
    assert.equal(await page.getByRole('button').first().textContent(), 'Reconnect');
    await page.getByText('Every 5 minutes').waitFor();

    const file = join(folder, '.patchbay/folders/Finance/acme-help-desk.connection.jsonc');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"pollingIntervalMinutes": 5', '"pollingIntervalMinutes": 17'));
    await page.getByText('Every 17 minutes').waitFor();

    await page.getByRole('button', { name: 'Rename' }).click();
    await window.quickInput.answer('Help desk of Acme');
    await page.getByRole('heading', { name: 'Help desk of Acme' }).waitFor();
    await window.tab('Help desk of Acme').waitFor();

    await page.getByRole('button', { name: 'Copy: Id' }).click();
    await window.statusItem('Id copied.').waitFor();
    const copied = await window.page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, '7d5a3c1e-94f2-4b6d-8a0f-2c9e51b7d340');
  });

  it('says that its connection is gone, and shows it again after Undo', async () => {
    const window = await (await newPerson()).open();
    await openDetails(window);
    const page = window.webview();
    await page.getByRole('button', { name: 'Delete' }).click();
    await window.dialogButton('Delete').click();
    await page.getByRole('heading', { name: 'This connection is gone' }).waitFor();
    await page.getByText('The connection “Acme help desk” does not exist any more.').waitFor();
    await window.notifications.press('Acme help desk', 'Undo');
    await page.getByRole('heading', { name: 'Acme help desk' }).waitFor();
  });
});

async function openDetails(window: Workbench): Promise<void> {
  await window.openView('Patchbay');
  const tree = window.tree('Connections');
  await tree.row('Finance').waitFor();
  await tree.expand('Finance');
  await tree.contextAction('Acme help desk', 'Open Details');
  await window.tab('Acme help desk').waitFor();
}
