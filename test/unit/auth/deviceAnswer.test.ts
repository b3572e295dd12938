import assert from 'node:assert/strict';
import { readDeviceAnswer } from '../../../src/auth/deviceAnswer.ts';

const good = {
  device_code: 'a-device-code',
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://acme.example/device',
  expires_in: 600,
};
const read = (body: object | string, status = 200) =>
  readDeviceAnswer(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }), 1000);

describe('readDeviceAnswer', () => {
  it('reads what RFC 8628 says, and waits five seconds where no interval is named', async () => {
    const complete = 'https://acme.example/device?user_code=WDJB-MJHT';
    assert.deepEqual(await read({ ...good, verification_uri_complete: complete, interval: 7 }), {
      deviceCode: 'a-device-code',
      intervalMs: 7000,
      shown: {
        userCode: 'WDJB-MJHT',
        verificationUri: 'https://acme.example/device',
        verificationUriComplete: complete,
        expiresAt: 601_000,
      },
    });
    assert.equal((await read(good)).intervalMs, 5000);
    assert.equal((await read({ ...good, interval: 0 })).intervalMs, 5000);
  });

  it('reads what providers make of it: Google’s name for the page, texts for numbers, a form', async () => {
    const { verification_uri: verification_url, ...rest } = good;
    assert.equal((await read({ ...rest, verification_url })).shown.verificationUri, verification_url);
    const form = new URLSearchParams({ ...good, expires_in: '900', interval: '5' }).toString();
    const { shown, intervalMs } = await read(form);
    assert.deepEqual([shown.expiresAt, intervalMs], [901_000, 5000]);
  });

  it('tells an error from an answer, also one with status 200', async () => {
    await assert.rejects(read({ error: 'device_flow_disabled' }), { error: 'device_flow_disabled' });
    await assert.rejects(read({ error: 'invalid_scope' }, 400), { error: 'invalid_scope' });
    await assert.rejects(read('<!doctype html>'), /not complete/);
    await assert.rejects(read({}, 503), /503/);
  });

  it('shows no code and opens no page that could be something else', async () => {
    for (const user_code of ['', '[x](command:y)', 'a\nb', '<b>', 'x'.repeat(65)]) {
      await assert.rejects(read({ ...good, user_code }), /not complete/, user_code);
    }
    for (const verification_uri of [
      'http://acme.example/device',
      'javascript:alert(1)',
      'vscode://x.y/z',
      'https://me:pw@acme.example',
      'file:///etc/passwd',
      '/device',
      '',
    ]) {
      await assert.rejects(read({ ...good, verification_uri }), /no page/, verification_uri);
    }
    const dressed = await read({ ...good, verification_uri: 'https://acme.example/[x](command:y)' });
    assert.equal(dressed.shown.verificationUri, 'https://acme.example/%5bx%5d%28command:y%29');
    assert.equal(
      (await read({ ...good, verification_uri: 'http://[::1]:8080/a' })).shown.verificationUri.slice(0, 12),
      'http://[::1]',
    );
    const odd = await read({ ...good, verification_uri_complete: 'http://elsewhere.example' });
    assert.equal(odd.shown.verificationUriComplete, undefined);
  });

  it('refuses a code without an end', async () => {
    for (const expires_in of [undefined, null, 0, -1, 'soon']) await assert.rejects(read({ ...good, expires_in }));
  });
});
