import assert from 'node:assert/strict';
import { remember } from '../support/secrets.ts';
import { fillIn } from './addByPanel.ts';
import type { Tree, Workbench } from './workbench.ts';
import { newPerson, type Person, world } from './world.ts';

describe('a connection whose token ends', () => {
  let person: Person;
  let window: Workbench;
  let tree: Tree;
  const account = 'ada@acme.example';

  const issue = () => {
    const { secret, token } = world().acme.tokens.issue('pat', { account, name: 'reconnect' });
    remember(secret);
    return { secret, id: token.id };
  };

  before(async () => {
    person = await newPerson();
    window = await person.open();
    await window.openView('Patchbay');
    tree = window.tree('Connections');
  });
  after(() => person.leave());

  it('says so when it is checked, and takes a new token from there, once the first is typed wrong', async () => {
    const first = issue();
    const panel = await fillIn(window, {
      type: 'Personal access token',
      fields: { 'Personal access token': first.secret },
      name: 'Ends',
    });
    await panel.getByText(`Connected as ${account}`).waitFor();
    world().acme.tokens.revoke(first.id);

    await tree.inlineAction('Ends', 'Check Connection');
    await window.notifications.message('“Ends” needs a sign-in').waitFor();
    await tree.row('Ends').filter({ hasText: 'needs sign-in (refused by the provider)' }).waitFor();

    await window.notifications.press('“Ends” needs a sign-in', 'Reconnect');
    await window.quickInput.shown('Reconnect “Ends”');
    assert.equal(await window.quickInput.input.getAttribute('type'), 'password');
    await window.quickInput.answer('acme_pat_wrong');
    await window.notifications.press('does not accept this token or key', 'Try Again');
    await window.quickInput.shown('Reconnect “Ends”');
    await window.quickInput.answer(issue().secret);
    await tree
      .row('Ends')
      .filter({ hasText: `connected · ${account}` })
      .waitFor();
  });

  it('does not ask for a sign-in while the provider is away, and loses nothing', async () => {
    await world().acme.control.down();
    try {
      await window.notifications.clear();
      await tree.inlineAction('Ends', 'Check Connection');
      await window.notifications.message('cannot be reached').waitFor();
      await tree.row('Ends').filter({ hasText: 'connected, provider not reachable since' }).waitFor();
    } finally {
      await world().acme.control.up();
    }
    await window.notifications.clear();
    await tree.inlineAction('Ends', 'Check Connection');
    await window.notifications.message('“Ends” works').waitFor();
    await tree
      .row('Ends')
      .filter({ hasText: `connected · ${account}` })
      .waitFor();
  });

  it('reports honestly that a token cannot be ended from here', async () => {
    await window.notifications.clear();
    await tree.row('Ends').click();
    await window.page.keyboard.press('Delete');
    await window.dialogButton('Delete').click();
    await tree.row('Ends').waitFor({ state: 'detached' });
    await window.notifications.message('offers no way to end it from here').waitFor({ timeout: 30_000 });
  });
});
