import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { announce } from '../../../../src/use/discovery/announce.ts';
import { json } from '../../../support/localServer.ts';
import { oauthOf } from '../../../support/oauthToken.ts';
import { remember } from '../../../support/secrets.ts';
import { servicing } from '../../../support/servicing.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { patchbayIn } from './cli.ts';

describe('patchbay and the open editor', () => {
  const world = servicing();
  const directory = temporaryDirectory();
  const surroundings = () => ({
    cwd: directory.path,
    env: { PATCHBAY_URL: world.service.url, PATCHBAY_TOKEN: world.bearer.reveal() },
    windows: join(directory.path, 'private'),
  });
  const ask = (...argv: string[]) => patchbayIn(surroundings(), ...argv);

  describe('call', () => {
    it('sends a request as the connection, and prints the answer as it is', async () => {
      world.provider.answer = ({ url, method, body, headers }, response) =>
        json(response, { path: url.pathname + url.search, method, body, type: headers['content-type'] });
      const { code, out, errors } = await ask('call', world.id, 'post', '/tickets?q=é x', '--data', '{"a":1}');
      assert.deepEqual([code, errors], [0, '']);
      assert.deepEqual(JSON.parse(out), {
        ...{ path: '/api/tickets?q=%C3%A9%20x', method: 'POST', body: '{"a":1}', type: 'application/json' },
      });
    });

    it('takes a file, headers, and a path without its slash, and shows the head of the answer', async () => {
      world.provider.answer = ({ url, body, headers }, response) =>
        json(response, { path: url.pathname, body, type: headers['content-type'], own: headers['x-own'] });
      await writeFile(join(directory.path, 'body.txt'), 'from a file');
      const options = [
        '--data-file=body.txt',
        '--header',
        'Content-Type: text/plain',
        '--header=X-Own: yes',
        '--include',
      ];
      const { out } = await ask('call', world.id, 'PUT', 'tickets', ...options);
      assert.match(out, /^HTTP\/1\.1 200\n[\s\S]*content-type: application\/json[\s\S]*\n\n\{/i);
      assert.match(out, /"path":"\/api\/tickets","body":"from a file","type":"text\/plain","own":"yes"/);
    });

    it('fails where the application refuses, and says what it said', async () => {
      world.provider.answer = (_, response) => json(response, { message: 'no such ticket' }, 404);
      const { code, out, errors } = await ask('call', world.id, 'GET', '/tickets/9');
      assert.equal(code, 1);
      assert.match(out, /no such ticket/);
      assert.match(errors, /^patchbay: The answer is 404/);
    });

    it('says that an answer broke off', async () => {
      world.provider.answer = (_, response) => {
        response.writeHead(200, { 'Content-Length': '100' });
        response.write('half', () => response.destroy());
      };
      const { code, out, errors } = await ask('call', world.id, 'GET', '/x');
      assert.equal(code, 1, errors);
      assert.match(out + errors, /half[\s\S]*broke off|PB821/);
    });

    it('is no way around the connector’s own address', async () => {
      for (const path of ['https://elsewhere.example/x', 'http:x']) {
        const { code, errors } = await ask('call', world.id, 'GET', path);
        assert.equal(code, 2);
        assert.match(errors, /begins after the address/);
      }
      assert.equal((await ask('call', world.id, 'GET', '/a/../../x')).code, 1);
      assert.equal((await ask('call', world.id, 'GET', '/x\r\nHost: elsewhere')).code, 1);
      assert.equal(world.provider.requests.length, 0);
    });

    it('is asked for what makes no sense, and says what it wants', async () => {
      for (const [argv, wanted] of [
        [[], /Say what to call/],
        [[world.id, 'GET'], /Say what to call/],
        [[world.id, 'G E T', '/'], /no method/],
        [[world.id, 'GET', '/', '--header', 'a b'], /no header/],
        [[world.id, 'GET', '/', '--data=x', '--data-file=y'], /one body/],
      ] as const) {
        const { code, errors } = await ask('call', ...argv);
        assert.equal(code, 2);
        assert.match(errors, wanted);
      }
      assert.equal((await ask('call', world.id, 'GET', '/', '--data-file=nowhere')).code, 3);
    });
  });

  describe('token', () => {
    it('prints the token alone', async () => {
      const token = remember('an-access-token-of-the-provider');
      const id = await world.connect({ authType: 'oauth2', name: 'OAuth' }, oauthOf(token));
      assert.deepEqual(await ask('token', id), { code: 0, out: `${token}\n`, errors: '' });
    });

    it('fails in a sentence where there is none to give', async () => {
      const { code, out, errors } = await ask('token', world.id);
      assert.deepEqual([code, out], [1, '']);
      assert.match(errors, /^patchbay: .*CNS1021/);
      assert.equal((await ask('token', 'nothing-of-this-name')).code, 1);
      assert.equal((await ask('token')).code, 2);
    });
  });

  it('check asks the application, and fails where it refuses', async () => {
    await world.parts.states.set(world.id, {
      ...{ version: 1, generation: 1, storedAt: new Date().toISOString() },
      ...{ grant: { status: 'connected' }, provider: { status: 'reachable' } },
    });
    world.provider.answer = (_, response) => json(response, { login: 'ada' });
    const fine = await ask('check', world.id);
    assert.equal(fine.code, 0, fine.out);
    assert.match(fine.out, /NAME +ACCOUNT +STATE\nHelp desk .*connected/);
    world.provider.answer = (_, response) => json(response, {}, 401);
    const { code, out } = await ask('check', '--json');
    assert.equal(code, 1);
    const [checked] = JSON.parse(out).checked;
    assert.deepEqual([checked.id, checked.status], [world.id, 'Expired']);
    assert.ok(!out.includes(world.token));
  });

  it('check goes on where one cannot be checked at all', async () => {
    await world.connect({ connector: 'nothing-of-this-key', name: 'Unknown' }, oauthOf('x'));
    const { code, out } = await ask('check', '--json');
    assert.equal(code, 1);
    const { checked } = JSON.parse(out);
    const unknown = checked.find(({ name }: { name: string }) => name === 'Unknown');
    assert.deepEqual([checked.length, unknown.status], [2, 'Failed']);
    assert.match(unknown.message, /PB105/);
  });

  describe('the way to it', () => {
    const without = () => ({ ...surroundings(), env: {} });

    it('is found without the environment, from what an open window left', async () => {
      world.provider.answer = (_, response) => json(response, { fine: true });
      const { windows } = without();
      const elsewhere = await announce(
        { url: 'http://127.0.0.1:9', bearer: world.bearer, folders: [directory.path] },
        windows,
      );
      const window = await announce(
        { url: world.service.url, bearer: world.bearer, folders: [directory.path] },
        windows,
      );
      const { code, out } = await patchbayIn(without(), 'call', world.id, 'GET', '/');
      assert.deepEqual([code, out], [0, '{"fine":true}']);
      window.dispose();
      elsewhere.dispose();
    });

    it('is told to be missing with an exit code of its own', async () => {
      const { code, out, errors } = await patchbayIn(without(), 'call', world.id, 'GET', '/');
      assert.deepEqual([code, out], [4, '']);
      assert.match(errors, /No open editor with Patchbay answers/);
      const env = { PATCHBAY_URL: 'http://127.0.0.1:9', PATCHBAY_TOKEN: 'x' };
      const closed = await patchbayIn({ ...without(), env }, 'list');
      assert.equal(closed.code, 4);
      assert.match(closed.errors, /its window was closed/);
      const old = await patchbayIn({ ...without(), env: { ...surroundings().env, PATCHBAY_TOKEN: 'old' } }, 'list');
      assert.equal(old.code, 4);
      assert.match(old.errors, /PB801/);
    });

    it('leads nowhere but to this computer', async () => {
      for (const url of ['https://patchbay.example', 'http://10.0.0.1:80', 'http://127.0.0.1.example', 'x']) {
        const { code, errors } = await patchbayIn(
          { ...without(), env: { PATCHBAY_URL: url, PATCHBAY_TOKEN: 'x' } },
          'list',
        );
        assert.equal(code, 2, url);
        assert.match(errors, /an address of this computer/);
      }
      assert.equal((await patchbayIn({ ...without(), env: { PATCHBAY_URL: world.service.url } }, 'list')).code, 2);
    });
  });
});
