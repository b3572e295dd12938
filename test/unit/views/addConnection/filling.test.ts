import assert from 'node:assert/strict';
import { chosenType } from '../../../../src/views/addConnection/webview/chosen.ts';
import { chosenScopes, noteOf, otherScopes, parseScopes } from '../../../../src/views/addConnection/webview/form.ts';
import { filledIn, panelWithForm, type TestPanel } from './panelFixture.ts';

function note(panel: TestPanel, name: string) {
  const field = chosenType(panel.state)?.fields.find((one) => one.name === name);
  assert.ok(field);
  return noteOf(panel.state, field);
}

function type(panel: TestPanel) {
  const chosen = chosenType(panel.state);
  assert.ok(chosen);
  return chosen;
}

describe('add panel: filling in', () => {
  it('offers the first authentication type, and keeps what two of them share', () => {
    const panel = panelWithForm();
    assert.equal(panel.state.authType, 'byoa');
    panel.type('site', 'https://acme.test').act({ type: 'pickType', authType: 'pat' });
    assert.equal(panel.state.values['site'], 'https://acme.test');
  });

  it('says what is wrong while one types, but not before one has begun nor in the middle of “https”', () => {
    const panel = panelWithForm();
    assert.deepEqual(note(panel, 'clientId'), {});
    assert.deepEqual(note(panel.type('site', 'http'), 'site'), {});
    assert.match(note(panel.type('site', 'acme'), 'site').error ?? '', /must be an address/);
    assert.deepEqual(note(panel.type('site', 'https://acme.test'), 'site'), {});
    assert.match(note(panel.act({ type: 'leaveField', name: 'clientId' }), 'clientId').error ?? '', /needed/);
  });

  it('hints at a token that looks like another one, and not while its beginning is typed', () => {
    const panel = panelWithForm().act({ type: 'pickType', authType: 'pat' });
    assert.deepEqual(note(panel.type('token', 'acm'), 'token'), {});
    assert.match(note(panel.type('token', 'ghp_123'), 'token').hint ?? '', /acme_/);
    assert.deepEqual(note(panel.type('token', 'acme_123'), 'token'), {});
  });

  it('keeps required scopes, takes others out and in, and takes scopes that the connector does not know', () => {
    const panel = panelWithForm();
    assert.deepEqual(chosenScopes(panel.state, type(panel)), ['api', 'read']);
    panel.act({ type: 'chooseScopes', authType: 'byoa', scopes: ['custom:thing'] });
    assert.deepEqual(chosenScopes(panel.state, type(panel)), ['api', 'custom:thing']);
    assert.deepEqual(
      otherScopes(panel.state, type(panel)).map(({ name }) => name),
      ['read', 'write'],
    );
  });

  it('takes scopes as they are written elsewhere, and refuses what cannot be one', () => {
    assert.deepEqual(parseScopes(' repo, read:org  user '), { scopes: ['repo', 'read:org', 'user'] });
    assert.deepEqual(parseScopes('https://www.example.com/auth/drive.file').scopes.length, 1);
    assert.match(parseScopes('sc“ope').error ?? '', /cannot be a scope/);
  });

  it('sends everything that was chosen and typed, trimmed, with what was proposed', () => {
    const panel = filledIn(panelWithForm()).type('site', ' https://acme.test ').act({ type: 'nameIt', name: ' Mine ' });
    panel.act({ type: 'belongsTo', accountKind: 'service' }, { type: 'submit' });
    assert.deepEqual(panel.last, {
      type: 'connect',
      folder: 'shared:/f',
      connector: 'acme',
      authType: 'byoa',
      name: 'Mine',
      accountKind: 'service',
      values: { site: 'https://acme.test', region: 'eu', clientId: 'app-1', clientSecret: 'a-secret-of-the-app' },
      scopes: ['api', 'read'],
    });
  });

  it('sends only the fields of the chosen authentication type', () => {
    const panel = filledIn(panelWithForm()).act({ type: 'pickType', authType: 'pat' }).type('token', 'acme_123456');
    panel.act({ type: 'submit' });
    assert.ok(panel.last?.type === 'connect');
    assert.deepEqual([panel.last.values, panel.last.scopes], [{ region: 'eu', token: 'acme_123456' }, []]);
  });

  it('sends nothing that is not good, and leads to the first field that is not', () => {
    const panel = panelWithForm().type('site', 'acme').act({ type: 'submit' });
    assert.deepEqual([panel.sent.some(({ type }) => type === 'connect'), panel.focus], [false, 'field-site']);
    assert.match(note(panel, 'clientSecret').error ?? '', /needed/);
    panel.type('site', '').act({ type: 'submit' });
    assert.equal(panel.focus, 'field-clientId');
  });

  it('does not send while a scope stands there that cannot be one', () => {
    const panel = filledIn(panelWithForm()).act({ type: 'typeScope', text: '“all”' }, { type: 'submit' });
    assert.deepEqual([panel.focus, panel.sent.some(({ type }) => type === 'connect')], ['field-scopes', false]);
    panel.act({ type: 'typeScope', text: 'all' }, { type: 'submit' });
    assert.equal(panel.last?.type, 'connect');
  });

  it('asks for the pages of the application without an address and without a secret', () => {
    const panel = filledIn(panelWithForm()).act({ type: 'openPage', link: 'create' });
    assert.deepEqual(panel.last, {
      type: 'openLink',
      link: 'create',
      connector: 'acme',
      authType: 'byoa',
      values: { region: 'eu', clientId: 'app-1' },
    });
  });
});
