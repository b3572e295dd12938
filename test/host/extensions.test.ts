import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import type {
  PatchbayAccess,
  PatchbayConnection,
  PatchbayExports,
  PatchbaySession,
  PatchbayToken,
} from '../../src/use/api/patchbay.ts';
import { remember } from '../support/secrets.ts';
import { until } from '../support/until.ts';
import { Answers } from './answers.ts';

const token = remember('a-token-for-extensions-0123456789');

describe('other extensions', () => {
  let answers: Answers;
  let server: http.Server;
  let origin = '';
  let id = '';
  /** What the modal said. */
  let detail = '';

  const run = async <T>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(command, ...args);
  const caller = (name: keyof PatchbaySession, ...args: unknown[]) => run('caller.do', name, ...args);
  const getToken = (options = {}) => caller('getAccessToken', id, options) as Promise<PatchbayToken>;
  const found = () => caller('list', { connector: 'generic-api-key' }) as Promise<PatchbayConnection[]>;
  const pretend = (way: string) => run<string[]>('pretender.pretend', way);
  const person = (button: string | undefined) => {
    answers.dispose();
    answers = new Answers();
    answers.on('showWarningMessage', (options) => {
      detail = (options as { detail: string }).detail;
      return button;
    });
  };

  /** Changes the answer by the command, whose list comes again after a change, and is left then. */
  const manage = async (label: string, access: PatchbayAccess) => {
    answers.choose('Help desk', label);
    let isLeft = false;
    const left = run('patchbay.manageAccess').then(() => {
      isLeft = true;
    });
    await until('the answer is another', async () => (await found())[0]?.access === access);
    await until('the list is left', async () => {
      await run('workbench.action.closeQuickOpen');
      return isLeft;
    });
    await left;
  };

  before(async () => {
    server = http.createServer((request, response) => {
      const known = request.headers.authorization === `Bearer ${token}`;
      response.writeHead(known ? 200 : 401, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ login: 'ada@acme.example', path: request.url }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    answers = new Answers();
    await vscode.extensions.getExtension('patchbay.patchbay')?.activate();
    answers.on('showInformationMessage', () => undefined);
    answers.type(`${origin}/v1`, 'Authorization', 'Bearer', '/me', token, 'Help desk');
    answers.choose('A service account');
    await run('patchbay.addQuickly', { connector: 'generic-api-key', folder: 'personal' });
    const [added, ...more] = await found();
    assert.deepEqual(more, []);
    id = added?.id ?? assert.fail('not added');
    assert.deepEqual([added?.state, added?.account, added?.access], ['connected', 'ada@acme.example', 'ask']);
  });
  beforeEach(() => person(undefined));
  afterEach(() => answers.dispose());
  after(async () => {
    answers.dispose();
    server.close();
    person('Delete');
    await run('patchbay.delete', id);
    answers.dispose();
  });

  it('get version 1 of an API, and no other', async () => {
    const exported = vscode.extensions.getExtension<PatchbayExports>('patchbay.patchbay')?.exports;
    assert.equal(exported?.getApi(1).version, 1);
    assert.throws(() => exported?.getApi(2 as 1), { code: 'PB830' });
    assert.ok(Object.isFrozen(exported) && Object.isFrozen(exported?.getApi(1)));
  });

  it('ask for a token, are refused, are granted, are revoked', async () => {
    person('Not in This Session');
    await assert.rejects(getToken(), { code: 'PB833' });
    assert.deepEqual(answers.asked, [
      'Let the extension “Ticket Counter” (acme.caller) use the connection “Help desk”?',
    ]);
    for (const said of ['Publisher: acme', 'Application: Any API with a key', 'Account: ada@acme.example'])
      assert.ok(detail.includes(said), detail);
    await assert.rejects(getToken(), { code: 'PB833' });
    assert.equal(answers.asked.length, 1, 'asked again in the session');

    await manage('Allow', 'granted');
    assert.equal((await getToken()).accessToken, token);

    await manage('Revoke', 'ask');
    await assert.rejects(getToken({ silent: true }), { code: 'PB834' });

    person('Allow');
    assert.equal((await getToken()).kind, 'apiKey');
    const answer = (await caller('fetch', id, '/things?a=1')) as Response;
    assert.deepEqual(await answer.json(), { login: 'ada@acme.example', path: '/v1/things?a=1' });
    await assert.rejects(caller('fetch', id, 'https://evil.example/'), { code: 'PB405' });
    assert.equal(answers.asked.length, 1);
  });

  it('that may use a connection are named before it is deleted, and among its usages', async () => {
    await run('patchbay.delete', id);
    assert.match(detail, /extension “Ticket Counter” \(acme\.caller\)/);
    answers.choose('extension “Ticket Counter” (acme.caller)');
    let isLeft = false;
    const left = run('patchbay.showUsages', id).then(() => {
      isLeft = true;
    });
    // It leads to what extensions may.
    await until('the list is left', async () => {
      await run('workbench.action.closeQuickOpen');
      return isLeft;
    });
    await left;
    assert.equal((await found())[0]?.access, 'granted');
  });

  for (const way of ['name', 'spelling', 'getter']) {
    it(`that pretend to be another get nothing (${way})`, async () => {
      await getToken({ silent: true });
      const before = (await run<string[]>('caller.strange')).length;
      assert.deepEqual(await pretend(way), []);
      // It went to the one that was named, which did not ask for it.
      assert.equal((await run<string[]>('caller.strange')).length, before + 1);
      assert.deepEqual(answers.asked, []);
    });
  }

  for (const way of ['replace', 'define', 'api']) {
    it(`cannot put themselves in another’s place (${way})`, async () => {
      await assert.rejects(pretend(way), TypeError);
    });
  }

  for (const way of ['innocent', 'manifest']) {
    it(`cannot act as one that never heard of Patchbay (${way})`, async () => {
      await assert.rejects(pretend(way), { code: 'PB832' });
      assert.deepEqual(answers.asked, []);
    });
  }

  it('that say who they are, are asked about by their own id', async () => {
    person('Never');
    assert.deepEqual(await pretend('itself'), ['evil.pretender']);
    await assert.rejects(run('pretender.token', id, { silent: true }), { code: 'PB834' });
    await assert.rejects(run('pretender.token', id), { code: 'PB833' });
    assert.deepEqual(answers.asked, [
      'Let the extension “Ticket Counter” (evil.pretender) use the connection “Help desk”?',
    ]);
    assert.equal((await getToken({ silent: true })).accessToken, token);
  });

  it('have no session of the editor’s kind before the person let them', async () => {
    const silent = await run('caller.getSession', [`connection:${id}`], { silent: true });
    assert.equal(silent, undefined);
  });
});
