import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { json, LocalServer } from '../support/localServer.ts';
import { remember } from '../support/secrets.ts';
import type { Workbench } from './workbench.ts';
import { newPerson, type Person } from './world.ts';

describe('another extension in a real window', () => {
  const key = remember(`key-${randomUUID()}`);
  const api = new LocalServer();
  let person: Person;
  let window: Workbench;

  before(async () => {
    await api.start();
    api.answer = ({ url, headers }, response) => {
      const known = headers.authorization === `Bearer ${key}`;
      json(
        response,
        url.pathname === '/me' ? { login: 'ada@acme.example' } : { tickets: [1, 2, 3] },
        known ? 200 : 401,
      );
    };
    person = await newPerson();
    window = await person.open();
    await window.openView('Patchbay');
    await window.tree('Connections').row('Finance').waitFor();
  });
  after(async () => {
    await person.leave();
    await api.stop();
  });

  const refused = 'No tickets: You do not let “Ticket Counter” use';
  const count = async (each: Workbench) => {
    await each.notifications.clear();
    await each.run('Ticket Counter: Count Tickets');
    await each.quickInput.shown('A connection for the extension “Ticket Counter” (acme.caller)');
    await each.quickInput.pick('Help desk');
  };

  it('has a session from the editor, which asks the person; a connection is added on the way', async () => {
    const { quickInput } = window;
    await window.run('Ticket Counter: Ask the Editor for a Session');
    await window.dialog().getByText('Ticket Counter').first().waitFor();
    await window.dialogButton('Allow').click();
    for (const [question, answer] of [
      ['API address.', api.origin],
      ['Header.', 'Authorization'],
      ['Before the key.', 'Bearer'],
      ['Health path.', '/me'],
      ['API key.', key],
    ] as const) {
      await quickInput.shown(question);
      await quickInput.answer(answer);
    }
    await quickInput.shown('Who does the account belong to?');
    await quickInput.accept();
    await quickInput.shown('Name of the connection');
    await quickInput.answer('Help desk');
    const session = 'A session of ada@acme.example · Help desk (Any API with a key, Personal Workspace)';
    await window.notifications.message(session).waitFor();
  });

  it('has it again without a question', async () => {
    await window.notifications.clear();
    await window.run('Ticket Counter: Ask the Editor for a Session');
    await window.notifications.message('A session of ada@acme.example').waitFor();
    assert.equal(await window.dialog().isVisible(), false);
  });

  it('uses a connection that the person chooses and allows, and no longer when they revoke it, in all windows', async () => {
    const { quickInput, notifications } = window;
    await count(window);
    await window.dialog().getByText('Let the extension “Ticket Counter” (acme.caller) use').waitFor();
    for (const words of ['Publisher: acme', 'Account: ada@acme.example', 'Manage Access of Extensions'])
      await window.dialog().getByText(words).first().waitFor();
    await window.dialogButton('Allow').click();
    await notifications.message('3 tickets').waitFor();
    assert.equal(api.requests.at(-1)?.url.pathname, '/tickets');

    const other = await person.open();
    await count(other);
    await other.notifications.message('3 tickets').waitFor();
    assert.equal(await other.dialog().isVisible(), false);

    await window.run('Patchbay: Manage Access of Extensions and Agents…');
    await quickInput.shown('Choose an answer to change');
    await quickInput.pick('Help desk');
    await quickInput.pick('Revoke for Good');
    await quickInput.shown('Choose an answer to change');
    await quickInput.cancel();
    for (const each of [window, other]) {
      await count(each);
      await each.notifications.message(refused).waitFor();
    }
  });
});
