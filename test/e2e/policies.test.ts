import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { makeToken } from '../support/acmeBrowser.ts';
import { newDirectory, newWorkspace } from '../support/run.ts';
import { remember } from '../support/secrets.ts';
import { consent, fillIn, nextPage } from './addByPanel.ts';
import type { Workbench } from './workbench.ts';
import { newPerson, type Person, world } from './world.ts';

/** What an administrator does is a file; what people see follows it. */
describe('policies in a real window', () => {
  let workspace: string;
  let person: Person;
  let window: Workbench;

  before(async () => {
    workspace = newWorkspace();
    person = await newPerson();
    window = await person.open({ folder: workspace });
    await window.openView('Patchbay');
    await window.tree('Connections').row('Personal Workspace').waitFor();
  });
  after(() => person.leave());
  // Also after a test that failed: nothing of it may stand in another's way, or be found by the search for secrets.
  const leftovers: string[] = [];
  afterEach(() => {
    for (const left of leftovers.splice(0)) rmSync(left, { force: true });
  });

  const file = (name = 'admin') => join(workspace, '.patchbay', 'policies', `${name}.policy.jsonc`);
  /** Writes a policy of the workspace, as an administrator's pull would bring it. */
  function policy(settings: object, more: object = {}): void {
    mkdirSync(join(workspace, '.patchbay', 'policies'), { recursive: true });
    const document = { name: 'Admin', contact: 'Platform team', deploy: [{ tenant: true }], settings, ...more };
    writeFileSync(file(), JSON.stringify(document, undefined, 2));
  }

  /** Opens the panel at the gallery. */
  async function gallery(): Promise<FrameLocator> {
    if (await window.tab('Add Connection').isVisible()) await window.closeTab('Add Connection');
    await window.run('Patchbay: Add Connection…');
    const panel = window.webview();
    const next = panel.getByRole('button', { name: 'Next' });
    const search = panel.getByRole('searchbox');
    await next.or(search).first().waitFor();
    if (await next.isVisible()) await next.click();
    await search.waitFor();
    return panel;
  }

  async function acmeForm(type: string): Promise<FrameLocator> {
    const panel = await gallery();
    await panel.getByRole('option', { name: 'Acme (demo)' }).click();
    await panel.getByRole('radio', { name: type }).check({ force: true });
    return panel;
  }

  async function connectAsGrace(panel: FrameLocator): Promise<void> {
    const opened = nextPage(person);
    await panel.getByRole('button', { name: 'Connect with Acme (demo)' }).click();
    const page = await opened;
    await consent(page, 'Grace Lindqvist');
    // A window behind another page is slow.
    await page.close();
    await panel.getByText('Connected as grace@acme.example').waitFor();
  }

  const cursor = (line: number) => window.statusItem(`Ln ${line},`);

  it('a connector that is turned off leaves catalog and form, its connections are marked, and “Show why” leads to the line', async () => {
    const token = remember(await makeToken(world().acme.url, 'ada@acme.example', 'tokens'));
    const added = await fillIn(window, {
      type: 'Personal access token',
      fields: { 'Personal access token': token },
      name: 'Mine',
    });
    await added.getByText('Connected as ada@acme.example').waitFor();
    const panel = await gallery();
    await panel.getByRole('option', { name: 'Acme (demo)' }).waitFor();
    const begun = performance.now();
    policy({ connectors: { acme: { enabled: false } } });
    await panel.getByText(/Acme \(demo\).*turned off by the policy “Admin”/).waitFor();
    assert.equal(await panel.getByRole('option', { name: 'Acme (demo)' }).count(), 0);
    const row = window.tree('Connections').row('Mine');
    await row.getByText('not allowed by policy today').waitFor();
    console.log(`      catalog and tree followed in ${Math.round(performance.now() - begun)} ms`);
    await panel
      .getByRole('button', { name: /Show why/ })
      .first()
      .click();
    await window.tab('admin.policy.jsonc').waitFor();
    await cursor(12).waitFor();
  });

  it('one type that is turned off says so on its card and offers what is allowed, at one click', async () => {
    policy({ connectors: { acme: { authTypes: { pat: { enabled: false } } } } });
    const panel = await acmeForm('Personal access token');
    await panel
      .getByRole('note')
      .getByText(/Personal access token.*turned off by the policy “Admin”/)
      .waitFor();
    await panel.getByRole('button', { name: 'Connect with Acme (demo)' }).click();
    // Nothing was sent: the page is still the form.
    await panel.getByRole('button', { name: 'Connect with Acme (demo)' }).waitFor();
    await panel
      .getByRole('button', { name: /^Do it with/ })
      .first()
      .click();
    assert.equal(await panel.getByRole('radio', { name: 'Personal access token' }).isChecked(), false);
    await panel
      .getByText(/turned off by the policy “Admin”/)
      .first()
      .waitFor();
  });

  it('what a policy gives is filled in, named and locked, and a person connects with it', async () => {
    policy({
      connectors: {
        acme: {
          authTypes: {
            byoa: {
              default: true,
              parameters: {
                clientId: { value: 'acme-byoa', locked: true },
                scopes: { value: ['openid', 'tickets:read'] },
              },
            },
          },
        },
      },
    });
    const panel = await acmeForm('Bring your own OAuth 2.0 app');
    await panel.getByLabel('Address').fill(world().acme.url);
    const clientId = panel.getByLabel('Client ID');
    await panel.getByText(/Set and locked by the policy “Admin”/).waitFor();
    assert.equal(await clientId.inputValue(), 'acme-byoa');
    assert.equal(await clientId.getAttribute('readonly'), '');
    await panel.getByLabel('Client secret').fill(remember('acme-byoa-secret'));
    await connectAsGrace(panel);
  });

  it('with everything given by one’s own policy, Connect is all that there is to press', async () => {
    rmSync(file(), { force: true });
    const own = join(world().server.globalStorage, 'patchbay.patchbay', 'policies');
    leftovers.push(join(own, 'byoa.policy.jsonc'));
    const secret = join(newDirectory('secret'), 'acme');
    leftovers.push(secret);
    writeFileSync(secret, remember('acme-byoa-secret'), { mode: 0o600 });
    const parameters = {
      siteUrl: { value: world().acme.url, hidden: true },
      clientId: { value: 'acme-byoa', locked: true },
      clientSecret: { from: `file:${secret}`, locked: true },
      scopes: { value: ['tickets:read'], locked: true },
    };
    const settings = { connectors: { acme: { authTypes: { byoa: { default: true, parameters } } } } };
    mkdirSync(own, { recursive: true });
    writeFileSync(
      join(own, 'byoa.policy.jsonc'),
      JSON.stringify({ name: 'Byoa', deploy: [{ tenant: true }], settings }),
    );
    const panel = await gallery();
    await panel.getByRole('option', { name: 'Acme (demo)' }).click();
    await panel.getByText(/Given, and not shown, by the policy “Byoa”/).waitFor();
    assert.equal(await panel.getByLabel('Address').count(), 0);
    const clientId = panel.getByLabel('Client ID');
    assert.equal(await clientId.inputValue(), 'acme-byoa');
    // Keys do nothing in it either.
    await clientId.press('x');
    assert.equal(await clientId.inputValue(), 'acme-byoa');
    assert.equal(await panel.getByLabel('Client secret').inputValue(), '');
    await connectAsGrace(panel);
  });

  it('adding by keyboard says what is not allowed, names what a repository gives, and asks only the rest', async () => {
    const parameters = {
      siteUrl: { value: 'http://127.0.0.1:4848', hidden: true },
      clientId: { value: 'acme-byoa', locked: true },
    };
    const acme = { authTypes: { byoa: { parameters }, pat: { enabled: false } } };
    policy({ connectors: { github: { enabled: false }, acme } });
    const panel = await gallery();
    await panel.getByText(/GitHub.*turned off by the policy “Admin”/).waitFor();
    const { quickInput, notifications } = window;
    await window.run('Patchbay: Add Connection by Keyboard…');
    await quickInput.shown('Where does the connection live?');
    await quickInput.accept();
    await quickInput.shown('Search for the application');
    await quickInput.type('github');
    await quickInput.shown('turned off by the policy “Admin”');
    await quickInput.accept();
    await notifications.message('GitHub is turned off by the policy “Admin”').waitFor();
    await quickInput.shown('Search for the application');
    await quickInput.answer('demo');
    await quickInput.shown('How do you sign in to Acme');
    await quickInput.pick('Personal access token');
    await notifications.message('“Personal access token” is turned off by the policy “Admin”').waitFor();
    await quickInput.shown('How do you sign in to Acme');
    await quickInput.pick('Bring your own OAuth 2.0 app');
    await quickInput.shown('Filled in by policies of this workspace');
    await quickInput.row('Client ID: acme-byoa').waitFor();
    await quickInput.row('Address').waitFor();
    await quickInput.pick('Continue');
    await quickInput.shown('must list this redirect URI');
    await quickInput.accept();
    await quickInput.shown('Client secret.');
    await quickInput.cancel();
  });

  it('a file that breaks while it is edited opens nothing, and one that was never good stops what changes something', async () => {
    policy({ connectors: { acme: { enabled: false } } });
    const panel = await gallery();
    await panel
      .getByText(/turned off by the policy “Admin”/)
      .first()
      .waitFor();
    writeFileSync(file(), '{ "name": "Admin", "settings": { "connectors": ');
    // Something else in the same folder is followed, so what was broken has been read by then.
    const other = {
      name: 'Other',
      deploy: [{ tenant: true }],
      guardrails: [{ id: 'x', deny: ['create'], when: { connector: 'github' }, because: 'Other.' }],
    };
    writeFileSync(file('other'), JSON.stringify(other));
    await panel.getByText(/Other/).first().waitFor();
    await panel.getByText(/Acme \(demo\).*turned off by the policy “Admin”/).waitFor();
    rmSync(file('other'));
    rmSync(file());
    await panel.getByRole('option', { name: 'Acme (demo)' }).waitFor();
    writeFileSync(file('never'), '{ "name": ');
    await panel.getByRole('option', { name: 'Acme (demo)' }).waitFor({ state: 'detached' });
    rmSync(file('never'));
    await panel.getByRole('option', { name: 'Acme (demo)' }).waitFor();
  });
});

