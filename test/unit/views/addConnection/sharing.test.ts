import assert from 'node:assert/strict';
import type { GovernedType, SharingOption } from '../../../../src/connections/governedFormTypes.ts';
import type { Sharing } from '../../../../src/model/sharing.ts';
import {
  chosenSharing,
  fieldsOf,
  impossibleSharing,
  isShared,
} from '../../../../src/views/addConnection/webview/chosen.ts';
import { noteOf, refusal } from '../../../../src/views/addConnection/webview/form.ts';
import { fromSaved, toSaved } from '../../../../src/views/addConnection/webview/saved.ts';
import { ungovernedForm } from '../../../support/ungoverned.ts';
import { connector, panelWithForm, shared, type TestPanel } from './panelFixture.ts';

const problem = { code: 'PB707', message: 'It changes.', remedy: 'Let each sign in.', join: false };
const ways = (...open: Sharing[]) =>
  (['sealed', 'eachMember', 'reference'] as const).map((kind): SharingOption => {
    return { kind, label: kind, description: '', ...(open.includes(kind) ? {} : { problem }) };
  });
/** As it is in a shared folder: an own app changes when it is used, a token does not. */
const sharing: Record<string, Pick<GovernedType, 'sharing' | 'usualSharing'>> = {
  byoa: { sharing: ways('eachMember'), usualSharing: { personal: 'eachMember', service: 'eachMember' } },
  pat: {
    sharing: ways('sealed', 'eachMember', 'reference'),
    usualSharing: { personal: 'eachMember', service: 'sealed' },
  },
};

function panelOf(changes = sharing): TestPanel {
  const form = ungovernedForm(connector, shared.id);
  const authTypes = form.authTypes.map((type) => ({ ...type, ...changes[type.type] }));
  return panelWithForm([shared]).receive({ type: 'form', form: { ...form, authTypes }, redirectUris: [] });
}

function note(panel: TestPanel, name: string) {
  const field = fieldsOf(panel.state).find((one) => one.name === name);
  assert.ok(field);
  return noteOf(panel.state, field);
}

const secret = 'acme_secret_0123456789';

