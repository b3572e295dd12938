import assert from 'node:assert/strict';
import type { GovernedType } from '../../../../src/connections/governedFormTypes.ts';
import type { Connector } from '../../../../src/model/connector.ts';
import {
  emptyDraft,
  fieldsToAsk,
  requestOf,
  sharingOf,
  withAuthType,
  withConnector,
} from '../../../../src/views/quickAdd/draft.ts';
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

  it('shares the credential as is usual or as was said, and asks where a secret lies instead of it', () => {
    const form = ungovernedForm(acme);
    const pat = form.authTypes.find(({ type }) => type === 'pat');
    assert.ok(pat);
    const problem = { code: 'PB701', message: '', remedy: '', join: true };
    const shared: GovernedType = {
      ...pat,
      sharing: [
        { kind: 'sealed', label: '', description: '', problem },
        { kind: 'eachMember', label: '', description: '' },
        { kind: 'reference', label: '', description: '' },
      ],
      usualSharing: { personal: 'eachMember', service: 'reference' },
    };
    const draft = withAuthType(withConnector({ ...emptyDraft, folder: personal }, acme, form), shared);
    assert.equal(sharingOf(draft), 'eachMember');
    assert.equal(sharingOf({ ...draft, accountKind: 'service' }), 'reference');
    assert.equal(sharingOf({ ...draft, sharing: 'sealed' }), 'eachMember', 'what is not possible is not chosen');
    const elsewhere = { ...draft, sharing: 'reference' as const };
    assert.equal(fieldsToAsk(elsewhere).find(({ name }) => name === 'token')?.kind, 'reference');
    const answers = { values: { siteUrl: 's', token: 't' }, references: { token: ' env:ACME ', other: 'env:X' } };
    const request = requestOf({ ...elsewhere, ...answers });
    assert.deepEqual(
      [request?.sharing, request?.values, request?.references],
      ['reference', { siteUrl: 's' }, { token: 'env:ACME' }],
    );
    const own = requestOf({ ...draft, ...answers });
    assert.deepEqual([own?.sharing, own?.values['token'], own?.references], ['eachMember', 't', undefined]);
    const alone = requestOf({ ...withAuthType(draft, pat), ...answers });
    assert.deepEqual([alone?.sharing, alone?.references], [undefined, undefined]);
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
