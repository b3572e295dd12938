import assert from 'node:assert/strict';
import { refusal } from '../../../../src/views/addConnection/webview/form.ts';
import { filledIn, panelWithForm, shared } from './panelFixture.ts';

const problem = { code: 'PB000', message: 'It went wrong.', remedy: 'Do it again.' };
const connecting = () => filledIn(panelWithForm()).act({ type: 'submit' });

describe('add panel: connecting', () => {
  it('shows how it goes on, and takes an address while one may be pasted', () => {
    const panel = connecting();
    assert.deepEqual([panel.state.step, panel.focus], ['connect', 'heading']);
    panel.receive({ type: 'progress', message: 'In the browser…', paste: true });
    assert.deepEqual(panel.state.attempt, { status: 'connecting', message: 'In the browser…', paste: true });
    panel.act({ type: 'paste', address: ' http://127.0.0.1/?code=1 ' });
    assert.deepEqual(panel.last, { type: 'pasteAddress', address: 'http://127.0.0.1/?code=1' });
    panel.receive({ type: 'pasteRefused', problem });
    assert.ok(panel.state.attempt.status === 'connecting' && panel.state.attempt.pasteProblem);
    assert.equal(panel.focus, 'field-pasteAddress');
    panel.act({ type: 'paste', address: 'http://127.0.0.1/?code=2' });
    assert.ok(panel.state.attempt.status === 'connecting' && !panel.state.attempt.pasteProblem);
  });

  it('comes back to the form after a cancel, with everything that was typed', () => {
    const panel = connecting().act({ type: 'stop' });
    assert.deepEqual(panel.last, { type: 'cancel' });
    panel.receive({ type: 'cancelled' });
    assert.deepEqual([panel.state.step, panel.state.attempt.status], ['details', 'cancelled']);
    assert.equal(panel.state.secrets['clientSecret'], 'a-secret-of-the-app');
    panel.receive({ type: 'progress', message: 'too late', paste: false });
    assert.equal(panel.state.attempt.status, 'cancelled');
  });

  it('leads to the field that a failure is about, until the field is changed', () => {
    const panel = connecting().receive({ type: 'failed', problem, field: 'clientId', ways: [] });
    assert.deepEqual([panel.state.step, panel.focus], ['details', 'field-clientId']);
    assert.equal(refusal(panel.state, 'clientId'), 'It went wrong. Do it again.');
    panel.type('site', 'https://acme.test');
    assert.ok(refusal(panel.state, 'clientId'));
    panel.type('clientId', 'app-2');
    assert.deepEqual([refusal(panel.state, 'clientId'), panel.state.attempt.status], [undefined, 'none']);
  });

  it('leads to what a failure is about elsewhere', () => {
    const at = (field?: string) => {
      const panel = connecting().receive({ type: 'failed', problem, ways: [], ...(field ? { field } : {}) });
      return [panel.state.step, panel.focus];
    };
    assert.deepEqual(at('folder'), ['folder', 'problem']);
    assert.deepEqual(at('authType'), ['signIn', 'problem']);
    assert.deepEqual(at('name'), ['details', 'field-name']);
    assert.deepEqual(at('nothing that is shown'), ['details', 'problem']);
    assert.deepEqual(at(), ['details', 'problem']);
  });

  it('tries another way with the same answers', () => {
    const panel = connecting();
    const first = panel.last;
    panel.receive({ type: 'failed', problem, ways: ['paste'] }).act({ type: 'submit', way: 'paste' });
    assert.deepEqual(panel.last, { ...first, way: 'paste' });
  });

  it('goes back to the gallery where the form could not be had', () => {
    const panel = panelWithForm().act({ type: 'pickConnector', key: 'other' });
    panel.receive({ type: 'failed', problem, ways: [] });
    assert.deepEqual(
      [panel.state.step, panel.state.connector, panel.state.attempt.status],
      ['application', undefined, 'failed'],
    );
  });

  it('forgets the secrets once it is connected, and begins again in the same folder', () => {
    const panel = connecting().receive({ type: 'connected', id: '1', name: 'Mine', account: 'ada', folder: shared.id });
    assert.deepEqual([panel.state.secrets, panel.state.step, panel.focus], [{}, 'connect', 'heading']);
    panel.act({ type: 'show' });
    assert.deepEqual(panel.last, { type: 'showDetails', id: '1' });
    panel.act({ type: 'another' });
    const { step, folder, connector, values, attempt } = panel.state;
    assert.deepEqual(
      [step, folder, connector, values, attempt.status],
      ['application', shared.id, undefined, {}, 'none'],
    );
  });

  it('begins again where the person clicks + after a success, and is not disturbed while it runs', () => {
    const running = connecting();
    const { state } = running;
    assert.equal(running.receive({ type: 'preselect', folder: 'personal' }).state, state);
    running.receive(
      { type: 'connected', id: '1', name: 'Mine', folder: shared.id },
      { type: 'preselect', folder: 'personal' },
    );
    assert.deepEqual([running.state.step, running.state.folder], ['application', 'personal']);
  });
});
