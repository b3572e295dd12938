import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { createServer, type Server } from 'node:net';
import { callbackPath, fixedPorts } from '../../../src/auth/redirect/address.ts';
import { listenOnLoopback } from '../../../src/auth/redirect/loopback.ts';
import { deliverPasted } from '../../../src/auth/redirect/paste.ts';
import { CallbackMailbox, type Redirect } from '../../../src/auth/redirect/receiver.ts';

const state = 'the-state-of-this-sign-in';
const anyPort = { loopback: 'anyPort', loopbackHost: '127.0.0.1' } as const;

describe('CallbackMailbox', () => {
  const address = (query: string) => new URL(`http://127.0.0.1/cb?${query}`);

  it('takes the first answer with its own state, and no second', async () => {
    const mailbox = new CallbackMailbox(state);
    assert.equal(mailbox.deliver(address(`state=${state}&code=1`)), 'accepted');
    assert.equal(mailbox.deliver(address(`state=${state}&code=2`)), 'used');
    assert.equal((await mailbox.received).searchParams.get('code'), '1');
  });

  it('tells others apart, and waits on', async () => {
    let forged = 0;
    const mailbox = new CallbackMailbox(state, () => forged++);
    for (const query of [
      'code=1',
      'state=&code=1',
      `state=${state}x&code=1`,
      `state=${state.slice(1)}&code=1`,
      'state=ß',
    ]) {
      assert.equal(mailbox.deliver(address(query)), 'forged');
    }
    assert.equal(forged, 5);
    assert.equal(mailbox.deliver(address(`code=3&state=${state}`)), 'accepted');
  });
});

describe('deliverPasted', () => {
  const mailbox = () => new CallbackMailbox(state);

  it('takes the whole address of the last page, from any host, with blanks around', async () => {
    for (const text of [
      `http://127.0.0.1:4711/callback/x?code=1&state=${state}`,
      `  vscode://patchbay.patchbay/cb?state=${state}&code=1\n`,
      `https://x/?error=access_denied&state=${state}`,
    ]) {
      const box = mailbox();
      deliverPasted(text, box, 'Acme');
      assert.ok((await box.received).searchParams.has('state'));
    }
  });

  for (const text of [
    '',
    'abc',
    'code=1&state=2',
    `http://127.0.0.1/cb?state=${state}`,
    'http://127.0.0.1/cb?code=1',
    'http://127.0.0.1/cb#code=1&state=2',
  ]) {
    it(`does not take ${JSON.stringify(text)} (PB205)`, () => {
      assert.throws(() => deliverPasted(text, mailbox(), 'Acme'), { code: 'PB205', field: 'pasteAddress' });
    });
  }

  it('tells another sign-in’s from one that was used', () => {
    const box = mailbox();
    assert.throws(() => deliverPasted('http://x/?code=1&state=other', box, 'Acme'), { code: 'PB203' });
    deliverPasted(`http://x/?code=1&state=${state}`, box, 'Acme');
    assert.throws(() => deliverPasted(`http://x/?code=1&state=${state}`, box, 'Acme'), { code: 'PB206' });
  });
});

describe('listenOnLoopback', () => {
  let redirect: Redirect | undefined;
  let mailbox: CallbackMailbox;

  beforeEach(async () => {
    mailbox = new CallbackMailbox(state);
    redirect = await listenOnLoopback('acme', anyPort, mailbox);
  });

  afterEach(() => redirect?.dispose());

  const get = (suffix: string, init?: RequestInit) => fetch(`${redirect?.uri}${suffix}`, init);

  it('listens on this computer alone, with a path of the connector’s own', () => {
    const url = new URL(redirect?.uri ?? '');
    assert.deepEqual([url.hostname, url.pathname], ['127.0.0.1', callbackPath('acme')]);
  });

  it('takes the answer and says so on a page that holds nothing of it', async () => {
    const page = await get(`?code=the-code&state=${state}`);
    const html = await page.text();
    assert.equal(page.status, 200);
    assert.doesNotMatch(html, /the-code|the-state/);
    assert.match(html, /history\.replaceState/);
    assert.deepEqual(
      ['cache-control', 'referrer-policy', 'x-content-type-options'].map((name) => page.headers.get(name)),
      ['no-store', 'no-referrer', 'nosniff'],
    );
    const nonce = /script-src 'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1];
    assert.ok(nonce && html.includes(`<script nonce="${nonce}">`));
    assert.equal((await mailbox.received).searchParams.get('code'), 'the-code');
  });

  it('takes nothing else', async () => {
    assert.equal((await get('?code=1&state=forged')).status, 400);
    assert.equal((await get('?code=1')).status, 400);
    assert.equal((await get(`/deeper?code=1&state=${state}`)).status, 404);
    assert.equal((await get(`?code=1&state=${state}`, { method: 'POST' })).status, 404);
    assert.equal((await fetch(new URL('/favicon.ico', redirect?.uri))).status, 404);
    assert.equal((await get(`?code=1&state=${state}`)).status, 200);
    assert.equal((await get(`?code=1&state=${state}`)).status, 400);
  });

  it('lives through requests that are no addresses', async () => {
    const { port } = new URL(redirect?.uri ?? '');
    for (const path of ['//[', '//%zz@:x', '*', 'http://[::bad', '/\\..\\']) {
      const request = httpRequest({ host: '127.0.0.1', port, path, method: 'GET' }).end();
      const [response] = await once(request, 'response');
      response.resume();
      assert.equal(response.statusCode, 404, path);
    }
    assert.equal((await get(`?code=1&state=${state}`)).status, 200);
  });

  it('stops listening', async () => {
    redirect?.dispose();
    await assert.rejects(get(`?code=1&state=${state}`));
  });

  it('says PB207 where every port that the app may use is taken, and takes the next free one before', async () => {
    const servers: Server[] = [];
    const take = async (port: number) => {
      const server = createServer();
      servers.push(server);
      await new Promise<void>((resolve) =>
        server.once('error', () => resolve()).listen(port, '127.0.0.1', () => resolve()),
      );
    };
    const [first = 0, ...rest] = fixedPorts;
    try {
      await take(first);
      const second = await listenOnLoopback('acme', { loopback: 'fixedPort', loopbackHost: 'localhost' }, mailbox);
      assert.match(second.uri, /^http:\/\/localhost:4189[45]\/callback\/acme$/);
      second.dispose();
      for (const port of rest) await take(port);
      await assert.rejects(listenOnLoopback('acme', { ...anyPort, loopback: 'fixedPort' }, mailbox), { code: 'PB207' });
    } finally {
      for (const server of servers) server.close();
    }
  });
});
