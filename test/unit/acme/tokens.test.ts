import assert from 'node:assert/strict';
import { type Acme, startAcme } from '../../../examples/acme/acme.ts';
import { AcmeBrowser, makeToken, text } from '../../support/acmeBrowser.ts';
import { apiRequest, bearer, signInForTokens } from '../../support/acmeTokens.ts';

const day = 86_400_000;
const onDay = (offset: number) => new Date(Date.now() + offset * day).toISOString().slice(0, 10);

describe('acme: personal access tokens and API keys', () => {
  let acme: Acme;
  beforeEach(async () => {
    acme = await startAcme();
  });
  afterEach(() => acme.close());

  it('makes a token on its page, takes it at the API with its end, and revokes it', async () => {
    const expires = onDay(6);
    const token = await makeToken(acme.url, 'grace@acme.example', 'tokens', { name: 'For <Patchbay>', expires });
    assert.match(token, /^acme_pat_[\w-]{32}$/);
    const me = await apiRequest(acme.url, 'me', bearer(token));
    assert.deepEqual([me.status, me.body['email'], me.body['kind']], [200, 'grace@acme.example', 'pat']);
    assert.equal(me.headers.get('x-acme-token-expires'), `${expires}T00:00:00.000Z`);

    const browser = new AcmeBrowser(acme.url);
    await browser.open('/tokens');
    const { html } = await browser.signIn('grace@acme.example');
    assert.ok(!html.includes(token), 'the token is shown once');
    assert.ok(!html.includes('<Patchbay>'), 'its name is escaped');
    assert.match(text((await browser.press('Revoke')).html), /revoked/);
    const after = await apiRequest(acme.url, 'me', bearer(token));
    assert.equal(after.status, 401);
    assert.match(
      after.headers.get('www-authenticate') ?? '',
      /error="invalid_token", error_description="The token was revoked\."/,
    );
  });

  it('makes a key that goes into a header of its own', async () => {
    const key = await makeToken(acme.url, 'ada@acme.example', 'keys', { name: 'A script', expires: '' });
    assert.match(key, /^acme_key_/);
    const me = await apiRequest(acme.url, 'me', { 'X-Api-Key': key });
    assert.deepEqual([me.status, me.body['kind'], me.headers.get('x-acme-token-expires')], [200, 'apiKey', null]);
    assert.equal((await apiRequest(acme.url, 'me', bearer(key))).status, 401);
    assert.equal((await apiRequest(acme.url, 'me', { 'X-Api-Key': `${key}x` })).status, 401);
  });

  it('lets a token read only, unless it may do more', async () => {
    const post = { method: 'POST', body: JSON.stringify({ title: 'Water the plants' }) };
    const reads = await makeToken(acme.url, 'ada@acme.example', 'tokens');
    const writes = await makeToken(acme.url, 'ada@acme.example', 'tokens', { name: 'Writes', write: 'yes' });
    assert.equal((await apiRequest(acme.url, 'tickets', bearer(reads), post)).status, 403);
    assert.equal((await apiRequest(acme.url, 'tickets', bearer(writes), post)).status, 201);
  });

  it('refuses an expired token', async () => {
    const { secret } = acme.tokens.issue('pat', {
      account: 'ada@acme.example',
      name: 'Old',
      expiresAt: new Date(Date.now() - 1),
    });
    const { status, body } = await apiRequest(acme.url, 'me', bearer(secret));
    assert.deepEqual([status, body['message']], [401, 'The token expired.']);
  });

  it('says beside the field what is wrong with a form, and keeps what was typed', async () => {
    const browser = new AcmeBrowser(acme.url);
    await browser.open('/tokens');
    await browser.signIn('ada@acme.example');
    const nameless = await browser.press('Create token', { name: ' ', expires: onDay(3) });
    assert.equal(nameless.status, 400);
    assert.match(text(nameless.html), /Give it a name\./);
    assert.ok(nameless.html.includes(`value="${onDay(3)}"`));
    for (const expires of [onDay(0), '2020-02-30', 'soon']) {
      const { html } = await browser.press('Create token', { name: 'Kept', expires });
      assert.match(text(html), /Choose a day after today\./);
      assert.match(html, /value="Kept"/);
    }
    assert.equal(acme.tokens.list().length, 0);
  });

  it('keeps what belongs to others apart, and takes no forms from other pages', async () => {
    const { token } = acme.tokens.issue('pat', { account: 'grace@acme.example', name: 'Hers' });
    const browser = new AcmeBrowser(acme.url);
    await browser.open('/tokens');
    const { html } = await browser.signIn('ada@acme.example');
    assert.ok(!html.includes('Hers'));
    acme.tokens.issue('pat', { account: 'ada@acme.example', name: 'Mine' });
    await browser.open('/tokens');
    assert.equal((await browser.press('Revoke', { id: token.id })).status, 404);
    const forged = await fetch(`${acme.url}/tokens`, {
      method: 'POST',
      headers: { Origin: 'http://evil.example' },
      redirect: 'manual',
    });
    assert.equal(forged.status, 303, 'nobody is signed in there');
    const signIn = await fetch(`${acme.url}/sign-in`, { method: 'POST', headers: { Origin: 'http://evil.example' } });
    assert.equal(signIn.status, 403);
  });

  it('shows a person what acts as them, and ends it', async () => {
    const { accessToken } = await signInForTokens(acme.url, 'ada@acme.example');
    const browser = new AcmeBrowser(acme.url);
    await browser.open('/apps');
    assert.match(text((await browser.signIn('ada@acme.example')).html), /patchbay-demo/);
    assert.match(text((await browser.press('Revoke')).html), /There are none/);
    assert.equal((await apiRequest(acme.url, 'me', bearer(accessToken))).status, 401);
    assert.equal(acme.records.snapshot().grants[0]?.revokedBy, 'person');
  });

  it('signs out, and sends nobody to another site', async () => {
    const browser = new AcmeBrowser(acme.url);
    await browser.open('/sign-in?next=//evil.example');
    assert.equal((await browser.signIn('ada@acme.example')).url, `${acme.url}/`);
    await browser.press('Sign out');
    assert.match((await browser.open('/tokens')).url, /\/sign-in\?next=%2Ftokens$/);
  });
});
