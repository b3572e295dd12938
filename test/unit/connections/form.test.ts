import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { authorizationServer } from '../../../src/auth/client.ts';
import { type AuthTypeForm, connectorForm, createUrl, isLearned } from '../../../src/connections/form.ts';
import { type AuthType, authTypes, usesOAuth } from '../../../src/model/authType.ts';
import type { Connector } from '../../../src/model/connector.ts';
import { type TestParts, testParts } from '../../support/testParts.ts';

describe('connections: the form of a connector', () => {
  let parts: TestParts;
  let acme: Connector;

  before(async () => {
    parts = await testParts();
    acme = await parts.catalog.connector('acme');
  });
  after(() => parts.close());

  const of = (connector: Connector, type: AuthType): AuthTypeForm =>
    connectorForm(connector).authTypes.find((form) => form.type === type) ?? assert.fail(`no ${type}`);
  const names = (connector: Connector, type: AuthType) => of(connector, type).fields.map(({ name }) => name);
  const scopes = (connector: Connector, type: AuthType) => of(connector, type).scopes?.map(({ name }) => name);

  it('offers all eight types at Acme, each with what it needs', () => {
    assert.deepEqual(acme.authTypes.toSorted(), authTypes.toSorted());
    const asked = Object.fromEntries(acme.authTypes.map((type) => [type, names(acme, type).slice(1)]));
    assert.deepEqual(asked, {
      oauth2: [],
      byoa: ['clientId', 'clientSecret'],
      deviceCode: [],
      pat: ['token'],
      apiKey: ['token'],
      clientCredentials: ['clientId', 'clientSecret', 'privateKey'],
      basic: ['username', 'password'],
      password: ['username', 'password'],
    });
  });

  it('recommends the first, warns of passwords, and takes client credentials for a service account', () => {
    const { authTypes: forms } = connectorForm(acme);
    const having = (test: (form: AuthTypeForm) => boolean) => forms.filter(test).map(({ type }) => type);
    assert.deepEqual(
      having(({ recommended }) => recommended),
      ['oauth2'],
    );
    assert.deepEqual(
      having(({ warning }) => warning !== undefined),
      ['password'],
    );
    assert.deepEqual(
      having(({ accountKind }) => accountKind === 'service'),
      ['clientCredentials'],
    );
  });

  it('says how the app or the token is made, each where it is needed', () => {
    const token = { placement: acme.pat?.placement ?? assert.fail(), createSteps: ['Open “Tokens”.'] };
    const told = { ...acme, createAppSteps: ['Open “Apps”.', 'Choose “New”.'], pat: token, apiKey: acme.apiKey };
    assert.deepEqual(of(told, 'byoa').createSteps, ['Open “Apps”.', 'Choose “New”.']);
    assert.deepEqual(of(told, 'clientCredentials').createSteps, ['Open “Apps”.', 'Choose “New”.']);
    assert.deepEqual(of(told, 'pat').createSteps, ['Open “Tokens”.']);
    assert.equal(of(told, 'oauth2').createSteps, undefined);
    assert.equal(of(told, 'basic').createSteps, undefined);
    assert.equal(of({ ...told, createAppSteps: [] }, 'byoa').createSteps, undefined);
  });

  it('asks for the scopes that suit the type', async () => {
    assert.deepEqual(scopes(acme, 'deviceCode'), ['openid', 'offline_access', 'api', 'tickets:write']);
    assert.deepEqual(scopes(acme, 'clientCredentials'), ['api', 'tickets:write']);
    const salesforce = await parts.catalog.connector('salesforce');
    assert.ok(scopes(salesforce, 'byoa')?.includes('api'));
    assert.equal(scopes(salesforce, 'clientCredentials'), undefined, 'a request with scopes is refused there');
    assert.deepEqual(scopes(await parts.catalog.connector('generic-oauth2'), 'clientCredentials'), []);
  });

  it('asks for the addresses that the type needs', async () => {
    const generic = await parts.catalog.connector('generic-oauth2');
    const has = (type: AuthType, name: string) => names(generic, type).includes(name);
    assert.deepEqual(
      generic.authTypes.map((type) => [type, has(type, 'authorizeUrl'), has(type, 'deviceUrl'), has(type, 'tokenUrl')]),
      [
        ['byoa', true, false, true],
        ['clientCredentials', false, false, true],
        ['deviceCode', false, true, true],
        ['password', false, false, true],
      ],
    );
  });

  it('asks for a key only where the application takes one', async () => {
    const salesforce = await parts.catalog.connector('salesforce');
    const secret = of(salesforce, 'clientCredentials').fields.find(({ name }) => name === 'clientSecret');
    assert.deepEqual([secret?.required, secret?.or], [true, undefined]);
    assert.ok(!names(salesforce, 'clientCredentials').includes('privateKey'));
  });

  it('links to the page for apps where an own app is asked for', async () => {
    assert.deepEqual(
      acme.authTypes.filter((type) => createUrl(acme, type)),
      ['byoa', 'pat', 'apiKey', 'clientCredentials'],
    );
    const github = await parts.catalog.connector('github');
    assert.equal(createUrl(github, 'deviceCode'), github.createAppUrl);
  });

  it('asks for everything that the addresses of its requests are made of', async () => {
    for (const file of await readdir(new URL('../../../src/catalog/connectors', import.meta.url))) {
      const connector = await parts.catalog.connector(file.replace('.jsonc', ''));
      for (const { type, fields } of connectorForm(connector).authTypes) {
        if (!connector.oauth || !usesOAuth(type)) continue;
        const typed = Object.fromEntries(
          fields
            .filter(({ required }) => required)
            .map(({ name, placeholder, default: value }) => [name, placeholder ?? value ?? 'x']),
        );
        const told = connector.parameters.filter((parameter) => isLearned(parameter, type));
        const learned = Object.fromEntries(
          told.map(({ name, format }) => [name, format === 'url' ? 'https://x.example' : 'x']),
        );
        const server = authorizationServer(connector.oauth, { ...typed, ...learned });
        if (type === 'byoa' || type === 'oauth2') assert.ok(server.authorization_endpoint, connector.key);
        if (type === 'deviceCode') assert.ok(server.device_authorization_endpoint, connector.key);
      }
    }
  });
});
