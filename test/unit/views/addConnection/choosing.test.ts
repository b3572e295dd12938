import assert from 'node:assert/strict';
import { fromSaved, toSaved } from '../../../../src/views/addConnection/webview/saved.ts';
import { stepLines } from '../../../../src/views/addConnection/webview/stepper.ts';
import { card, filledIn, formMessage, panelWithForm, personal, shared, TestPanel } from './panelFixture.ts';

const connectors = [card('acme', { name: 'Acme' }), card('other', { name: 'Other' })];

describe('add panel: choosing', () => {
  it('begins at the folder with the Personal Workspace chosen, and at the application where there is no other', () => {
    const two = new TestPanel().receive({ type: 'gallery', folders: [personal, shared], connectors });
    assert.deepEqual([two.state.step, two.state.folder, two.focus], ['folder', 'personal', 'heading']);
    const one = new TestPanel().receive({ type: 'gallery', folders: [personal], connectors });
    assert.equal(one.state.step, 'application');
  });

  it('goes where the place of the click leads', () => {
    const gallery = { type: 'gallery' as const, folders: [personal, shared], connectors };
    const folder = new TestPanel().receive(gallery, { type: 'preselect', folder: shared.id });
    assert.deepEqual([folder.state.step, folder.state.folder], ['application', shared.id]);
    const both = new TestPanel().receive(gallery, { type: 'preselect', folder: shared.id, connector: 'acme' });
    assert.equal(both.state.step, 'signIn');
    assert.deepEqual(both.last, { type: 'chooseConnector', key: 'acme', folder: shared.id });
    const link = new TestPanel().receive(gallery, { type: 'preselect', connector: 'acme' });
    assert.equal(link.state.step, 'folder');
    assert.equal(link.receive(formMessage).act({ type: 'confirmFolder' }).state.step, 'signIn');
    const unknown = new TestPanel().receive(gallery, { type: 'preselect', folder: 'shared:/x', connector: 'nothing' });
    assert.deepEqual(
      [unknown.state.step, unknown.state.folder, unknown.state.connector],
      ['folder', 'personal', undefined],
    );
  });

  it('leaves what is typed alone where the panel is only brought to the front', () => {
    const panel = panelWithForm().type('clientId', 'app-1');
    const { state } = panel;
    assert.deepEqual(panel.receive({ type: 'preselect' }).state, state);
  });

  it('does not choose a folder that cannot be used, and leaves one that became so', () => {
    const blocked = { ...shared, blocked: 'Not trusted.' };
    const panel = panelWithForm();
    assert.equal(panel.state.folder, shared.id);
    panel.receive({ type: 'gallery', folders: [personal, blocked], connectors });
    assert.deepEqual([panel.state.folder, panel.state.step], ['personal', 'signIn']);
    panel.receive({ type: 'preselect', folder: shared.id });
    assert.equal(panel.state.folder, 'personal');
  });

  it('forgets what was typed with another application, and keeps it with the same', () => {
    const panel = filledIn(panelWithForm());
    panel.act({ type: 'goTo', step: 'application' }, { type: 'pickConnector', key: 'acme' });
    assert.equal(panel.state.values['clientId'], 'app-1');
    panel.act({ type: 'goTo', step: 'application' }, { type: 'pickConnector', key: 'other' });
    assert.deepEqual([panel.state.values, panel.state.secrets, panel.state.form], [{}, {}, undefined]);
    assert.equal(panel.receive(formMessage).state.form, undefined, 'the form of another connector is not taken');
  });

  it('keeps what is typed when folders and connections change', () => {
    const panel = filledIn(panelWithForm());
    const { values, secrets, step } = panel.state;
    panel.receive({ type: 'gallery', folders: [personal, shared], connectors: [...connectors, card('new')] });
    assert.deepEqual([panel.state.values, panel.state.secrets, panel.state.step], [values, secrets, step]);
    assert.equal(panel.focus, undefined);
    panel.receive({ type: 'gallery', folders: [personal, shared], connectors: [card('other')] });
    assert.deepEqual([panel.state.step, panel.state.connector], ['application', undefined]);
  });

  it('shows in the stepper what was chosen, and lets one go back to it', () => {
    const lines = stepLines(panelWithForm().state);
    assert.deepEqual(
      lines.map(({ status, value, open }) => [status, value, open]),
      [
        ['done', 'Finance', true],
        ['done', 'Acme', true],
        ['current', 'Bring your own OAuth 2.0 app', false],
        ['ahead', undefined, true],
        ['ahead', undefined, false],
      ],
    );
    const busy = filledIn(panelWithForm()).act({ type: 'submit' });
    assert.ok(stepLines(busy.state).every(({ open }) => !open));
    assert.equal(busy.act({ type: 'goTo', step: 'connect' }).state.step, 'connect');
  });

  it('does not go ahead of what was chosen', () => {
    const panel = new TestPanel().receive({ type: 'gallery', folders: [personal, shared], connectors });
    assert.equal(panel.act({ type: 'goTo', step: 'details' }).state.step, 'folder');
    assert.equal(panel.act({ type: 'goTo', step: 'application' }).state.step, 'application');
  });

  it('comes back after a reload with everything but the secrets, and asks for the form again', () => {
    const panel = filledIn(panelWithForm()).act({ type: 'nameIt', name: 'Mine' });
    const saved = JSON.parse(JSON.stringify(toSaved(panel.state)));
    assert.ok(!JSON.stringify(saved).includes('a-secret-of-the-app'));
    const again = new TestPanel(fromSaved(saved));
    again.receive({ type: 'gallery', folders: [personal, shared], connectors });
    assert.deepEqual(again.last, { type: 'chooseConnector', key: 'acme', folder: shared.id });
    again.receive(formMessage);
    assert.deepEqual(
      [again.state.folder, again.state.name, again.state.values['clientId']],
      [shared.id, 'Mine', 'app-1'],
    );
    assert.deepEqual(again.state.secrets, {});
  });

  it('does not come back into an attempt that ended with the window, nor from a state of another version', () => {
    const connecting = filledIn(panelWithForm()).act({ type: 'submit' });
    assert.equal(fromSaved(toSaved(connecting.state)).step, 'details');
    for (const saved of [undefined, null, 'text', {}, { version: 0, step: 'details' }]) {
      assert.equal(fromSaved(saved).step, 'folder');
    }
  });
});
