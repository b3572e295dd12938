import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { oauthClient } from '../../../src/auth/client.ts';
import type { DeviceCode } from '../../../src/auth/deviceAnswer.ts';
import { deviceCode } from '../../../src/auth/grants/deviceCode.ts';
import { testConnector } from '../../support/connectors.ts';
import { json, localServer } from '../../support/localServer.ts';

describe('deviceCode', () => {
  const server = localServer();
  const token = { access_token: 'an-access-token', token_type: 'bearer', expires_in: 3600 };
  const refuse = (error: string) => (response: ServerResponse) => json(response, { error }, 400);

  /** Runs the flow with these answers of the token endpoint, one after the other; gives what was waited. */
  async function run(answers: ((response: ServerResponse) => void)[], device: object = {}) {
    const connector = testConnector({
      oauth: {
        authorizeUrl: '{siteUrl}/authorize',
        tokenUrl: '{siteUrl}/token',
        deviceUrl: '{siteUrl}/device',
        deviceParams: { prompt: 'consent' },
        tokenParams: { audience: 'x' },
        client: { clientId: 'built-in' },
      },
    });
    server().answer = ({ url }, response) => {
      if (url.pathname === '/token') return answers.shift()?.(response);
      const page = `${server().origin}/page`;
      json(response, { device_code: 'd', user_code: 'ABCD', verification_uri: page, expires_in: 60, ...device });
    };
    const client = await oauthClient(connector, { siteUrl: server().origin });
    const waited: number[] = [];
    const shown: DeviceCode[] = [];
    const wait = async (ms: number) => void waited.push(ms);
    const signal = new AbortController().signal;
    const asked = deviceCode(client, ['a', 'b'], (code) => shown.push(code), signal, wait);
    const result = await asked.catch((error: { code?: string }) => ({ code: error.code }));
    return { result, waited, shown };
  }

  it('asks with the connector’s parameters, shows the code once, and polls until there is a token', async () => {
    const pending = refuse('authorization_pending');
    const { result, waited, shown } = await run([pending, pending, (response) => json(response, token)]);
    assert.ok('accessToken' in result && result.accessToken.reveal() === token.access_token);
    assert.deepEqual([waited, shown.map(({ userCode }) => userCode)], [[5000, 5000, 5000], ['ABCD']]);
    const [device, poll] = server().requests.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
    assert.deepEqual(device, { client_id: 'built-in', prompt: 'consent', scope: 'a b' });
    assert.deepEqual([poll?.['device_code'], poll?.['audience']], ['d', 'x']);
  });

  it('slows down by five seconds each time it is told to, and by half while nobody answers', async () => {
    const { result, waited } = await run(
      [
        refuse('slow_down'),
        refuse('authorization_pending'),
        (response) => response.socket?.destroy(),
        (response) => json(response, {}, 503),
        refuse('slow_down'),
        (response) => json(response, token),
      ],
      { interval: 1 },
    );
    assert.ok('accessToken' in result);
    assert.deepEqual(waited, [1000, 6000, 6000, 12_000, 24_000, 29_000]);
  });

  for (const [error, code] of [
    ['access_denied', 'PB201'],
    ['expired_token', 'PB213'],
    ['token_expired', 'PB213'],
  ] as const) {
    it(`ends with ${code} at ${error}`, async () => {
      assert.deepEqual((await run([refuse(error)])).result, { code });
    });
  }

  it('ends with PB213 where the code runs out before anybody says so', async () => {
    const { result, waited } = await run([refuse('authorization_pending')], { expires_in: 1e-9 });
    assert.deepEqual([result, waited], [{ code: 'PB213' }, []]);
  });
});
