import assert from 'node:assert/strict';
import { connectorForm } from '../../../../src/connections/form.ts';
import type { LocalState } from '../../../../src/model/state.ts';
import { describeDetails } from '../../../../src/views/details/describe.ts';
import { connector } from '../addConnection/panelFixture.ts';
import { detailsSource } from './detailsFixture.ts';

const labels = (source = detailsSource()) => describeDetails(source).facts.map(({ label }) => label);
const value = (label: string, source = detailsSource()) =>
  describeDetails(source).facts.find((fact) => fact.label === label)?.value;
const local: LocalState = {
  version: 1,
  generation: 1,
  storedAt: '2026-11-23T10:00:00Z',
  grant: { status: 'connected' },
  provider: { status: 'reachable' },
};

describe('details: what the page says', () => {
  it('names the connection, its application, folder and account', () => {
    const details = describeDetails(detailsSource());
    assert.deepEqual(
      [details.name, details.connector.name, details.folder, details.account],
      ['Mine', 'acme', 'Finance / Payables', 'ada'],
    );
  });

  it('leaves out what is not known', () => {
    assert.ok(!labels().includes('Expires'));
    assert.ok(!labels().includes('Last checked'));
    assert.ok(!labels().includes('Created'));
    assert.equal(value('Credential'), 'None on this computer');
  });

  it('tells an end from a renewal, and where the credential lies', () => {
    const ending = { ...local, expiresAt: '2026-12-01T10:00:00Z' };
    const state = { grant: local.grant, provider: local.provider };
    assert.ok(labels(detailsSource({ state: { ...state, local: ending } })).includes('Expires'));
    const renewing = detailsSource({
      state: { ...state, local: { ...ending, renewable: true } },
      keeping: 'sealedFile',
    });
    assert.ok(labels(renewing).includes('Renewed by itself, next'));
    assert.match(String(value('Credential', renewing)), /Encrypted in a file/);
    assert.match(String(value('Credential stored', renewing)), /^Nov 2[234], 2026, /);
  });

  it('names parameters and choices as the form does, and by their key where the connector is unknown', () => {
    const parameters = { region: 'us', clientId: 'app-1' };
    const known = detailsSource({ connection: { parameters }, form: connectorForm(connector) });
    assert.deepEqual([value('Region', known), value('Client ID', known)], ['United States', 'app-1']);
    assert.equal(value('region', detailsSource({ connection: { parameters } })), 'us');
  });

  it('names an account by what was typed where the application does not say it: the app, or the user', () => {
    const account = (authType: 'clientCredentials' | 'basic' | 'pat', changes: object = {}) => {
      const source = detailsSource({ connection: { authType, parameters: { clientId: 'app-1', username: 'ada' } } });
      delete source.connection.account;
      return describeDetails({ ...source, ...changes }).account;
    };
    assert.deepEqual([account('clientCredentials'), account('basic'), account('pat')], ['app-1', 'ada', undefined]);
    const state = { grant: local.grant, provider: local.provider, local: { ...local, account: 'robot@acme.example' } };
    assert.equal(account('clientCredentials', { state }), 'robot@acme.example');
  });

  it('puts what helps first, and offers only what can be done', () => {
    const names = (source = detailsSource()) => describeDetails(source).actions.map(({ name }) => name);
    assert.equal(names()[0], 'check');
    const broken = detailsSource({
      state: { grant: { status: 'needsSignIn', reason: 'expired' }, provider: { status: 'reachable' } },
    });
    assert.equal(names(broken)[0], 'reconnect');
    assert.ok(!names(detailsSource({ connection: { isDefault: true } })).includes('setDefault'));
    const readOnly = detailsSource({ connection: { readOnly: true } });
    assert.deepEqual(names(readOnly), ['check', 'reconnect', 'delete']);
    assert.match(describeDetails(readOnly).readOnly ?? '', /newer Patchbay/);
    assert.deepEqual(names(detailsSource({ trusted: false })), []);
  });

  it('shows what a file says in place of a time as it is', () => {
    assert.equal(
      value('Created', detailsSource({ connection: { createdAt: 'yesterday', createdBy: 'ada' } })),
      'yesterday by ada',
    );
  });
});
