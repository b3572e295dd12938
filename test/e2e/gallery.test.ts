import assert from 'node:assert/strict';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { makeToken } from '../support/acmeBrowser.ts';
import { fillIn } from './addByPanel.ts';
import type { Workbench } from './workbench.ts';
import { newPerson, world } from './world.ts';

describe('the gallery of applications', () => {
  let window: Workbench;
  let panel: FrameLocator;
  let page: Page;
  const search = () => panel.getByRole('searchbox');
  const options = () => panel.getByRole('option');
  const focused = (name: string) =>
    panel.locator('[role=option]:focus', { has: panel.locator('.strong').getByText(name, { exact: true }) });

  beforeEach(async () => {
    window = await (await newPerson()).open();
    page = window.page;
    panel = await openGallery(window);
  });

  it('finds by name, by another word and in spite of a slip, the best first', async () => {
    const lead = await panel.getByText(/^\d+ applications\.$/).textContent();
    const count = Number.parseInt(lead ?? '', 10);
    assert.ok(count > 100, `${count} applications`);
    for (const [text, name] of [
      ['airtable', 'Airtable'],
      ['sfdc', 'Salesforce'],
      ['salesfroce', 'Salesforce'],
      ['git hub', 'GitHub'],
    ] as const) {
      await search().fill(text);
      await options()
        .first()
        .and(panel.getByRole('option', { name, exact: true }))
        .waitFor();
    }
    assert.equal(await panel.getByText('No application matches').count(), 0);
  });

  it('is walked through with arrow keys to its end, and a letter goes on with the search', async () => {
    await search().focus();
    await page.keyboard.press('ArrowDown');
    await focused(await nameOf(options().first())).waitFor();
    await page.keyboard.press('ArrowRight');
    await focused(await nameOf(options().nth(1))).waitFor();
    // The whole list comes in portions; its end is there when the apart ones below it are.
    await panel.getByRole('heading', { name: 'Not to be connected to from here' }).waitFor();
    const last = await nameOf(options().last());
    await page.keyboard.press('End');
    await focused(last).waitFor();
    assert.ok(await options().last().evaluate(isOnScreen), 'what has the focus is seen');
    await page.keyboard.press('ArrowUp');
    await options().and(panel.locator(':focus')).waitFor();
    await page.keyboard.press('Home');
    await focused(await nameOf(options().first())).waitFor();
    await page.keyboard.press('ArrowUp');
    await panel.locator('input[type=search]:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    await options().first().and(panel.locator(':focus')).waitFor();
    await page.keyboard.type('airt');
    await options()
      .first()
      .and(panel.getByRole('option', { name: 'Airtable' }))
      .waitFor();
    await page.keyboard.press('Enter');
    await panel.getByRole('button', { name: 'Connect with Airtable' }).waitFor();
  });

  it('says of an application that cannot be had from here what it would need', async () => {
    await search().fill('active directory');
    await panel.getByRole('heading', { name: 'Not to be connected to from here' }).waitFor();
    const entry = panel.getByRole('listitem').filter({ hasText: 'Active Directory' }).first();
    await entry.getByText('LDAP').first().waitFor();
    assert.equal(await panel.getByRole('option', { name: 'Active Directory', exact: true }).count(), 0);
  });

  it('offers for an unknown application what reaches any, and to make a connector', async () => {
    await search().fill('quantum toaster');
    await panel.getByText('No application matches “quantum toaster”.').waitFor();
    await panel.getByRole('button', { name: 'Any API with a key' }).waitFor();
    await panel.getByRole('button', { name: 'New connector…' }).click();
    await window.quickInput.shown('What is known of the application?');
    await window.quickInput.cancel();
    await panel.getByRole('button', { name: 'Any OAuth 2.0 API' }).click();
    await panel.getByRole('button', { name: 'Connect with Any OAuth 2.0 API' }).waitFor();
  });

  it('leads to a page that says what the application is, what its scopes allow and how its app is made', async () => {
    await search().fill('asana');
    await page.keyboard.press('Enter');
    await panel.getByText('Tasks, projects, portfolios').waitFor();
    await panel.getByRole('button', { name: 'Read Asana’s documentation' }).waitFor();
    await panel.getByRole('radio', { name: /^Bring your own/ }).check({ force: true });
    const steps = panel.getByRole('list', { name: 'How to register the app' }).getByRole('listitem');
    await steps.first().waitFor();
    assert.ok((await steps.count()) > 1);
    await panel.getByText(/What each of \d+ scopes allows/).click();
    await panel.getByRole('button', { name: 'Add the scope tasks:write' }).click();
    await panel.getByRole('button', { name: 'Remove the scope tasks:write' }).waitFor();
  });

  it('has a twin for the keyboard: it offers what reaches any, and lists how an app or a key is made', async () => {
    const { quickInput } = window;
    const toApplication = async (name: string) => {
      await window.run('Patchbay: Add Connection by Keyboard…');
      await quickInput.shown('Where does the connection live?');
      await quickInput.accept();
      await quickInput.shown('Search for the application');
      await quickInput.type(name);
    };
    await toApplication('quantum toaster');
    await quickInput.row('Any API with a key').waitFor();
    await quickInput.type('asana');
    await quickInput.pick('Asana');
    await quickInput.pick('Bring your own OAuth 2.0 app');
    await quickInput.shown('must list this redirect URI');
    await quickInput.root.locator('.monaco-list-row', { hasText: /^\s*2\. / }).waitFor();
    await quickInput.cancel();

    await toApplication('act! 365');
    await quickInput.pick('Act! 365');
    await quickInput.shown('Developer key');
    await quickInput.answer('0123456789abcdef0123456789abcdef');
    await quickInput.shown('API key');
    await quickInput.root.getByRole('button', { name: 'How it is made' }).click();
    await quickInput.root.locator('.monaco-list-row', { hasText: /^\s*1\. / }).waitFor();
    await quickInput.cancel();
    // The question is back.
    await quickInput.shown('API key');
    await quickInput.cancel();
  });

  it('shows first what was used last', async () => {
    const token = await makeToken(world().acme.url, 'ada@acme.example', 'tokens');
    await fillIn(window, { type: 'Personal access token', fields: { 'Personal access token': token }, name: '' });
    await panel.getByRole('button', { name: 'Add another' }).click();
    const recent = panel.getByRole('group', { name: 'Recent' });
    await recent.getByRole('option', { name: 'Acme (demo)' }).waitFor();
    assert.equal(await recent.getByRole('option').count(), 1);
  });
});

async function openGallery(window: Workbench): Promise<FrameLocator> {
  await window.run('Patchbay: Add Connection…');
  const panel = window.webview();
  await panel.getByRole('button', { name: 'Next' }).click();
  await panel.getByRole('option').first().waitFor();
  return panel;
}

/** The name in bold on a card. */
async function nameOf(card: Locator): Promise<string> {
  return ((await card.locator('.strong').textContent()) ?? '').trim();
}

function isOnScreen(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}
