import assert from 'node:assert/strict';
import { type CreateRequest, createConnection } from '../../../src/connections/create.ts';
import { Cancelled } from '../../../src/model/problem.ts';
import { changedCatalog } from '../../support/acmeTypes.ts';
import { json, localServer } from '../../support/localServer.ts';
import { quietly, type TestParts, testParts } from '../../support/testParts.ts';
import { until } from '../../support/until.ts';

/** Of a provider that answers what it should, but for the one address that never does. */
const answers: Record<string, object> = {
  '/oauth/par': { request_uri: 'urn:example:request', expires_in: 60 },
  '/oauth/register': { client_id: 'registered', client_id_issued_at: 1 },
  '/oauth/device': { device_code: 'd', user_code: 'ABCD', verification_uri: 'https://acme.example/d', expires_in: 600 },
  '/oauth/token': { access_token: 'an-access-token', token_type: 'bearer', expires_in: 3600 },
  '/api/me': { email: 'ada@acme.example' },
};

describe('connections: cancel answers at once, whatever it waits for', () => {
  const server = localServer();
  let parts: TestParts;
  let cancel: AbortController;

  beforeEach(async () => {
    parts = await testParts();
    cancel = new AbortController();
  });
  afterEach(() => parts.close());

  /** Nothing is ever released before the test has ended, so a create that does not heed the cancel has no end. */
  async function cancelled(
    authType: CreateRequest['authType'],
    values: Record<string, string>,
    reached: () => boolean,
  ) {
    const request: CreateRequest = {
      folder: 'personal',
      connector: 'acme',
      authType,
      name: '',
      accountKind: 'personal',
      values: { siteUrl: server().origin, ...values },
      scopes: [],
    };
    const creating = createConnection(parts, request, quietly(cancel.signal));
    const ended = assert.rejects(creating, Cancelled);
    await until('it waits', reached);
    cancel.abort();
    await ended;
    assert.equal((await parts.files.snapshot()).connections.size, 0);
    assert.deepEqual(await parts.vault.keys(), []);
  }

  const hanging = (...silent: string[]) => {
    server().answer = ({ url }, response) => {
      if (!silent.includes(url.pathname))
        json(
          response,
          answers[url.pathname] ?? {},
          ['/oauth/register', '/oauth/par'].includes(url.pathname) ? 201 : 200,
        );
    };
    return () => server().requests.some(({ url }) => url.pathname === silent[0]);
  };
  const service = { clientId: 'c', clientSecret: 's' };
  const user = { username: 'u', password: 'p' };

  it('for a device code', () => cancelled('deviceCode', {}, hanging('/oauth/device')));
  it('between two polls for a device', () => {
    hanging();
    return cancelled('deviceCode', {}, () => server().requests.length === 1);
  });
  it('for a token', () => cancelled('clientCredentials', service, hanging('/oauth/token')));
  it('for a token by password', () => cancelled('password', user, hanging('/oauth/token')));
  it('for the answer of the application, and the token is given back unheard', async () => {
    const reached = hanging('/api/me', '/oauth/revoke');
    await cancelled('clientCredentials', service, reached);
    await until('it is given back', () => server().requests.some(({ url }) => url.pathname === '/oauth/revoke'));
  });
  it('for the answer to a password', () => cancelled('basic', user, hanging('/api/me')));
  it('for a client that registers itself', () => {
    parts.catalog = changedCatalog(parts.catalog, (connector) => {
      const { client: _, ...oauth } = connector.oauth ?? assert.fail();
      return { ...connector, oauth };
    });
    return cancelled('oauth2', {}, hanging('/oauth/register'));
  });
  it('for the place where the request is left', () => cancelled('oauth2', {}, hanging('/oauth/par')));
  it('for the editor, which asks whether it may open the page', () => {
    hanging();
    let asked = false;
    parts.openBrowser = () => {
      asked = true;
      return new Promise(() => {});
    };
    return cancelled('oauth2', {}, () => asked);
  });
  it('for a keyring that asks for its password', () => {
    let asked = false;
    parts.vault.prepare = () => {
      asked = true;
      return new Promise(() => {});
    };
    return cancelled('basic', user, () => asked);
  });
});
