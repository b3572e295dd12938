import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { fromDiscovery } from '../../../src/catalog/drafts/discovery.ts';
import { fromOpenApi } from '../../../src/catalog/drafts/openApi.ts';
import { blankRecord, type DraftRecord, draftText } from '../../../src/catalog/drafts/record.ts';
import { readConnector } from '../../../src/catalog/readConnector.ts';

const today = '2026-11-24';

/** A draft must be a record that is taken as it is. */
function taken(draft: DraftRecord | undefined) {
  assert.ok(draft);
  const { connector, mistakes } = readConnector(draftText(draft), 'x.connector.jsonc');
  assert.deepEqual(mistakes, []);
  assert.ok(connector);
  return connector;
}

describe('drafts of connectors', () => {
  it('begin with an API that wants a key', () => {
    const connector = taken(blankRecord('Our API (test)', today));
    assert.deepEqual([connector.key, connector.authTypes], ['our-api-test', ['apiKey']]);
  });

  it('are made of what an authorization server says of itself', () => {
    const connector = taken(
      fromDiscovery(
        {
          issuer: 'https://login.example',
          authorization_endpoint: 'https://login.example/authorize',
          token_endpoint: 'https://login.example/token',
          revocation_endpoint: 'https://login.example/revoke',
          userinfo_endpoint: 'https://api.example/v1/userinfo',
          device_authorization_endpoint: 'https://login.example/device',
          grant_types_supported: ['authorization_code', 'client_credentials'],
          code_challenge_methods_supported: ['S256'],
          token_endpoint_auth_methods_supported: ['client_secret_post', 'none'],
          scopes_supported: ['openid', 'email', 'things'],
        },
        'Login',
        'https://login.example/.well-known/openid-configuration',
        today,
      ),
    );
    assert.deepEqual(connector.authTypes, ['byoa', 'clientCredentials', 'deviceCode']);
    const { pkce, tokenAuth, clientSecret, revokeUrl, scopes } = connector.oauth ?? assert.fail();
    assert.deepEqual([pkce, tokenAuth, clientSecret], ['required', 'post', 'optional']);
    assert.equal(revokeUrl, 'https://login.example/revoke');
    assert.deepEqual(
      scopes.map(({ name, required, preselected }) => [name, required, preselected]),
      [
        ['openid', true, false],
        ['email', false, true],
        ['things', false, false],
      ],
    );
    assert.equal(connector.api.baseUrl, 'https://api.example');
    assert.equal(connector.api.health?.path, '/v1/userinfo');
    assert.equal(fromDiscovery({ issuer: 'x' }, 'x', 'x', today), undefined);
  });

  it('are made of the security schemes of an OpenAPI document', () => {
    const document = parse(`
openapi: 3.1.0
info: { title: Orders, description: "Takes orders. And more." }
servers: [{ url: "https://orders.example/v2/" }]
paths:
  /orders: { get: {} }
  /me: { get: {} }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Orders-Key }
    bearer: { type: http, scheme: bearer }
    basic: { type: http, scheme: basic }
    oauth:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://orders.example/authorize
          tokenUrl: https://orders.example/token
          scopes: { "orders:read": "Read orders" }
        clientCredentials: { tokenUrl: "https://orders.example/token", scopes: {} }
`);
    const connector = taken(fromOpenApi(document, 'openapi.yaml', today));
    assert.deepEqual(connector.authTypes, ['apiKey', 'pat', 'basic', 'byoa', 'clientCredentials']);
    assert.equal(connector.description, 'Takes orders.');
    assert.equal(connector.apiKey?.placement.name, 'X-Orders-Key');
    assert.equal(connector.api.baseUrl, 'https://orders.example/v2');
    assert.equal(connector.api.health?.path, '/me');
    assert.deepEqual(connector.oauth?.scopes[0]?.description, 'Read orders');
  });

  it('take OpenAPI 2.0 too, and nothing that is no such document', () => {
    const connector = taken(
      fromOpenApi(
        {
          swagger: '2.0',
          info: { title: 'Old' },
          host: 'old.example',
          basePath: '/api',
          securityDefinitions: {
            o: {
              type: 'oauth2',
              flow: 'accessCode',
              authorizationUrl: 'https://old.example/a',
              tokenUrl: 'https://old.example/t',
              scopes: {},
            },
          },
        },
        'swagger.json',
        today,
      ),
    );
    assert.deepEqual([connector.authTypes, connector.api.baseUrl], [['byoa'], 'https://old.example/api']);
    for (const other of [undefined, null, [], 'x', {}, { openapi: '3.1.0', info: {} }]) {
      assert.equal(fromOpenApi(other, 'x', today), undefined);
    }
  });
});
