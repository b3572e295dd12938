import assert from 'node:assert/strict';
import { type Acme, startAcme } from '../../../examples/acme/acme.ts';
import { AcmeBrowser, approveDevice, text } from '../../support/acmeBrowser.ts';
import { apiRequest, bearer, demoApp, refreshRequest, tokenRequest } from '../../support/acmeTokens.ts';
import { until } from '../../support/until.ts';
import { withAcme } from '../../support/withAcme.ts';

interface DeviceAnswer {
  device_code: string;
  user_code: string;
  verification_uri: string;
  verification_uri_complete: string;
  expires_in: number;
}

describe('acme: device code', () => {
  let acme: Acme;
  before(async () => {
    acme = await startAcme();
  });
  after(() => acme.close());

  async function begin(): Promise<DeviceAnswer> {
    const body = new URLSearchParams({
      client_id: demoApp.clientId,
      scope: 'openid offline_access api',
      prompt: 'consent',
    });
    const response = await fetch(`${acme.url}/oauth/device`, { method: 'POST', body });
    assert.equal(response.status, 200);
    return (await response.json()) as DeviceAnswer;
  }
  const poll = ({ device_code }: DeviceAnswer) =>
    tokenRequest(acme.url, demoApp, { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code });

  it('waits for the person, then gives tokens that can be refreshed, once', async () => {
    const device = await begin();
    assert.match(device.user_code, /^[A-Z]{4}-[A-Z]{4}$/);
    assert.equal((await poll(device)).body.error, 'authorization_pending');
    await approveDevice(device.verification_uri, device.user_code, 'grace@acme.example');
    const { body } = await poll(device);
    const me = await apiRequest(acme.url, 'me', bearer(body.access_token ?? ''));
    assert.equal(me.body['email'], 'grace@acme.example');
    assert.equal((await refreshRequest(acme.url, demoApp, body.refresh_token ?? '')).status, 200);
    assert.equal((await poll(device)).body.error, 'invalid_grant');
  });

  it('takes the address that has the code in it', async () => {
    const device = await begin();
    await approveDevice(device.verification_uri_complete, device.user_code, 'ada@acme.example');
    assert.equal((await poll(device)).status, 200);
  });

  it('tells the device when the person says no, on either page', async () => {
    const [first, second] = [await begin(), await begin()];
    const browser = new AcmeBrowser(acme.url);
    await browser.open(first.verification_uri_complete);
    assert.match(text(browser.page.html), new RegExp(`Is this your device.*${first.user_code}`));
    assert.match(text((await browser.press('No, cancel')).html), /Cancelled/);
    assert.equal((await poll(first)).body.error, 'access_denied');
    await browser.open(second.verification_uri_complete);
    await browser.press('Yes, continue');
    await browser.signIn('ada@acme.example');
    await browser.press('Deny');
    assert.equal((await poll(second)).body.error, 'access_denied');
  });

  it('knows no other codes', async () => {
    const browser = new AcmeBrowser(acme.url);
    await browser.open('/device');
    const { html } = await browser.press('Continue', { user_code: 'WRNG-CODE' });
    assert.match(text(html), /There is no such code/);
  });

  it('lets a code expire', () =>
    withAcme({ deviceCodeSeconds: 1 }, async (short) => {
      const body = new URLSearchParams({ client_id: demoApp.clientId, scope: 'openid' });
      const device = (await (
        await fetch(`${short.url}/oauth/device`, { method: 'POST', body })
      ).json()) as DeviceAnswer;
      const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: device.device_code };
      await until(
        'the code expires',
        async () => (await tokenRequest(short.url, demoApp, grant)).body.error === 'expired_token',
      );
    }));
});
