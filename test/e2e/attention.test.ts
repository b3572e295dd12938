import assert from 'node:assert/strict';
import { newWorkspace } from '../support/run.ts';
import { remember } from '../support/secrets.ts';
import { until } from '../support/until.ts';
import { consent, fillIn, nextPage } from './addByPanel.ts';
import type { Tree, Workbench } from './workbench.ts';
import { newPerson, type Person, world } from './world.ts';

const account = 'ada@acme.example';
const appSecret = remember('acme-byoa-secret');

/** What a person hears of, and what they do about it: each step goes on where the one before ended. */
describe('what needs attention', () => {
  let ada: Person;
  let window: Workbench;
  let tree: Tree;

  const issue = (days?: number) => {
    const expiresAt = days === undefined ? {} : { expiresAt: new Date(Date.now() + days * 86_400_000) };
    const { secret, token } = world().acme.tokens.issue('pat', { account, name: 'attention', ...expiresAt });
    return { secret: remember(secret), id: token.id };
  };
  async function addToken(name: string, secret: string): Promise<void> {
    const panel = await fillIn(window, {
      type: 'Personal access token',
      fields: { 'Personal access token': secret },
      name,
    });
    await panel.getByText(`Connected as ${account}`).waitFor();
  }
  async function addOwnApp(name: string): Promise<void> {
    const opened = nextPage(ada);
    const fields = { 'Client ID': 'acme-byoa', 'Client secret': appSecret };
    const panel = await fillIn(window, { type: 'Bring your own OAuth 2.0 app', fields, name });
    await signIn(await opened);
    await panel.getByText(`Connected as ${account}`).waitFor();
  }
  async function signIn(page: Awaited<ReturnType<typeof nextPage>>): Promise<void> {
    await consent(page, 'Ada Okafor');
    await page.getByText('Back to the editor').waitFor();
    await page.close();
  }
  const row = (name: string, words: string) => tree.row(name).filter({ hasText: words });
  async function check(...names: string[]): Promise<void> {
    await window.notifications.clear();
    await tree.row(names[0] ?? '').click();
    for (const name of names.slice(1)) await tree.row(name).click({ modifiers: ['ControlOrMeta'] });
    await tree.contextAction(names[0] ?? '', 'Check Connection');
  }

  before(async () => {
    ada = await newPerson();
    window = await ada.open({ folder: newWorkspace() });
    await window.openView('Patchbay');
    tree = window.tree('Connections');
  });
  after(async () => {
    await world().acme.control.reset();
    await ada.leave();
  });

  it('says once what ends within a week, in one of two windows, and leads to it', async () => {
    const second = await ada.open({ folder: newWorkspace() });
    await second.openView('Patchbay');
    await addToken('Ends', issue(5.5).secret);
    await row('Ends', 'connected · expires in 5 days').waitFor();
    await second.tree('Connections').row('Ends').waitFor();
    const words = '“Ends” expires in 5 days. Reconnect before that';
    const counts = () => Promise.all([window, second].map((one) => one.notifications.message(words).count()));
    await until('one of them says it', async () => (await counts()).join() !== '0,0', 30_000);
    const [here] = await counts();
    const [teller, silent] = here ? [window, second] : [second, window];
    await teller.notifications.press(words, 'Show');
    await teller.tree('Connections').root.locator('.monaco-list-row.focused', { hasText: 'Ends' }).waitFor();
    assert.equal(await silent.notifications.message(words).count(), 0);
    await second.page.close();
  });

  it('walks through all that need a person, one by one', async () => {
    const [lost, gone] = [issue(), issue()];
    await addToken('Gone', gone.secret);
    await addToken('Lost', lost.secret);
    for (const { id } of [lost, gone]) world().acme.tokens.revoke(id);
    await check('Gone', 'Lost');
    await row('Gone', 'needs sign-in (refused by the provider)').waitFor();
    await row('Lost', 'needs sign-in (refused by the provider)').waitFor();

    await window.notifications.clear();
    await window.run('Patchbay: Reconnect All That Need It…');
    await window.quickInput.shown('Reconnect 1 of 3');
    await window.quickInput.shown('“Gone” of Acme (demo): needs sign-in (refused by the provider).');
    await window.quickInput.pick('Skip');
    await window.quickInput.shown('Reconnect 2 of 3');
    await window.quickInput.pick('Reconnect “Lost”');
    await window.quickInput.shown('Personal access token.');
    await window.quickInput.answer(issue().secret);
    await row('Lost', 'connected').waitFor();
    // The one of the demo workspace, to which nobody signed in yet, comes last.
    await window.quickInput.shown('Reconnect 3 of 3');
    await window.quickInput.pick('Stop');
    await window.statusItem('1 of 3 connections are reconnected.').waitFor();
    await row('Gone', 'needs sign-in').waitFor();
  });

  it('says of a refused app once for all its connections, and mends all by one new secret', async () => {
    await world().acme.control.set({ accessTokenSeconds: 20 });
    for (const name of ['App 1', 'App 2']) await addOwnApp(name);
    await window.closeTab('Add Connection');
    // The tokens are refused, and so is the app that would renew them.
    const refused = { kind: 'answer', status: 401, body: '{"error":"invalid_client"}' } as const;
    await world().acme.control.fail({ endpoint: 'api', times: 2, fault: { kind: 'answer', status: 401 } });
    await world().acme.control.fail({ endpoint: 'token', times: 2, fault: refused });
    await check('App 1', 'App 2');
    for (const name of ['App 1', 'App 2']) await row(name, 'app problem: invalid_client').waitFor();
    const words = /refuses the OAuth app “acme-byoa” \(PB210\) of “App \d”, “App \d”\./;
    await window.notifications.message(words).waitFor();

    await world().acme.control.reset();
    await window.notifications.press(words, 'Reconnect…');
    await window.quickInput.shown('refuses the OAuth app “acme-byoa” (invalid_client)');
    await window.quickInput.pick('Reconnect “App 1”');
    await window.quickInput.shown('Client secret');
    const opened = nextPage(ada);
    await window.quickInput.answer(appSecret);
    await signIn(await opened);
    await window.quickInput.shown('Use the new client secret of “App 1” for the others of this app?');
    await window.quickInput.pick('Use It There Too');
    for (const name of ['App 1', 'App 2']) await row(name, 'connected').waitFor();
    await window.notifications.message('“App 2” works again.').waitFor();
  });

  it('tells on the details page what was done with a connection', async () => {
    await window.notifications.clear();
    await tree.row('App 1').click();
    await window.page.keyboard.press('Enter');
    await window.tab('App 1').waitFor();
    const page = window.webview();
    await page.getByRole('heading', { name: 'What was done with it' }).waitFor();
    await page.getByText('Signed in again').waitFor();
    await page.getByText('Sign-in ends unless used').waitFor();
    await window.closeTab('App 1');
  });

  it('shows the audit log, which nobody can change, and says whether it is whole', async () => {
    await window.run('Patchbay: Open Audit Log');
    await window.tab('Audit Log.log').waitFor();
    const editor = window.page.locator('.part.editor .monaco-editor').first();
    await editor.locator('.view-line', { hasText: '“App 2”' }).first().waitFor();
    await window.run('Patchbay: Verify Audit Log');
    await window.notifications.message(/The audit log is whole: \d+ lines\./).waitFor();
    await window.closeTab('Audit Log.log');
  });

  it('forgets everything after a question that names the loss, and reports what became of it', async () => {
    await window.notifications.clear();
    await window.run('Patchbay: Forget Everything…');
    await window.dialog().getByText('Forget every credential of this editor?').waitFor();
    await window
      .dialog()
      .getByText(/5 credentials of this editor are deleted: Acme \(demo\) \(5\)/)
      .waitFor();
    await window.dialogButton('Forget Everything').click();
    const words =
      '5 of 5 credentials are gone from this editor. 2 were ended by their applications. 3 may still be valid';
    await window.notifications.message(words).waitFor({ timeout: 30_000 });
    await window.notifications.press(words, 'Show Report');
    await window.tab('Forget Everything.md').waitFor();
    await row('App 1', 'needs sign-in (credential not on this computer)').waitFor();
    const ended = world()
      .acme.records.snapshot()
      .grants.filter(({ client }) => client === 'acme-byoa')
      .slice(-3);
    assert.ok(
      ended.every(({ revokedBy }) => revokedBy === 'client'),
      JSON.stringify(ended),
    );
  });
});
