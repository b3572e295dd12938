import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { demoPassword } from '../../examples/acme/people.ts';
import { workbenchReady } from '../editor/browser.ts';
import { makeToken } from '../support/acmeBrowser.ts';
import { remember } from '../support/secrets.ts';
import type { Workbench } from './workbench.ts';
import { newPerson, world } from './world.ts';

describe('the Add connection panel', () => {
  it('adds a connection with a token, by keyboard alone, and shows its details', async () => {
    const window = await (await newPerson()).open();
    const { page } = window;
    await window.run('Patchbay: Add Connection…');
    const panel = window.webview();
    await panel.locator('h1:focus', { hasText: 'Choose a folder' }).waitFor();
    await tabTo(panel, page, panel.getByRole('radio', { name: /Personal Workspace/ }));
    await page.keyboard.press('Enter');

    await panel.getByRole('heading', { name: 'Choose an application' }).waitFor();
    await tabTo(panel, page, panel.getByRole('searchbox'));
    await page.keyboard.type('demo');
    await page.keyboard.press('ArrowDown');
    await panel.getByRole('option', { name: 'Acme (demo)' }).and(panel.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');

    await tabTo(panel, page, panel.getByRole('radio', { name: /^OAuth 2.0 recommended/ }));
    for (let below = 0; below < 3; below++) await page.keyboard.press('ArrowDown');
    await panel.getByRole('radio', { name: /Personal access token/, checked: true }).waitFor({ state: 'attached' });
    await tabTo(panel, page, panel.getByLabel('Address'));
    await selectAll(page);
    await page.keyboard.type(world().acme.url);
    await page.keyboard.press('Enter');
    await panel.getByRole('alert').filter({ hasText: 'Personal access token is needed.' }).waitFor();
    await panel.locator('input[type=password]:focus').waitFor();
    await page.keyboard.insertText('acme_pat_that_nobody_made');
    await page.keyboard.press('Enter');
    await panel.getByRole('alert').filter({ hasText: 'does not accept this token' }).first().waitFor();
    await selectAll(page);
    await page.keyboard.insertText(await makeToken(world().acme.url, 'ada@acme.example', 'tokens'));
    await page.keyboard.press('Enter');

    await panel.getByText('Connected as ada@acme.example').waitFor();
    await tabTo(panel, page, panel.getByRole('button', { name: 'Show details' }));
    await page.keyboard.press('Enter');
    await window.tab('ada@acme.example').waitFor();
    const details = window.webview();
    await details.getByRole('heading', { name: 'ada@acme.example' }).waitFor();
    await details.getByText('Connected, as ada@acme.example').waitFor();
  });

  it('signs in in the browser, and can be cancelled with what was typed still there', async () => {
    const person = await newPerson();
    const window = await person.open();
    const panel = await openForm(window);
    await panel.getByLabel('Address').fill(world().acme.url);
    const opened = person.context.waitForEvent('page');
    await panel.getByRole('button', { name: 'Connect with Acme (demo)' }).click();
    await signInAtAcme(await opened);
    await panel.getByText('Connected as ada@acme.example').waitFor();

    await panel.getByRole('button', { name: 'Add another' }).click();
    await chooseAcme(panel);
    await panel.getByLabel('Address').fill(world().acme.url);
    await panel.getByRole('button', { name: 'Connect with Acme (demo)' }).click();
    await panel.getByRole('button', { name: 'Cancel' }).waitFor();
    await panel.locator('body').press('Escape');
    await panel.getByText('Cancelled. Nothing was kept.').waitFor();
    assert.equal(await panel.getByLabel('Address').inputValue(), world().acme.url);
  });

  it('comes back after a reload with what was typed, but no secret', async () => {
    const window = await (await newPerson()).open();
    let panel = await openForm(window);
    await panel.getByText('Bring your own OAuth 2.0 app').click();
    await panel.getByLabel('Client ID').fill('my-app');
    await panel.getByLabel('Client secret').fill(remember('a-secret-that-is-only-typed'));
    // The command, since the editor then writes what its tabs remember; a bare reload of the page may be faster.
    const reloaded = window.page.waitForEvent('domcontentloaded');
    await window.run('Developer: Reload Window');
    await reloaded;
    await workbenchReady(window.page);
    panel = window.webview();
    await panel.getByLabel('Client ID').waitFor();
    assert.equal(await panel.getByLabel('Client ID').inputValue(), 'my-app');
    assert.equal(await panel.getByLabel('Client secret').inputValue(), '');
  });

  it('keeps a typed secret while another tab is looked at', async () => {
    const window = await (await newPerson()).open();
    const panel = await openForm(window);
    await panel.getByText('Bring your own OAuth 2.0 app').click();
    await panel.getByLabel('Client secret').fill(remember('a-secret-that-is-only-typed'));
    await window.run('File: New Untitled Text File');
    await panel.getByLabel('Client secret').waitFor({ state: 'hidden' });
    await window.tab('Add Connection').click();
    assert.equal(await panel.getByLabel('Client secret').inputValue(), 'a-secret-that-is-only-typed');
  });
});

/** Opens the panel and goes to Acme's form, in the Personal Workspace. */
async function openForm(window: Workbench): Promise<FrameLocator> {
  await window.run('Patchbay: Add Connection…');
  const panel = window.webview();
  await panel.getByRole('button', { name: 'Next' }).click();
  await chooseAcme(panel);
  return panel;
}

async function chooseAcme(panel: FrameLocator): Promise<void> {
  await panel.getByRole('option', { name: 'Acme (demo)' }).click();
  await panel.getByLabel('Address').waitFor();
}

async function signInAtAcme(page: Page): Promise<void> {
  await page.getByLabel('Password').fill(demoPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
}

/** Not Ctrl+A: the editor takes that too and selects once more, a little later than a test types. */
async function selectAll(page: Page): Promise<void> {
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
}

/** Presses Tab until `target` has the focus. Keys reach a webview late, so each press is waited for. */
async function tabTo(panel: FrameLocator, page: Page, target: Locator): Promise<void> {
  await target.waitFor({ state: 'attached' });
  for (let presses = 0; presses < 40; presses++) {
    if (await target.evaluate((it) => it === it.ownerDocument.activeElement)) return;
    const mark = randomUUID();
    await panel.locator(':focus').evaluate((it, value) => it.setAttribute('data-passed', value), mark);
    await page.keyboard.press('Tab');
    await panel.locator(`:focus:not([data-passed="${mark}"])`).waitFor({ state: 'attached' });
  }
  throw new Error('Tab does not reach it.');
}
