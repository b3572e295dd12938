import assert from 'node:assert/strict';
import type { Connector } from '../../../../src/model/connector.ts';
import { emptyDraft, requestOf, withAuthType, withConnector } from '../../../../src/views/quickAdd/draft.ts';
import { type TestParts, testParts } from '../../../support/testParts.ts';
import { ungovernedForm } from '../../../support/ungoverned.ts';
import { personal } from '../tree/samples.ts';

describe('draft of quick add', () => {
  let parts: TestParts;
  let acme: Connector;
  let github: Connector;

  before(async () => {
    parts = await testParts();
    acme = await parts.catalog.connector('acme');
    github = await parts.catalog.connector('github');
  });
  after(() => parts.close());

  it('forgets what was answered for another application, but not the folder', () => {
    const typed = {
      ...withConnector({ ...emptyDraft, folder: personal }, acme, ungovernedForm(acme)),
      values: { a: '1' },
      name: 'n',
    };
    assert.deepEqual(withConnector(typed, acme, ungovernedForm(acme)).values, { a: '1' });
    const other = withConnector(typed, github, ungovernedForm(github));
    assert.deepEqual([other.values, other.name, other.authType, other.folder], [{}, '', undefined, personal]);
  });

  it('preselects the scopes of an authentication type once', () => {
    const form = ungovernedForm(acme);
    const oauth = form.authTypes.find(({ scopes }) => scopes);
    assert.ok(oauth);
    const draft = withAuthType(withConnector(emptyDraft, acme, form), oauth);
    const preselected = oauth.scopes
      ?.filter(({ required, preselected: offered }) => required || offered)
      .map(({ name }) => name);
    assert.deepEqual(draft.scopes, preselected);
    assert.deepEqual(withAuthType({ ...draft, scopes: ['own'] }, oauth).scopes, ['own']);
  });

  it('takes client credentials for a service account, and sends of secret and key the one that was asked for', () => {
    const form = ungovernedForm(acme);
    const service = form.authTypes.find(({ type }) => type === 'clientCredentials');
    assert.ok(service);
    const draft = withAuthType(withConnector({ ...emptyDraft, folder: personal }, acme, form), service);
    const request = (values: Record<string, string>) => requestOf({ ...draft, values });
    assert.equal(request({})?.accountKind, 'service');
    assert.equal(requestOf({ ...draft, accountKind: 'personal' })?.accountKind, 'personal');
    assert.deepEqual(request({ clientSecret: 's', privateKey: 'given before' })?.values, { clientSecret: 's' });
    assert.deepEqual(request({ clientSecret: '', privateKey: 'k' })?.values, { clientSecret: '', privateKey: 'k' });
  });

  it('becomes a request when it is whole, with the values of the chosen type only', () => {
    const form = ungovernedForm(acme);
    const pat = form.authTypes.find(({ type }) => type === 'pat');
    assert.ok(pat);
    const draft = withAuthType(withConnector({ ...emptyDraft, folder: personal }, acme, form), pat);
    assert.equal(requestOf({ ...draft, folder: undefined as never }), undefined);
    const request = requestOf({ ...draft, values: { token: 't', clientSecret: 'left over' } }, 'paste');
    assert.deepEqual(request?.values, { token: 't' });
    assert.deepEqual(
      [request?.folder, request?.connector, request?.authType, request?.way],
      ['personal', 'acme', 'pat', 'paste'],
    );
  });
});
