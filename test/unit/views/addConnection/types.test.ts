import assert from 'node:assert/strict';
import { connectorSchema } from '../../../../src/model/connector.ts';
import { accountKind, chosenType } from '../../../../src/views/addConnection/webview/chosen.ts';
import { noteOf } from '../../../../src/views/addConnection/webview/form.ts';
import { qrPath } from '../../../../src/views/addConnection/webview/qrPicture.ts';
import { fromSaved, toSaved } from '../../../../src/views/addConnection/webview/saved.ts';
import { timeLeft } from '../../../../src/views/addConnection/webview/timeLeft.ts';
import { ungovernedForm } from '../../../support/ungoverned.ts';
import { connector, panelWithForm, personal, shared, type TestPanel } from './panelFixture.ts';

const key = '-----BEGIN PRIVATE KEY-----\nnever-to-be-seen\n-----END PRIVATE KEY-----';
const form = ungovernedForm(
  connectorSchema.parse({
    ...connector,
    authTypes: ['byoa', 'clientCredentials', 'basic', 'deviceCode'],
    oauth: { ...connector.oauth, deviceUrl: 'https://acme.example/device', privateKeyJwt: true },
  }),
);

/** A panel at the form of a connector with more types. */
function panelOf(authType: 'clientCredentials' | 'basic' | 'deviceCode'): TestPanel {
  return panelWithForm([personal, shared])
    .receive({ type: 'form', form, redirectUris: [] })
    .act({ type: 'pickType', authType });
}

function note(panel: TestPanel, name: string) {
  const field = chosenType(panel.state)?.fields.find((one) => one.name === name);
  assert.ok(field);
  return noteOf(panel.state, field);
}

describe('add panel: service accounts, keys and passwords', () => {
  it('takes client credentials for a service account, until the person says otherwise', () => {
    const panel = panelOf('clientCredentials');
    assert.equal(accountKind(panel.state), 'service');
    panel.act({ type: 'pickType', authType: 'basic' });
    assert.equal(accountKind(panel.state), 'personal');
    panel.act({ type: 'belongsTo', accountKind: 'personal' }, { type: 'pickType', authType: 'clientCredentials' });
    assert.equal(accountKind(panel.state), 'personal');
    assert.equal(accountKind(fromSaved(toSaved(panel.state))), 'personal');
  });

  it('wants a secret or a key, says so once both were passed by, and sends the one that is there', () => {
    const panel = panelOf('clientCredentials').type('clientId', 'robot');
    panel.act({ type: 'leaveField', name: 'clientSecret' });
    assert.deepEqual(note(panel, 'clientSecret'), {}, 'the key may still come');
    panel.act({ type: 'leaveField', name: 'privateKey' });
    assert.equal(note(panel, 'clientSecret').error, 'Client secret or Private key is needed.');
    const hasty = panelOf('clientCredentials').type('clientId', 'robot').act({ type: 'submit' });
    assert.equal(note(hasty, 'clientSecret').error, 'Client secret or Private key is needed.');
    assert.equal(hasty.focus, 'field-clientSecret');
    panel.type('privateKey', key);
    assert.deepEqual([note(panel, 'clientSecret'), note(panel, 'privateKey')], [{}, {}]);
    panel.act({ type: 'submit' });
    assert.ok(panel.last?.type === 'connect');
    assert.deepEqual(panel.last.values, { region: 'eu', clientId: 'robot', privateKey: key });
    assert.deepEqual(panel.last.accountKind, 'service');
  });

  it('keeps a key and a password out of what is saved and out of addresses', () => {
    const panel = panelOf('clientCredentials').type('clientId', 'robot').type('privateKey', key);
    panel.act({ type: 'openPage', link: 'create' });
    assert.ok(panel.last?.type === 'openLink');
    panel.act({ type: 'pickType', authType: 'basic' }).type('username', 'ada').type('password', 'never-to-be-seen');
    assert.ok(!JSON.stringify([panel.last, toSaved(panel.state)]).includes('never-to-be-seen'));
    assert.equal(fromSaved(toSaved(panel.state)).values['username'], 'ada');
  });

  it('sends a password as it was typed, with its spaces', () => {
    const panel = panelOf('basic')
      .type('username', ' ada ')
      .type('password', ' correct horse ')
      .act({ type: 'submit' });
    assert.ok(panel.last?.type === 'connect');
    assert.deepEqual([panel.last.values['username'], panel.last.values['password']], ['ada', ' correct horse ']);
  });

  it('has nothing left to ask after a reload once the connection was made', () => {
    const panel = panelOf('basic').type('username', 'ada').type('password', 'x').act({ type: 'nameIt', name: 'Mine' });
    panel.act({ type: 'submit' }).receive({ type: 'connected', id: '1', name: 'Mine', folder: shared.id });
    const again = fromSaved(JSON.parse(JSON.stringify(toSaved(panel.state))));
    assert.deepEqual(
      [again.step, again.folder, again.connector, again.authType, again.values, again.name],
      ['application', shared.id, undefined, undefined, {}, ''],
    );
  });
});

describe('add panel: a code to type', () => {
  const code = { userCode: 'WDJB-MJHT', verificationUri: 'https://acme.example/device', expiresAt: 1 };
  const waiting = () =>
    panelOf('deviceCode').type('clientId', 'tv').act({ type: 'submit' }).receive({ type: 'deviceCode', code });
  const device = (panel: TestPanel) => panel.state.attempt.status === 'connecting' && panel.state.attempt.device;

  it('shows it while it waits, and lets the extension copy it and open its page', () => {
    const panel = waiting();
    assert.deepEqual(device(panel), { ...code, copied: false });
    panel.act({ type: 'copyCode' });
    assert.deepEqual(panel.last, { type: 'copyDeviceCode' });
    panel.receive({ type: 'deviceCodeCopied' }, { type: 'progress', message: 'Waiting…', paste: false });
    assert.deepEqual(device(panel), { ...code, copied: true });
    panel.act({ type: 'openDevicePage' });
    assert.deepEqual(panel.last, { type: 'openDevicePage' });
  });

  it('forgets it with the attempt, and never saves it', () => {
    const panel = waiting();
    assert.ok(!JSON.stringify(toSaved(panel.state)).includes(code.userCode));
    panel.receive({ type: 'cancelled' }, { type: 'deviceCode', code }, { type: 'deviceCodeCopied' });
    assert.deepEqual(panel.state.attempt, { status: 'cancelled' });
  });

  it('says in coarse words how long it is good', () => {
    const words = [600_000, 89_000, 59_000, 29_000, -1000].map(timeLeft);
    assert.deepEqual(words, [
      'The code is good for about 10 more minutes.',
      'The code is good for about one more minute.',
      'The code is good for about one more minute.',
      'The code runs out in a few seconds.',
      'The code runs out in a few seconds.',
    ]);
  });

  it('draws a picture with a light edge around it, and none of a text that is too long', () => {
    const drawn = qrPath('https://acme.example/device?user_code=WDJB-MJHT');
    assert.ok(drawn);
    const dark = new Set(drawn.path.match(/M\d+ \d+/g));
    // The corner that every camera looks for: seven dark modules, behind four light ones.
    assert.deepEqual(
      Array.from({ length: 12 }, (_, x) => dark.has(`M${x} 4`)),
      [false, false, false, false, true, true, true, true, true, true, true, false],
    );
    assert.ok(![...dark].some((module) => /^M[0-3] | [0-3]$/.test(module)));
    assert.equal(qrPath('x'.repeat(5000)), undefined);
  });
});
