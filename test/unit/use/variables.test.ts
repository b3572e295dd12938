import assert from 'node:assert/strict';
import { Secret } from '../../../src/model/secret.ts';
import { patchbayVariables, proxyVariables, uipathVariables } from '../../../src/use/variables.ts';

describe('the variables of programs', () => {
  const address = { url: 'http://127.0.0.1:1234', bearer: new Secret('pb_1234567890') };

  it('say where the service is, and with which bearer', () => {
    assert.deepEqual(patchbayVariables(address), {
      PATCHBAY_URL: 'http://127.0.0.1:1234',
      PATCHBAY_TOKEN: 'pb_1234567890',
    });
    const uipath = uipathVariables(address);
    // Its SDKs count the segments: an organisation and a tenant.
    assert.equal(new URL(uipath['UIPATH_URL'] ?? '').pathname.split('/').length, 3);
    assert.equal(uipath['UIPATH_ACCESS_TOKEN'], 'pb_1234567890');
    assert.equal(uipath['UNATTENDED_USER_ACCESS_TOKEN'], '', 'it would go before the other');
  });

  it('keep what is meant for this computer from a proxy, where there is one', () => {
    assert.deepEqual(proxyVariables({}), {});
    assert.deepEqual(proxyVariables({ NO_PROXY: 'a' }), {});
    assert.deepEqual(proxyVariables({ HTTP_PROXY: 'http://p:1' }), { NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' });
    assert.deepEqual(proxyVariables({ http_proxy: 'http://p:1', NO_PROXY: 'a, b', no_proxy: '127.0.0.1' }), {
      NO_PROXY: 'a,b,127.0.0.1',
    });
    assert.deepEqual(proxyVariables({ ALL_PROXY: 'socks5://p:1', NO_PROXY: '*', no_proxy: '*' }), {});
  });
});