describe('add panel: sharing', () => {
  it('follows the account kind and the authentication type, until the person says otherwise', () => {
    const panel = panelOf();
    assert.equal(chosenSharing(panel.state), 'eachMember');
    panel.act({ type: 'pickType', authType: 'pat' });
    assert.equal(chosenSharing(panel.state), 'eachMember');
    panel.act({ type: 'belongsTo', accountKind: 'service' });
    assert.equal(chosenSharing(panel.state), 'sealed');
    panel.act({ type: 'share', sharing: 'reference' }, { type: 'belongsTo', accountKind: 'personal' });
    assert.equal(chosenSharing(panel.state), 'reference');
    panel.act({ type: 'pickType', authType: 'byoa' });
    assert.equal(chosenSharing(panel.state), 'eachMember', 'what is not possible is not chosen');
    panel.act({ type: 'pickType', authType: 'pat' });
    assert.equal(chosenSharing(panel.state), 'reference', 'what was said is remembered');
  });

  it('asks where a secret lies instead of the secret, says what is wrong with it, and sends no secret', () => {
    const panel = panelOf().act({ type: 'pickType', authType: 'pat' }).type('token', secret);
    panel.act({ type: 'share', sharing: 'reference' });
    assert.deepEqual(note(panel, 'token'), {});
    const field = fieldsOf(panel.state).find(({ name }) => name === 'token');
    assert.ok(field?.kind === 'reference');
    const type = (value: string) => panel.act({ type: 'typeValue', field, value });
    assert.deepEqual(note(type('vault://main/'), 'token'), {}, 'nobody is told off on the way');
    assert.match(note(type('acme_key'), 'token').error ?? '', /begins with neither/);
    panel.act({ type: 'submit' });
    assert.deepEqual([panel.focus, panel.sent.some((sent) => sent.type === 'connect')], ['field-token', false]);
    type(' env:ACME_TOKEN ').act({ type: 'submit' });
    assert.ok(panel.last?.type === 'connect');
    const { values, references, sharing: sent } = panel.last;
    assert.deepEqual([values, references, sent], [{ region: 'eu' }, { token: 'env:ACME_TOKEN' }, 'reference']);
    panel.receive({ type: 'cancelled' }).act({ type: 'share', sharing: 'sealed' }, { type: 'submit' });
    assert.ok(panel.last?.type === 'connect');
    assert.deepEqual([panel.last.values['token'], panel.last.references], [secret, undefined], 'each keeps its own');
  });

  it('in the Personal Workspace says only that a secret lies elsewhere, and takes it back', () => {
    const panel = panelOf({ pat: { sharing: ways('reference').slice(2), usualSharing: {} } });
    panel.act({ type: 'pickType', authType: 'pat' }).type('token', secret);
    assert.deepEqual([isShared(panel.state), impossibleSharing(panel.state)], [false, []]);
    panel.act({ type: 'share', sharing: 'reference' });
    const field = fieldsOf(panel.state).find(({ kind }) => kind === 'reference');
    assert.ok(field);
    panel.act({ type: 'typeValue', field, value: 'env:ACME_TOKEN' }, { type: 'submit' });
    assert.ok(panel.last?.type === 'connect');
    assert.deepEqual([panel.last.sharing, panel.last.references], ['reference', { token: 'env:ACME_TOKEN' }]);
    panel.receive({ type: 'cancelled' }).act({ type: 'share' }, { type: 'submit' });
    assert.ok(panel.last?.type === 'connect');
    assert.deepEqual([panel.last.sharing, panel.last.values['token']], [undefined, secret]);
  });

  it('says nothing of it where nothing is to choose', () => {
    const panel = panelOf({}).act({ type: 'pickType', authType: 'pat' }).type('token', secret);
    panel.act({ type: 'share', sharing: 'reference' }, { type: 'submit' });
    assert.ok(panel.last?.type === 'connect');
    assert.deepEqual(
      [panel.last.sharing, panel.last.references, panel.last.values['token']],
      [undefined, undefined, secret],
    );
  });

  it('sends nothing where nothing is possible, and leads there', () => {
    const panel = panelOf({ pat: { sharing: ways(), usualSharing: {} } });
    panel.act({ type: 'pickType', authType: 'pat' }).type('token', secret).act({ type: 'submit' });
    assert.deepEqual([panel.focus, panel.sent.some((sent) => sent.type === 'connect')], ['field-sharing', false]);
    assert.equal(impossibleSharing(panel.state).length, 3);
    assert.equal(impossibleSharing(panelOf({}).state).length, 0);
  });

  it('shows a refusal beside it until something else is chosen', () => {
    const panel = panelOf().act({ type: 'pickType', authType: 'pat' }).type('token', secret).act({ type: 'submit' });
    panel.receive({ type: 'failed', problem, field: 'sharing', ways: [] });
    assert.equal(panel.focus, 'field-sharing');
    assert.match(refusal(panel.state, 'sharing') ?? '', /It changes/);
    panel.act({ type: 'share', sharing: 'sealed' });
    assert.equal(refusal(panel.state, 'sharing'), undefined);
  });

  it('asks to join without saying where', () => {
    assert.deepEqual(panelOf().act({ type: 'joinWorkspace' }).last, { type: 'joinWorkspace' });
  });

  it('saves what was chosen and where secrets lie, and nothing that may be the secret itself', () => {
    const panel = panelOf().act({ type: 'pickType', authType: 'pat' }, { type: 'share', sharing: 'reference' });
    const field = fieldsOf(panel.state).find(({ name }) => name === 'token');
    assert.ok(field);
    panel.act({ type: 'typeValue', field, value: 'file:/run/secrets/acme' });
    const saved = fromSaved(JSON.parse(JSON.stringify(toSaved(panel.state))));
    assert.deepEqual([saved.sharing, saved.references], ['reference', { token: 'file:/run/secrets/acme' }]);
    panel.act({ type: 'typeValue', field, value: secret });
    assert.ok(!JSON.stringify(toSaved(panel.state)).includes(secret));
    panel.receive({ type: 'connected', id: '1', name: 'n', folder: shared.id }).act({ type: 'another' });
    assert.deepEqual([panel.state.sharing, panel.state.references], [undefined, {}]);
  });
});
