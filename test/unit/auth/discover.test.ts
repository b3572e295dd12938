import assert from 'node:assert/strict';
import { discover } from '../../../src/auth/discover.ts';
import type { Connector } from '../../../src/model/connector.ts';
import { testConnector } from '../../support/connectors.ts';
import { json, localServer } from '../../support/localServer.ts';

describe('discover', () => {
  const server = localServer();

  function connector(): Connector {
    const learned = (name: string, member: string) => ({
      name,
      label: name,
      format: 'url',
      required: false,
      learnedFrom: { where: 'discovery', name: member },
    });
    return testConnector({
      parameters: [
        { name: 'siteUrl', label: 'Address', format: 'url' },
        learned('authorizeUrl', 'authorization_endpoint'),
        learned('tokenUrl', 'token_endpoint'),
        learned('revokeUrl', 'revocation_endpoint'),
      ],
      oauth: {
        issuer: '{siteUrl}',
        discovery: 'oidc',
        authorizeUrl: '{authorizeUrl}',
        tokenUrl: '{tokenUrl}',
        revokeUrl: '{revokeUrl}',
      },
    });
  }

  const at = () => ({ siteUrl: server().origin });
  const document = (more: Record<string, unknown> = {}) => ({
    issuer: server().origin,
    authorization_endpoint: 'https://login.example/authorize',
    token_endpoint: 'https://login.example/token',
    ...more,
  });

  it('learns the addresses that the document names, and no others', async () => {
    server().answer = (_, response) => json(response, document());
    assert.deepEqual(await discover(connector(), at()), {
      authorizeUrl: 'https://login.example/authorize',
      tokenUrl: 'https://login.example/token',
    });
    assert.equal(server().requests[0]?.url.pathname, '/.well-known/openid-configuration');
  });

  it('asks nobody where the connector has no discovery', async () => {
    assert.deepEqual(await discover(testConnector(), at()), {});
    assert.equal(server().requests.length, 0);
  });

  it('refuses a document that speaks for somebody else, is none, or names what is not safe', async () => {
    for (const [answer, code] of [
      [document({ issuer: 'https://evil.example' }), 'PB404'],
      ['<html>', 'PB404'],
      [document({ token_endpoint: 'http://login.example/token' }), 'PB404'],
    ] as const) {
      server().answer = (_, response) => json(response, answer);
      await assert.rejects(discover(connector(), at()), { code });
    }
    server().answer = (_, response) => json(response, {}, 404);
    await assert.rejects(discover(connector(), at()), { code: 'PB404' });
    server().answer = (_, response) => json(response, {}, 503);
    await assert.rejects(discover(connector(), at()), { code: 'PB401' });
  });
});
