import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { demoPassword } from '../../examples/acme/people.ts';
import { remember } from '../support/secrets.ts';
import type { Workbench } from './workbench.ts';
import { newPerson, type Person, world } from './world.ts';

describe('adding a connection by keyboard alone', () => {
  let person: Person;
  let window: Workbench;

  before(async () => {
    person = await newPerson();
    window = await person.open();
    await window.openView('Patchbay');
    await window.tree('Connections').row('Finance').waitFor();
  });

  after(() => person.leave());

  /** Answers every question up to the authentication type. */
  async function begin(): Promise<void> {
    const { quickInput } = window;
    await window.run('Patchbay: Add Connection by Keyboard…');
    await quickInput.shown('Where does the connection live?');
    await quickInput.accept();
    await quickInput.shown('Search for the application');
    await quickInput.answer('demo');
    await quickInput.shown('How do you sign in to Acme');
  }

  /** Answers the questions after it, and gives the page that the browser opens. */
  async function signIn(name: string): Promise<Page> {
    const { quickInput } = window;
    await begin();
    await quickInput.pick('OAuth 2.0');
    await quickInput.shown('Address.');
    await quickInput.answer(world().acme.url);
    await quickInput.shown('Scopes');
    await quickInput.accept();
    await quickInput.shown('Who does the account belong to?');
    await quickInput.accept();
    await quickInput.shown('Name of the connection');
    const opened = person.context.waitForEvent('page');
    await quickInput.answer(name);
    return opened;
  }

  /** Signs in at Acme, which knows the person from the second time on, and presses a button of its question. */
  async function decide(page: Page, button: 'Allow' | 'Deny'): Promise<void> {
    const password = page.locator('input[type=password]');
    const decision = page.getByRole('button', { name: button });
    await password.or(decision).first().waitFor();
    if (await password.isVisible()) {
      await password.fill(demoPassword);
      await page.getByRole('button', { name: 'Sign in' }).click();
    }
    await decision.click();
  }

  it('signs in in the browser and shows what came of it', async () => {
    const page = await signIn('by hand');
    await decide(page, 'Allow');
    await window.notifications.message('“by hand” is connected as ada@acme.example').waitFor();
    const rows = await window.tree('Connections').rows();
    assert.ok(
      rows.some((row) => row.startsWith('by hand · connected · ada@acme.example')),
      rows.join('\n'),
    );
  });

  it('takes a token in a box that hides it, says beside it that it is refused, and goes on from there', async () => {
    const { quickInput } = window;
    const token = world().acme.tokens.issue('pat', { account: 'ada', name: 'quick add' }).secret;
    remember(token);
    await begin();
    await quickInput.pick('Personal access token');
    await quickInput.shown('Address.');
    await quickInput.answer(world().acme.url);
    await quickInput.shown('Personal access token.');
    assert.equal(await quickInput.input.getAttribute('type'), 'password');
    await quickInput.type('ghp_wrong');
    await quickInput.shown('It usually begins with acme_pat_');
    await quickInput.answer('acme_pat_wrong');
    await quickInput.shown('Who does the account belong to?');
    await quickInput.accept();
    await quickInput.shown('Name of the connection');
    await quickInput.answer('by token');

    await quickInput.shown('does not accept this token or key');
    await quickInput.pick('Change the answers');
    await quickInput.root.locator('input[type=password]').waitFor();
    await quickInput.shown('PB402');
    await quickInput.answer(token);
    await quickInput.shown('Who does the account belong to?');
    await quickInput.accept();
    await quickInput.shown('Name of the connection');
    await quickInput.accept();
    await window.notifications.message('“by token” is connected').waitFor();
  });

  it('can be cancelled while it waits, and keeps the answers', async () => {
    await signIn('given up');
    await window.notifications.press('Waiting for you to sign in', 'Cancel');
    await window.quickInput.shown('Name of the connection');
    assert.equal(await window.quickInput.input.inputValue(), 'given up');
    await window.quickInput.cancel();
    assert.equal(await window.tree('Connections').row('given up').count(), 0);
  });

  it('says that access was denied, and finishes another way: by the pasted address, and by no other', async () => {
    const { quickInput } = window;
    const denied = await signIn('by paste');
    await decide(denied, 'Deny');
    await quickInput.shown('access was denied');
    const labels = (await quickInput.labels()).map((label) => label.trim());
    for (const label of ['Try again', 'Change the answers']) assert.ok(labels.includes(label), label);

    const opened = person.context.waitForEvent('page');
    await quickInput.pick('Paste the address by hand');
    const page = await opened;
    // Nothing listens at the address that the browser is sent to.
    const comesBack = page.waitForRequest(/\/callback\/acme\?/);
    await decide(page, 'Allow');
    const address = (await comesBack).url();
    remember(new URL(address).searchParams.get('code') ?? '');

    await window.notifications.message('Waiting for you to sign in').getByText('Paste the address…').click();
    await quickInput.shown('copy the whole address');
    await quickInput.answer('https://acme.example/');
    await quickInput.shown('PB205');
    await quickInput.answer(address.replace(/state=[^&]+/, 'state=forged'));
    await quickInput.shown('PB203');
    await quickInput.answer(address);
    await window.notifications.message('“by paste” is connected').waitFor();
  });
});
