import assert from 'node:assert/strict';
import { verifyRecord } from '../../../scripts/verify/verifyRecord.ts';
import { testConnector } from '../../support/connectors.ts';

describe('verifying a record against its provider', () => {
  const connector = testConnector({
    docsUrl: 'https://docs.example/',
    parameters: [],
    oauth: {
      issuer: 'https://login.example',
      authorizeUrl: 'https://login.example/authorize',
      tokenUrl: 'https://login.example/token',
    },
    api: { baseUrl: 'https://api.example', health: { path: '/me' } },
  });
  const document = {
    issuer: 'https://login.example',
    authorization_endpoint: 'https://login.example/authorize',
    token_endpoint: 'https://login.example/token',
  };
  const answers: Record<string, () => Response> = {
    'https://docs.example/': () => new Response('x'),
    'https://login.example/authorize': () => new Response(null, { status: 302 }),
    'https://login.example/token': () => new Response('{}', { status: 400 }),
    'https://api.example/me': () => new Response('{}', { status: 401 }),
    'https://login.example/.well-known/openid-configuration': () => Response.json(document),
  };
  const verify = async (changes: Record<string, () => Response> = {}) => {
    const found = await verifyRecord(connector, async (url) => {
      const answer = { ...answers, ...changes }[url];
      if (!answer) throw new Error(`nobody at ${url}`);
      return answer();
    });
    return found.flatMap(({ path, wrong }) => (wrong === undefined ? [] : [`${path}: ${wrong}`]));
  };

  it('finds nothing where all is as the record says', async () => {
    assert.deepEqual(await verify(), []);
  });

  it('finds addresses that are gone, moved, or ask for no credential', async () => {
    const gone = () => new Response('', { status: 404 });
    assert.deepEqual(await verify({ 'https://login.example/token': gone }), ['oauth.tokenUrl: HTTP 404']);
    assert.deepEqual(await verify({ 'https://api.example/me': () => new Response('{}') }), [
      'api.health.path: HTTP 200 without a credential',
    ]);
    const moved = () => Response.json({ ...document, token_endpoint: 'https://new.example/token' });
    assert.deepEqual(await verify({ 'https://login.example/.well-known/openid-configuration': moved }), [
      'oauth.tokenUrl: the document says https://new.example/token',
    ]);
  });
});
