import { type Connector, connectorSchema } from '../../../src/model/connector.ts';
import { tenant } from './helpers.ts';

/** A connector whose site is a parameter. */
export const salesforce: Connector = connectorSchema.parse({
  key: 'salesforce',
  name: 'Salesforce',
  description: 'x',
  parameters: [
    { name: 'siteUrl', label: 'Site', format: 'url', hosts: ['*.my.salesforce.com'] },
    { name: 'region', label: 'Region' },
  ],
  authTypes: ['byoa', 'clientCredentials'],
  oauth: { authorizeUrl: '{siteUrl}/authorize', tokenUrl: '{siteUrl}/token' },
  api: { baseUrl: '{siteUrl}/{region}' },
  provenance: [{ source: 'test' }],
});

/** A policy that says these things about the parameters of BYOA. */
export const saying = (parameters: object, rest: object = {}) => ({
  ...tenant,
  settings: { connectors: { salesforce: { authTypes: { byoa: { parameters, ...rest } } } } },
});