describe('policies of a workspace that is not trusted', () => {
  it('deny, and give no values', async () => {
    const workspace = newWorkspace();
    mkdirSync(join(workspace, '.patchbay', 'policies'), { recursive: true });
    const parameters = { clientId: { value: 'from-the-repository' } };
    const settings = { connectors: { acme: { authTypes: { byoa: { parameters }, pat: { enabled: false } } } } };
    const document = { name: 'Lure', deploy: [{ tenant: true }], settings };
    writeFileSync(
      join(workspace, '.patchbay', 'policies', 'lure.policy.jsonc'),
      JSON.stringify(document, undefined, 2),
    );
    const window = await (await newPerson()).open({ folder: workspace, trust: 'ask' });
    await window.openView('Patchbay');
    await window.tree('Connections').row('Finance').waitFor();
    await window.run('Patchbay: Add Connection…');
    const panel = window.webview();
    const next = panel.getByRole('button', { name: 'Next' });
    const acme = panel.getByRole('option', { name: 'Acme (demo)' });
    await next.or(acme).first().waitFor();
    if (await next.isVisible()) await next.click();
    await acme.click();
    await panel.getByRole('radio', { name: 'Personal access token' }).check({ force: true });
    await panel.getByRole('note').getByText('A policy of this workspace does not allow it').waitFor();
    await panel.getByRole('radio', { name: 'Bring your own OAuth 2.0 app' }).check({ force: true });
    assert.equal(await panel.getByLabel('Client ID').inputValue(), '');
    assert.equal(await panel.getByText('“Lure”').count(), 0);
  });
});
