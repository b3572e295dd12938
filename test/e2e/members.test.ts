import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { newIdentity, unseal } from '../../src/storage/seal.ts';
import { signingKeyOf } from '../../src/storage/signature.ts';
import { repository } from '../editor/paths.ts';
import { newWorkspace } from '../support/run.ts';
import { remember } from '../support/secrets.ts';
import type { Workbench } from './workbench.ts';
import { newPerson, type Person, world } from './world.ts';

/** Who belongs to a folder, who waits, and what must be replaced: an administrator's morning, by clicks. */
describe('Members & Access, in a real window', () => {
  let workspace: string;
  let person: Person;
  let window: Workbench;
  const people = new Map<string, { identity: string; publicKey: string }>();

  const place = (name: string) => join(workspace, '.patchbay', name);
  const write = (name: string, content: object) => {
    mkdirSync(dirname(place(name)), { recursive: true });
    writeFileSync(place(name), `${JSON.stringify(content, undefined, 2)}\n`);
  };
  const read = (name: string) => JSON.parse(readFileSync(place(name), 'utf8'));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: workspace, encoding: 'utf8' }).trim();
  const entry = (name: string) => {
    const { identity, publicKey } = people.get(name) as { identity: string; publicKey: string };
    return { user: `${name}@acme.example`, keys: [publicKey], signingKeys: [signingKeyOf(identity)] };
  };
  const newKey = () => {
    const { secret } = world().acme.tokens.issue('apiKey', { account: 'ada@acme.example', name: 'shared' });
    return remember(secret);
  };
  const sealedFile = () => {
    const name = readdirSync(place('folders/Finance')).find((file) => file.startsWith('ledger'));
    assert.ok(name);
    return read(`folders/Finance/${name}`);
  };
  const opens = async (name: string) => {
    const { id, credential } = sealedFile();
    const { identity } = people.get(name) as { identity: string };
    return 'secret' in (await unseal(credential.sealed, `connection:${id}`, identity));
  };

  before(async () => {
    workspace = newWorkspace();
    for (const name of ['ben', 'cai']) {
      const made = await newIdentity();
      remember(made.identity);
      people.set(name, made);
    }
    write('folders/Finance/folder.jsonc', {
      version: 1,
      credentials: 'sealed',
      roles: { 'Folder Administrator': ['ana@acme.example'], 'Automation User': ['group:finance'] },
    });
    write('members.jsonc', { version: 1, groups: { finance: ['ben@acme.example'] }, people: [entry('ben')] });
    git('init', '-q', '--initial-branch=main');
    git('config', 'user.email', 'ana@acme.example');
    git('config', 'user.name', 'Ana');
    git('add', '-A');
    git('commit', '-q', '-m', 'First');
    world().server.changeSettings({ 'patchbay.identity': 'ana@acme.example' });
    person = await newPerson();
    window = await person.open({ folder: workspace });
    await window.openView('Patchbay');
    await window.tree('Connections').row('Finance').waitFor();
  });
  after(async () => {
    await person.leave();
    world().server.changeSettings({ 'patchbay.identity': '' });
  });

  it('joins under the name that is known, and commits that file alone', async () => {
    writeFileSync(join(workspace, 'unfinished'), 'not to be committed');
    await window.run('Patchbay: Join This Workspace…');
    await window.quickInput.shown('Who you are to the others');
    assert.equal(await window.quickInput.input.inputValue(), 'ana@acme.example');
    await window.quickInput.accept();
    await window.notifications.press('You have joined as ana@acme.example', 'Commit');
    await window.notifications.message(/Committed as [0-9a-f]+\. Push it/).waitFor();
    assert.equal(git('show', '--name-only', '--format=%s'), 'ana@acme.example joins\n\n.patchbay/members.jsonc');
    await window.notifications.clear();
  });

  it('seals for who waits, with one button', async () => {
    await addSealed();
    write('members.jsonc', { ...read('members.jsonc'), people: [...read('members.jsonc').people, entry('cai')] });
    const { roles, ...folder } = read('folders/Finance/folder.jsonc');
    const users = [...roles['Automation User'], 'cai@acme.example'];
    write('folders/Finance/folder.jsonc', { ...folder, roles: { ...roles, 'Automation User': users } });
    const tree = window.tree('Connections');
    await tree.row('Finance').getByText('1 waits for access').waitFor();
    assert.equal(await opens('cai'), false);
    await tree.contextAction('Finance', 'Members & Access');
    const page = window.webview();
    await page.getByText('cai@acme.example waits for “Ledger”.').waitFor();
    await page.getByRole('button', { name: /^Seal for Them/ }).click();
    await page.getByText('Nothing waits for anybody').waitFor();
    await window.notifications.message('Sealed again: “Ledger”.').waitFor();
    assert.deepEqual([await opens('ben'), await opens('cai')], [true, true]);
    await tree.row('Finance').getByText('1 waits for access').waitFor({ state: 'detached' });
    await window.notifications.clear();
  });

  it('says of each person which line says so, and leads there by keyboard', async () => {
    const page = window.webview();
    const row = page.getByRole('row', { name: /cai@acme\.example/ }).first();
    await row.getByText('can open it').waitFor();
    await page
      .getByRole('row', { name: /ben@acme\.example/ })
      .first()
      .getByText('by the group “finance”')
      .waitFor();
    const line = row.getByRole('button', { name: /^folder\.jsonc:\d+$/ });
    const label = (await line.textContent()) ?? '';
    await line.focus();
    await window.page.keyboard.press('Enter');
    await window.tab('folder.jsonc').waitFor();
    await window.statusItem(`Ln ${label.split(':')[1]},`).waitFor();
    await window.closeTab('folder.jsonc');
  });

  it('is drawn in dark, light and high contrast', async () => {
    await pictures('members', () => window.webview().getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded());
  });

  it('takes access away, says what that means, and reminds until the secret is another one', async () => {
    const page = window.webview();
    await page.getByRole('button', { name: 'Remove… (cai@acme.example)' }).click();
    await window.dialog().getByText('“Ledger” is sealed anew without them.').waitFor();
    await window.dialogButton('Remove Access').click();
    await page.getByText('Replace the secret of “Ledger” in Finance.').waitFor();
    await page.getByText('cai@acme.example was removed').waitFor();
    assert.equal(await opens('cai'), false);
    await window.notifications.clear();
    await window
      .tree('Connections')
      .row('Ledger')
      .getByText(/^rotate now/)
      .waitFor();
    await pictures('members-rotate', async () => {});

    await window.tree('Connections').contextAction('Ledger', 'Open Details');
    const details = window.webview();
    await details.getByRole('heading', { name: 'Who can use this, and how do I know' }).waitFor();
    await details.getByText('can open it now').first().waitFor();
    await details.getByText('Its secret must be replaced.').waitFor();
    await pictures('details-sharing', () =>
      details.getByRole('heading', { name: 'Who can use this, and how do I know' }).scrollIntoViewIfNeeded(),
    );
    await details.getByRole('button', { name: 'Rotate Now' }).click();
    await window.quickInput.pick('Enter the new secret');
    await window.quickInput.shown('API key');
    await window.quickInput.answer(newKey());
    await details.getByText('Its secret must be replaced.').waitFor({ state: 'detached' });
    await window.notifications.message('Its new secret is sealed: commit and push the file').waitFor();
    assert.deepEqual(
      [await opens('ben'), await opens('cai'), sealedFile().credential.rotate],
      [true, false, undefined],
    );
    const said = readFileSync(join(workspace, '.patchbay/folders/Finance/folder.jsonc'), 'utf8');
    assert.doesNotMatch(said, /cai@acme/);
  });

  it('does one thing with all rows that are selected, and reports once', async () => {
    const tree = window.tree('Connections');
    await tree.row('Acme help desk').click();
    await tree.row('Ledger').click({ modifiers: ['Control'] });
    await tree.contextAction('Ledger', 'Set Polling Interval');
    await window.quickInput.shown('Minutes between two looks');
    await window.quickInput.answer('15');
    await window.statusItem('2 connections are polled every 15 minutes.').waitFor();
    assert.equal(sealedFile().pollingIntervalMinutes, 15);
    await window.notifications.clear();
    await tree.contextAction('Ledger', 'Change Sharing');
    await window.quickInput.pick('One credential for everyone in the folder');
    // What is sealed stays so; the other changes when it is used.
    await window.notifications.message('“Acme help desk” was left as it is').getByText('(PB707)').waitFor();
  });

  it('keeps an identity in a file under a passphrase, and takes it back', async () => {
    const { quickInput } = window;
    const file = join(dirname(workspace), 'ana.age');
    const passphrase = 'five words that nobody guesses';
    await window.run('Patchbay: Export My Identity…');
    await quickInput.shown('A passphrase for the backup');
    await quickInput.answer('too short');
    await quickInput.shown('At least 12 characters');
    await quickInput.answer(passphrase);
    await quickInput.shown('The same passphrase again');
    await quickInput.answer(passphrase);
    await chooseFile(file);
    await window.notifications.message('Your identity is in').waitFor();
    assert.equal(statSync(file).mode & 0o777, 0o600);
    await window.notifications.clear();

    await window.run('Patchbay: Recover My Identity…');
    await chooseFile(file);
    await quickInput.shown('The passphrase of the backup');
    await quickInput.answer('another one');
    await quickInput.shown('does not open with this passphrase');
    await quickInput.answer(passphrase);
    await window.notifications.message('Your identity is here').waitFor();
  });

  /** Types a path into the editor's own file dialog. */
  async function chooseFile(file: string): Promise<void> {
    const { quickInput } = window;
    const button = quickInput.root.getByRole('button', { name: /^(Export|Open|OK)$/ });
    // It begins at home, and takes no path before it is there.
    await button.waitFor();
    await quickInput.root.locator('.monaco-list-row').first().waitFor();
    await quickInput.type(dirname(file) + sep);
    await quickInput.row('workspace').waitFor();
    await quickInput.input.press('End');
    await quickInput.input.pressSequentially(basename(file));
    assert.equal(await quickInput.input.inputValue(), file);
    while (await button.isVisible()) {
      await quickInput.accept();
      await button.waitFor({ state: 'hidden', timeout: 2_000 }).catch(() => {});
    }
  }

  async function addSealed(): Promise<void> {
    await window.tree('Connections').inlineAction('Finance', 'Add');
    const panel = window.webview();
    await panel.getByRole('option', { name: 'Acme (demo)' }).click();
    await panel.getByRole('radio', { name: 'API key' }).check({ force: true });
    await panel.getByLabel('Address').fill(world().acme.url);
    await panel.locator('input[type=password]').first().fill(newKey());
    await panel.getByRole('textbox', { name: /^Name/ }).fill('Ledger');
    await panel.getByRole('button', { name: 'Connect with Acme (demo)' }).click();
    await panel
      .getByText(/^Connected/)
      .first()
      .waitFor();
    await window.closeTab('Add Connection');
    assert.equal(sealedFile().credential.kind, 'sealed');
  }

  /** One of each theme, as it is now. */
  async function pictures(name: string, prepare: () => Promise<void>): Promise<void> {
    const directory = join(repository, 'out', 'test', 'e2e');
    mkdirSync(directory, { recursive: true });
    mkdirSync(join(workspace, '.vscode'), { recursive: true });
    for (const [theme, kind] of [
      ['Default Light Modern', 'vscode-light'],
      ['Default High Contrast', 'vscode-high-contrast'],
      ['Default Dark Modern', 'vscode-dark'],
    ] as const) {
      writeFileSync(join(workspace, '.vscode', 'settings.json'), JSON.stringify({ 'workbench.colorTheme': theme }));
      await window.webview().locator(`body.${kind}`).waitFor();
      await prepare();
      await window.page.screenshot({ path: join(directory, `${name}-${kind}.png`), animations: 'disabled' });
    }
  }
});
