import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { newIdentity, unseal } from '../../src/storage/seal.ts';
import { signingKeyOf } from '../../src/storage/signature.ts';
import { newDirectory, newWorkspace } from '../support/run.ts';
import { remember } from '../support/secrets.ts';
import type { Workbench } from './workbench.ts';
import { newPerson, type Person, world } from './world.ts';

/** Ana administers Finance; Ben may use it and has joined; Cara may use it and has not. */
const roles = {
  'Folder Administrator': ['ana@acme.example'],
  'Automation User': ['ben@acme.example', 'cara@acme.example'],
};

describe('sharing a credential in a real window', () => {
  let workspace: string;
  let person: Person;
  let window: Workbench;
  let ben: { identity: string; publicKey: string };
  const left: string[] = [];

  before(async () => {
    workspace = newWorkspace();
    ben = await newIdentity();
    remember(ben.identity);
    write('folders/Finance/folder.jsonc', { version: 1, roles });
    world().server.changeSettings({ 'patchbay.identity': 'ana@acme.example' });
    person = await newPerson();
    window = await person.open({ folder: workspace });
    await window.openView('Patchbay');
    await window.tree('Connections').row('Finance').waitFor();
  });
  after(async () => {
    await person.leave();
    world().server.changeSettings({ 'patchbay.identity': '' });
    for (const file of left) rmSync(file, { force: true });
  });

  const place = (name: string) => join(workspace, '.patchbay', name);
  function write(name: string, content: object): void {
    mkdirSync(join(place(name), '..'), { recursive: true });
    writeFileSync(place(name), `${JSON.stringify(content, undefined, 2)}\n`);
  }

  /** Nobody but Ben has joined, also where the test is tried again. */
  function begin(): void {
    const keys = { keys: [ben.publicKey], signingKeys: [signingKeyOf(ben.identity)] };
    write('members.jsonc', { version: 1, people: [{ user: 'ben@acme.example', ...keys }] });
    forget('Ledger');
  }

  /** Takes away what an attempt before this one added. */
  function forget(...names: string[]): void {
    for (const file of [place('folders/Finance'), personal()].flatMap(connectionFiles)) {
      const text = readFileSync(file, 'utf8');
      if (names.some((name) => text.includes(`"name": ${JSON.stringify(name)}`))) rmSync(file);
    }
  }

  const personal = () => join(world().server.globalStorage, 'patchbay.patchbay', 'personal');
  function connectionFiles(directory: string): string[] {
    if (!existsSync(directory)) return [];
    const files = readdirSync(directory, { recursive: true, encoding: 'utf8' });
    return files.filter((file) => file.endsWith('.connection.jsonc')).map((file) => join(directory, file));
  }

  /** The file of the connection that was added with this name, as it lies there. */
  function fileOf(
    name: string,
    directory = place('folders/Finance'),
  ): { text: string; record: Record<string, unknown> } {
    const texts = connectionFiles(directory).map((file) => readFileSync(file, 'utf8'));
    const text = texts.find((one) => one.includes(`"name": ${JSON.stringify(name)}`));
    assert.ok(text, `there is no file of ${name}`);
    return { text, record: JSON.parse(text) };
  }

  /** A token of Acme that lies in a file outside of the workspace. */
  function tokenInFile(): { token: string; file: string } {
    const token = remember(world().acme.tokens.issue('pat', { account: 'ada', name: 'elsewhere' }).secret);
    const file = join(newDirectory('secret'), 'acme');
    left.push(file);
    writeFileSync(file, token, { mode: 0o600 });
    return { token, file };
  }

  /** Goes to the form of one authentication type in a folder, by clicking. */
  async function formOf(type: string, folder = 'Finance'): Promise<FrameLocator> {
    if (await window.tab('Add Connection').isVisible()) await window.closeTab('Add Connection');
    await window.tree('Connections').inlineAction(folder, 'Add');
    const panel = window.webview();
    await panel.getByRole('option', { name: 'Acme (demo)' }).click();
    await panel.getByRole('radio', { name: type }).check({ force: true });
    return panel;
  }

  it('an administrator joins from the form, and adds a credential that is sealed to those who may use it', async () => {
    begin();
    const secret = remember('acme-service-secret');
    const oauth = await formOf('OAuth 2.0 client credentials');
    const sealed = oauth.getByRole('radio', { name: /^One credential for everyone/ });
    const each = oauth.getByRole('radio', { name: /^Each member signs in/ });
    await oauth.getByText('You have no key in .patchbay/members.jsonc').waitFor();
    assert.deepEqual([await sealed.isDisabled(), await each.isChecked()], [true, true]);
    await oauth.getByRole('button', { name: 'Join this workspace' }).click();
    await window.quickInput.shown('Who you are to the others');
    assert.equal(await window.quickInput.input.inputValue(), 'ana@acme.example');
    await window.quickInput.accept();

    // The form follows by itself: a service account’s credential is usually one for all.
    await oauth.getByText('Sealed in the file to 2 people').waitFor();
    assert.deepEqual([await sealed.isDisabled(), await sealed.isChecked()], [false, true]);
    await oauth.getByText('nothing can be sealed to them: cara@acme.example').waitFor();
    await oauth.getByText('Who they are').click();
    await oauth.getByText('ana@acme.example (you)').waitFor();
    await oauth.getByRole('listitem').filter({ hasText: 'ben@acme.example' }).waitFor();

    await oauth.getByLabel('Address').fill(world().acme.url);
    await oauth.getByLabel('Client ID').fill('acme-service');
    await oauth.getByLabel(/^Client secret/).fill(secret);
    await oauth.getByRole('textbox', { name: /^Name/ }).fill('Ledger');
    await oauth.getByRole('button', { name: 'Connect with Acme (demo)' }).click();
    await oauth
      .getByText(/^Connected/)
      .first()
      .waitFor();

    const { text, record } = fileOf('Ledger');
    assert.match(text, /-----BEGIN AGE ENCRYPTED FILE-----/);
    assert.ok(!text.includes(secret), 'the secret is in the file');
    const credential = record['credential'] as { kind: string; sealed: string; recipients: string[] };
    assert.deepEqual([credential.kind, credential.recipients.length], ['sealed', 2]);
    const opened = await unseal(credential.sealed, `connection:${record['id']}`, ben.identity);
    assert.ok('secret' in opened && opened.secret.includes(secret), 'Ben cannot open it');
  });

  it('what changes when it is used says so, and each member signs in; arrow keys pass over the rest', async () => {
    const panel = await formOf('Bring your own OAuth 2.0 app');
    await panel.getByText('changes when it is used').first().waitFor();
    assert.ok(await panel.getByRole('radio', { name: /^One credential/ }).isDisabled());
    const each = panel.getByRole('radio', { name: /^Each member signs in/ });
    assert.ok(await each.isChecked());
    await each.press('ArrowDown');
    assert.ok(await each.isChecked());
    await panel.getByRole('radio', { name: 'API key' }).check({ force: true });
    await each.press('ArrowDown');
    await panel
      .getByRole('radio', { name: /^The secret lies elsewhere/, checked: true })
      .waitFor({ state: 'attached' });
    await panel.getByText('Where it lies: env:NAME').waitFor();
    assert.equal(await panel.locator('input[type=password]').count(), 0);
    await window.closeTab('Add Connection');
  });

  it('the keyboard’s twin asks the same, and takes the place where a secret lies', async () => {
    const { quickInput } = window;
    forget('Elsewhere');
    const { token, file } = tokenInFile();
    await window.run('Patchbay: Add Connection by Keyboard…');
    await quickInput.shown('Where does the connection live?');
    await quickInput.pick('Finance');
    await quickInput.shown('Search for the application');
    await quickInput.answer('demo');
    await quickInput.shown('How do you sign in to Acme');
    await quickInput.pick('Personal access token');
    await quickInput.shown('Who does the account belong to?');
    await quickInput.pick('A service account');
    await quickInput.shown('How do those who use it get the credential?');
    await quickInput.pick('Who they are');
    await quickInput.shown('To whom it is sealed');
    await quickInput.row('cara@acme.example').getByText('has not joined yet').waitFor();
    await quickInput.accept();
    await quickInput.shown('How do those who use it get the credential?');
    await quickInput.pick('The secret lies elsewhere');
    await quickInput.shown('Address.');
    await quickInput.answer(world().acme.url);
    await quickInput.shown('Where it lies');
    assert.equal(await quickInput.input.getAttribute('type'), 'text');
    await quickInput.answer('acme');
    await quickInput.shown('begins with neither');
    await quickInput.answer(`file:${file}`);
    await quickInput.shown('Name of the connection');
    await quickInput.answer('Elsewhere');
    await window.notifications.message('“Elsewhere” is connected').waitFor();
    const { text, record } = fileOf('Elsewhere');
    assert.deepEqual(record['credential'], { kind: 'reference', from: { token: `file:${file}` } });
    assert.ok(!text.includes(token));
  });

  it('in the Personal Workspace a secret may lie elsewhere too, in both', async () => {
    forget('Mine', 'Mine too');
    const { token, file } = tokenInFile();
    const panel = await formOf('Personal access token', 'Personal Workspace');
    assert.equal(await panel.getByText('How those who use it').count(), 0);
    const typed = panel.locator('input[type=password]');
    await typed.fill(remember('acme_pat_that_is_only_typed'));
    await panel.getByRole('checkbox', { name: 'The secret lies elsewhere' }).check();
    await typed.waitFor({ state: 'detached' });
    const where = panel.getByRole('textbox', { name: 'Personal access token' });
    assert.equal(await where.inputValue(), '');
    await where.fill(`file:${file}`);
    await panel.getByLabel('Address').fill(world().acme.url);
    await panel.getByRole('textbox', { name: /^Name/ }).fill('Mine');
    await panel.getByRole('button', { name: 'Connect with Acme (demo)' }).click();
    await panel.getByText('Connected as ada').waitFor();
    const { text, record } = fileOf('Mine', personal());
    assert.deepEqual(record['credential'], { kind: 'reference', from: { token: `file:${file}` } });
    assert.ok(!text.includes(token));
    await window.closeTab('Add Connection');

    const { quickInput } = window;
    await window.run('Patchbay: Add Connection by Keyboard…');
    await quickInput.shown('Where does the connection live?');
    await quickInput.accept();
    await quickInput.shown('Search for the application');
    await quickInput.answer('demo');
    await quickInput.shown('How do you sign in to Acme');
    await quickInput.pick('Personal access token');
    await quickInput.shown('Address.');
    await quickInput.answer(world().acme.url);
    await quickInput.shown('Personal access token.');
    await quickInput.root.getByRole('button', { name: 'The secret lies elsewhere' }).click();
    await quickInput.shown('Where it lies');
    await quickInput.root.getByRole('button', { name: 'Type the secret itself' }).click();
    await quickInput.root.locator('input[type=password]').waitFor();
    await quickInput.root.getByRole('button', { name: 'The secret lies elsewhere' }).click();
    await quickInput.shown('Where it lies');
    await quickInput.answer(`file:${file}`);
    await quickInput.shown('Who does the account belong to?');
    await quickInput.accept();
    await quickInput.shown('Name of the connection');
    await quickInput.answer('Mine too');
    await window.notifications.message('“Mine too” is connected').waitFor();
  });
});
