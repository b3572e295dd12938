import { type Connector, connectorSchema } from '../../src/model/connector.ts';

/** A connector with every authentication type, whose addresses come from the parameter `siteUrl`. */
export function testConnector(changes: Record<string, unknown> = {}): Connector {
  return connectorSchema.parse({
    key: 'test',
    name: 'Test App',
    description: 'x',
    parameters: [{ name: 'siteUrl', label: 'Address', format: 'url' }],
    authTypes: ['oauth2', 'byoa', 'pat', 'apiKey'],
    oauth: {
      issuer: '{siteUrl}',
      authorizeUrl: '{siteUrl}/authorize',
      tokenUrl: '{siteUrl}/token',
      revokeUrl: '{siteUrl}/revoke',
      pkce: 'required',
      client: { clientId: 'built-in' },
    },
    pat: { placement: { prefix: 'Bearer ' }, expiryHeader: 'x-token-expires' },
    apiKey: { placement: { name: 'X-API-Key' } },
    api: { baseUrl: '{siteUrl}/api', health: { path: '/me', identity: ['user.login', 'email', 'id'] } },
    provenance: [{ source: 'test' }],
    ...changes,
  });
}
