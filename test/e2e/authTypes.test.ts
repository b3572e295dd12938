import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startAcme } from '../../examples/acme/acme.ts';
import { demoPassword } from '../../examples/acme/people.ts';
import { pollOften, robotKey } from '../support/acmeTypes.ts';
import { newDirectory } from '../support/run.ts';
import { remember } from '../support/secrets.ts';
import { consent, fillIn, nextPage } from './addByPanel.ts';
import type { Workbench } from './workbench.ts';
import { newPerson, type Person, world } from './world.ts';

describe('authentication types in a real window', () => {
  let person: Person;
  let window: Workbench;

  before(async () => {
    person = await newPerson();
    window = await person.open();
    await window.openView('Patchbay');
    await window.tree('Connections').row('Finance').waitFor();
  });
  after(() => person.leave());

  const clipboard = () => window.page.evaluate(() => navigator.clipboard.readText());
  const shownInTree = (name: string, account: string) =>
    window.tree('Connections').row(name).filter({ hasText: account }).waitFor();

  /** What a person does on Acme's page for devices, whose browser may know them. */
  async function typeCode(page: Page, code: string): Promise<void> {
    await page.getByLabel('Code shown on your device').fill(code);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText(code).waitFor();
    await page.getByRole('button', { name: 'Yes, continue' }).click();
    await consent(page, 'Ada Okafor');
    await page.getByText('Your device is connected').waitFor();
  }

  /** Answers what the keyboard twin asks first. */
  async function begin(type: string, address: string): Promise<void> {
    const { quickInput } = window;
    await window.run('Patchbay: Add Connection by Keyboard…');
    await quickInput.shown('Where does the connection live?');
    await quickInput.accept();
    await quickInput.shown('Search for the application');
    await quickInput.answer('demo');
    await quickInput.shown('How do you sign in to Acme');
    await quickInput.pick(type);
    await quickInput.shown('Address.');
    await quickInput.answer(address);
  }

  /** Answers what it asks last. */
  async function finish(name: string): Promise<void> {
    const { quickInput } = window;
    await quickInput.shown('Scopes');
    await quickInput.accept();
    await quickInput.shown('Who does the account belong to?');
    await quickInput.accept();
    await quickInput.shown('Name of the connection');
    await quickInput.answer(name);
  }

  it('device code: the code in large letters, to copy and to scan, approved on another page', async () => {
    await pollOften(world().acme);
    const panel = await fillIn(window, { type: 'Device code', fields: {}, name: 'by code' });
    await panel.getByRole('heading', { name: 'Enter a code' }).waitFor();
    const code = (await panel.getByText(/^[A-Z]{4}-[A-Z]{4}$/).textContent()) ?? '';
    await panel.getByText(/The code is good for about \d+ more minutes/).waitFor();
    await panel.getByRole('img', { name: 'QR picture' }).waitFor();
    await panel.getByRole('button', { name: 'Copy', exact: true }).click();
    await panel.getByRole('button', { name: 'Copied' }).waitFor();
    assert.equal(await clipboard(), code);
    const opened = nextPage(person);
    await panel.getByRole('button', { name: 'Open page' }).click();
    const page = await opened;
    await typeCode(page, code);
    await page.close();
    await panel.getByText('Connected as ada@acme.example').waitFor();
    await shownInTree('by code', 'ada@acme.example');
  });

  it('device code: can be cancelled, and the code is gone', async () => {
    const panel = await fillIn(window, { type: 'Device code', fields: {}, name: 'given up' });
    await panel.getByText(/^[A-Z]{4}-[A-Z]{4}$/).waitFor();
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await panel.getByText('Cancelled. Nothing was kept.').waitFor();
    assert.equal(await panel.getByText(/^[A-Z]{4}-[A-Z]{4}$/).count(), 0);
  });

  it('device code by keyboard: the code in the notification, with links to copy it and to open its page', async () => {
    const { notifications } = window;
    await pollOften(world().acme);
    await begin('Device code', world().acme.url);
    await finish('by code, by hand');
    const waiting = notifications.message('Waiting for you to enter the code');
    const code = /[A-Z]{4}-[A-Z]{4}/.exec((await waiting.textContent()) ?? '')?.[0] ?? '';
    await waiting.getByText('Copy code').click();
    await window.statusItem('Code copied.').waitFor();
    assert.equal(await clipboard(), code);
    const opened = nextPage(person);
    await waiting.getByText('Open page').click();
    const page = await opened;
    await typeCode(page, code);
    await page.close();
    await notifications.message('“by code, by hand” is connected as ada@acme.example').waitFor();
  });

  it('client credentials: a secret or a key is needed, and it is a service account', async () => {
    const service = { type: 'OAuth 2.0 client credentials', name: 'nightly' };
    const panel = await fillIn(window, { ...service, fields: { 'Client ID': 'acme-service' } });
    await panel.getByRole('alert').filter({ hasText: 'Client secret or Private key is needed.' }).waitFor();
    await panel.locator('#field-clientSecret:focus').waitFor();
    assert.equal(await panel.getByLabel('This account belongs to').inputValue(), 'service');
    const key = panel.getByLabel('Private key');
    await key.fill(remember(robotKey().pem.slice(28)));
    assert.notEqual(await key.evaluate((it) => getComputedStyle(it).getPropertyValue('-webkit-text-security')), 'none');
    await panel.getByRole('alert').filter({ hasText: 'must be a PEM block' }).waitFor();
    await key.fill('');
    await panel.getByLabel('Client secret').fill(remember('acme-service-secret'));
    await panel.getByRole('button', { name: 'Connect with Acme (demo)' }).click();
    await panel.getByText('Connected as acme-service@service.acme.example').waitFor();

    await panel.getByRole('button', { name: 'Show details' }).click();
    const details = window.webview();
    await details.getByText('OAuth 2.0 client credentials').waitFor();
    await details.getByText('A service account').waitFor();
    await details.getByText('Connected, as acme-service@service.acme.example').waitFor();
    assert.equal(await details.getByText('acme-service-secret').count(), 0);
    await window.closeTab('nightly');
  });

  it('client credentials by keyboard: the key comes from a file or is pasted, which takes its line breaks away', async () => {
    const robot = robotKey();
    const acme = await startAcme({ robotJwk: robot.publicJwk, onIssued: remember });
    const file = join(newDirectory('key'), 'robot.pem');
    writeFileSync(file, robot.pem);
    remember(robot.pem.split('\n')[1] ?? '');
    const { quickInput, notifications } = window;
    const give: Record<string, () => Promise<void>> = {
      'by file': async () => {
        await quickInput.root.getByRole('button', { name: 'Read it from a file…' }).click();
        // The editor's own dialog, which takes no answer while it reads a folder.
        await quickInput.root.locator('input[aria-label*="Folder path"]').waitFor();
        await quickInput.labels();
        await quickInput.type(file);
        await quickInput.row('robot.pem').waitFor();
        await quickInput.accept();
        await quickInput.shown('Private key.');
        await quickInput.root.locator('input[type=password]').waitFor();
      },
      'by paste': async () => {
        await quickInput.input.focus();
        await window.page.keyboard.insertText(robot.pem);
      },
    };
    try {
      for (const [name, act] of Object.entries(give)) {
        await begin('OAuth 2.0 client credentials', acme.url);
        await quickInput.shown('Client ID.');
        await quickInput.answer('acme-robot');
        await quickInput.shown('Client secret.');
        await quickInput.accept();
        await quickInput.shown('Private key.');
        await quickInput.accept();
        await quickInput.shown('Private key is needed.');
        await act();
        await quickInput.accept();
        await finish(name);
        await notifications.message(`“${name}” is connected as acme-robot@service.acme.example`).waitFor();
      }
    } finally {
      rmSync(file);
      await acme.close();
    }
  });

  it('basic: says beside the password that it is wrong, and takes the right one', async () => {
    const fields = { 'User name': 'grace@acme.example', Password: 'wrong' };
    const panel = await fillIn(window, { type: 'Basic', fields, name: 'by basic' });
    await panel.locator('#field-password-note').getByText('does not accept this user name and password').waitFor();
    await panel.locator('#field-password:focus').fill(demoPassword);
    await panel.getByRole('button', { name: 'Connect with Acme (demo)' }).click();
    await panel.getByText('Connected as grace@acme.example').waitFor();
  });

  it('a finished panel begins anew by the command, and after a reload', async () => {
    const panel = window.webview();
    await panel.getByText('Connected as grace@acme.example').waitFor();
    await window.run('Patchbay: Add Connection…');
    await panel.getByRole('heading', { name: 'Choose a folder' }).waitFor();
    const fields = { 'User name': 'grace@acme.example', Password: demoPassword };
    const again = await fillIn(window, { type: 'Basic', fields, name: 'once more' });
    await again.getByText('Connected as grace@acme.example').waitFor();
    const reloaded = window.page.waitForEvent('domcontentloaded');
    await window.run('Developer: Reload Window');
    await reloaded;
    await window.webview().getByRole('heading', { name: 'Choose an application' }).waitFor();
  });

  it('password: warns of it, and keeps no password where the token can be renewed', async () => {
    const fields = { 'User name': 'ada@acme.example', Password: 'wrong' };
    const panel = await fillIn(window, { type: 'OAuth 2.0 password', fields, name: 'legacy' });
    await panel.locator('#field-password-note').getByText('does not accept this user name and password').waitFor();
    await panel.getByRole('note').filter({ hasText: 'passes through this editor' }).waitFor();
    await panel.locator('#field-password:focus').fill(demoPassword);
    await panel.getByRole('button', { name: 'Connect with Acme (demo)' }).click();
    await panel.getByText('Connected as ada@acme.example').waitFor();
    await shownInTree('legacy', 'ada@acme.example');
  });
});
